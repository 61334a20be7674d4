import type { Page } from '@playwright/test';
import { expect, test } from './kept-context.ts';
import { signIn } from './sign-in.ts';

/** Every page of the office and of the wall, by whom it is looked at. */
const PAGES = {
  approver: [
    ...['/wall', '/ranking', '/ranking?kind=township', '/ranking?kind=county', '/workbench', '/workbench?kind=county'],
    ...['/units/330624', '/units/XC-D30', '/units/XC-D13', '/units/NOPE', '/account', '/no-such-page'],
    ...['', '?section=sets', '?section=systems', '?section=adjustments', '?section=grades', '?section=references'].map(
      (section) => `/catalogue${section}`,
    ),
    ...['/catalogue/DIG-1-02', '/catalogue/USE-1-02', '/catalogue/MON-01', '/facts/B063', '/records/TGT-01'],
    ...['/facts', '/records'],
  ],
  admin: ['/accounts', '/accounts/demo-head', '/roles', '/roles?unit=XC-D13', '/displays', '/audit'],
} as const;

/**
 * Latin words a Chinese page may hold: codes of units, leaves, rights and measures; systems, formats, browsers and keys
 * by their own names; a date's pattern; the name of the other language; the one English word printed in an article.
 */
const LATIN = [
  /^[A-Z]{1,6}\d*(-[A-Z]*\d*)*$/,
  /^[a-z\d]+([-.][a-z\d]+)+$/,
  /^(English|HH:mm|and|IoT|Enter|YYYY-MM-DD( HH:mm)?|Chrome|HeadlessChrome|Chromium|Linux|Wi-Fi|No)$/,
];
/** Logins are what they are; a user agent is what a browser says of itself; an article's words are its own. */
const VERBATIM = 'code, .code, [lang="en"], blockquote, q, .actor [title], pre';

/** Every run of words of the other language that the page shows or reads aloud, with what it stands in. */
async function foreign(page: Page, language: 'zh' | 'en'): Promise<string[]> {
  const said = await page.evaluate(
    ([verbatim, inEnglish]) => {
      const found: string[] = [];
      const isLeftOut = (element: Element | null): boolean =>
        element === null || element.closest(`script, style, ${verbatim}${inEnglish ? ', [lang^="zh"]' : ''}`) !== null;
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
        if (!isLeftOut(node.parentElement)) found.push(node.textContent ?? '');
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        for (const element of document.querySelectorAll(`[${name}]`))
          if (!isLeftOut(element)) found.push(element.getAttribute(name) ?? '');
      return found;
    },
    [VERBATIM, language === 'en'] as const,
  );
  const words =
    language === 'zh' ? /[A-Za-z][\w'’.-]*[A-Za-z\d]( [A-Za-z][\w'’.:-]*[A-Za-z\d])*/g : /\p{Script=Han}+/gu;
  return said.flatMap((text) =>
    (text.match(words) ?? [])
      .filter((run) => language === 'en' || !run.split(' ').every((word) => LATIN.some((known) => known.test(word))))
      .map((run) => `${run} in “${text.trim().slice(0, 80)}”`),
  );
}

for (const role of ['approver', 'admin'] as const)
  test(`every page of an ${role} keeps to one language`, async ({ page, baseURL }) => {
    await page.context().clearCookies();
    await signIn(page.request, baseURL ?? '', role);
    const { demoAccounts } = (await (await page.request.get('/api/v1/session')).json()) as {
      demoAccounts: { login: string; name: string }[];
    };
    const names = new Set(demoAccounts.flatMap(({ login, name }) => [login, name]));
    const found: string[] = [];
    const titles = new Map<string, string>();
    for (const language of ['zh', 'en'] as const)
      for (const path of PAGES[role]) {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}period=2022-12&lang=${language}`);
        await expect(page.locator('.splash')).toHaveCount(0);
        await expect(page.locator('h1').first()).toBeAttached();
        await expect(page.locator('main .pending')).toHaveCount(0);
        const unfold = page.getByRole('button', { name: /全部展开|Unfold all/ });
        if ((await unfold.count()) > 0) await unfold.first().click();
        for (const one of await foreign(page, language))
          if (![...names].some((name) => one.startsWith(`${name} in`))) found.push(`${language} ${path}: ${one}`);
        titles.set(`${language} ${path.split('?')[0] ?? ''}`, await page.title());
      }
    expect(found).toEqual([]);
    // Each of them has a title of its own.
    expect(new Set(titles.values()).size).toBe(titles.size);
  });
