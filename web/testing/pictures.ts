import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Keeps a picture for people to look at, when one is asked for: a wall of 5760 pixels costs seconds of drawing. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env['PICTURES'] !== 'on') return;
  await page.screenshot({ path: join(import.meta.dirname, '../screenshots', `${name}.png`) });
}
