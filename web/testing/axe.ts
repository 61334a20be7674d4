import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

/** Rules of axe that look at colours: all that another paper can change. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

// Pages here have no frames: without them axe needs no second page to put its findings together.
const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();

/** What axe finds at fault in a page as it stands. */
export const faults = async (page: Page): Promise<Violations> => (await axe(page).analyze()).violations;

/** The same of its colours alone, for a page whose structure was looked at on the other paper. */
export const colourFaults = async (page: Page): Promise<Violations> =>
  (await axe(page).withRules(OF_COLOURS).analyze()).violations;
