import type { Page } from '@playwright/test';
import { expect, test } from './kept-context.ts';

const sheetsOf = async (page: Page): Promise<number> => {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
};

/** Pages with the most sheets each may take; 83 departments, or 78 leaves, are three or four by themselves. */
const PAGES: readonly (readonly [path: string, sheets: number])[] = [
  ['/ranking', 8],
  ['/units/XC-D30', 8],
  ['/units/330624', 10],
  ['/catalogue', 12],
  ['/catalogue/DIG-1-02', 3],
  ['/facts/B063', 2],
  ['/records', 26],
  ['/workbench', 8],
];

for (const [path, most] of PAGES)
  test(`${path} is printed without what is pressed, and says what its figures are`, async ({ page }) => {
    await page.goto(`${path}?period=2022-12`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await expect(page.locator('main .pending')).toHaveCount(0);
    await page.getByRole('button', { name: '深色' }).click();
    await page.emulateMedia({ media: 'print' });
    // A4 across, less its margins.
    await page.setViewportSize({ width: 1032, height: 703 });
    for (const pressed of ['nav:not(.key)', 'form', '[aria-pressed]', 'select', '.folds button'])
      await expect(page.locator(pressed).filter({ visible: true }), pressed).toHaveCount(0);
    const foot = page.locator('footer.print-only');
    await expect(foot).toContainText('演示数据，非真实评价');
    await expect(foot).toContainText('数据截至 2022-12-31');
    // On white paper, whatever was chosen for the screen.
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1032);
    const heads = page.locator('main thead:not(.block)');
    for (const head of await heads.all()) await expect(head).toHaveCSS('display', 'table-header-group');
    expect(await sheetsOf(page)).toBeLessThanOrEqual(most);
    await page.emulateMedia({ media: null });
    await page.getByRole('button', { name: '浅色' }).click();
  });
