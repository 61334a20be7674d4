import type { Page } from '@playwright/test';
import { expect, test } from './kept-context.ts';
import { signIn } from './sign-in.ts';

const SHEET = { width: 390, height: 844 };
const HIGHEST_BAR = 56;

/** Every page of the office by who may see it, and what stands before one is signed in. */
const PAGES = {
  approver: [
    ...['/ranking', '/units/330624', '/units/XC-D29', '/units/XC-T01', '/workbench', '/account', '/nowhere'],
    ...['/catalogue', '/catalogue?section=sets', '/catalogue/GOV-1-01', '/facts', '/facts/A046'],
    ...['/records', '/records/TGT-01', '/accounts'],
  ],
  auditor: ['/accounts', '/accounts/demo-head', '/roles?unit=XC-D13', '/displays', '/audit'],
  nobody: ['/login', '/set-up', '/display'],
} as const;

/** What is cut, wrapped or too wide on the page as it stands. */
const faultsOf = (page: Page): Promise<string[]> =>
  page.evaluate((highest) => {
    const faults: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > window.innerWidth) faults.push(`the page is ${String(scrollWidth)} wide`);
    const linesOf = (text: Node, from = 0, to = text.textContent?.length ?? 0) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    };
    const textsIn = (root: Element) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Node[] = [];
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const isSeen = (node.parentElement?.getClientRects().length ?? 0) > 0;
        if (node.textContent?.trim() && isSeen && !node.parentElement?.closest('.spoken, option')) texts.push(node);
      }
      return texts;
    };
    // The head of the login page is its picture.
    const bar = location.pathname === '/login' ? null : document.querySelector('header');
    if (bar) {
      const { height, right } = bar.getBoundingClientRect();
      if (height > highest) faults.push(`the bar is ${String(height)} high`);
      for (const text of textsIn(bar)) {
        const said = text.textContent?.trim() ?? '';
        if (linesOf(text) > 1) faults.push(`wrapped in the bar: ${said}`);
        const box = text.parentElement;
        if (!box) continue;
        if (box.getBoundingClientRect().right > right + 0.5) faults.push(`beyond the bar: ${said}`);
        if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'visible')
          faults.push(`cut in the bar: ${said}`);
      }
    }
    // No word of a table's head is torn, and a table that is wider than the sheet lies in a box that scrolls.
    for (const head of document.querySelectorAll('thead th'))
      for (const text of textsIn(head))
        for (const { index, 0: word } of (text.textContent ?? '').matchAll(/[\p{Script=Latin}.]+/gu))
          if (linesOf(text, index, index + word.length) > 1) faults.push(`torn: ${word}`);
    for (const table of document.querySelectorAll('main table')) {
      if (table.closest('.spoken') || table.getBoundingClientRect().right <= window.innerWidth) continue;
      let box = table.parentElement;
      while (box && !/auto|scroll/.test(getComputedStyle(box).overflowX)) box = box.parentElement;
      if (!box || box === document.documentElement) faults.push('a table is cut');
    }
    return faults;
  }, HIGHEST_BAR);

test.use({ viewport: SHEET, storageState: { cookies: [], origins: [] } });

for (const [locale, theme] of [
  ['zh', 'light'],
  ['en', 'dark'],
] as const) {
  test(`every page fits a sheet in the hand, ${locale}: one row of head, nothing cut or torn`, async ({
    page,
    baseURL,
  }) => {
    await page.addInitScript(
      (chosen) => localStorage.setItem('dangzhi.preferences', chosen),
      JSON.stringify({ theme, locale }),
    );
    const found: Record<string, string[]> = {};
    for (const [role, paths] of Object.entries(PAGES)) {
      await page.context().clearCookies();
      if (role !== 'nobody') await signIn(page.request, baseURL ?? '', role);
      for (const path of paths) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        const faults = await faultsOf(page);
        if (faults.length > 0) found[`${role} ${path}`] = faults;
      }
    }
    expect(found).toEqual({});
  });
}

test('what does not fit into the bar is in its menu, by keyboard too', async ({ page, baseURL }) => {
  await signIn(page.request, baseURL ?? '', 'auditor');
  await page.goto('/ranking');
  const menu = page.getByRole('button', { name: '菜单' });
  const catalogue = page.getByRole('link', { name: '指标', exact: true });
  await expect(catalogue).toBeHidden();
  await menu.press('Enter');
  await expect(menu).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('button', { name: '深色' })).toBeVisible();
  await catalogue.focus();
  await page.keyboard.press('Escape');
  await expect(catalogue).toBeHidden();
  await expect(menu).toBeFocused();
  await menu.click();
  await catalogue.click();
  await expect(page).toHaveURL(/\/catalogue/);
  await expect(menu).toHaveAttribute('aria-expanded', 'false');
});

test('a table that scrolls keeps in sight what its rows are about', async ({ page, baseURL }) => {
  await signIn(page.request, baseURL ?? '', 'auditor');
  await page.goto('/accounts');
  const box = page.getByRole('group', { name: '账号' });
  const name = box.getByRole('link').first();
  const before = await name.boundingBox();
  await box.focus();
  await box.evaluate((node) => node.scrollTo({ left: 300 }));
  expect((await name.boundingBox())?.x).toBe(before?.x);
});
