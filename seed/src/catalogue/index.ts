import type { Catalogue } from '@dangzhi/metrics';
import { adjustmentKinds } from './adjustments.ts';
import { indicators } from './indicators/index.ts';
import { pairs } from './measures/guards.ts';
import { measures } from './measures/index.ts';
import { references } from './references.ts';
import { sets } from './sets.ts';
import { systems } from './systems.ts';
import { views } from './views.ts';

/** Measures, indicators and unit sets of the county, and what their codes refer to. */
export const catalogue: Catalogue = {
  measures,
  pairs,
  indicators,
  sets,
  systems,
  views,
  adjustments: adjustmentKinds,
  references,
};
