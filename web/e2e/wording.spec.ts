import type { APIRequestContext, Page } from '@playwright/test';
import { heldIn, politicalPhrases } from '@dangzhi/metrics/testing/political-wording.fixture.ts';
import { expect, test } from './kept-context.ts';

// Political wording is quoted where its fact is, and stands beside no score: two of the wall's six groups once printed
// a formula with a score, a colour and an arrow.

interface Said {
  id: string;
  name: { zh: string; en: string };
  quote: string;
  political: boolean;
  uses: { indicators: { code: string }[] };
}

async function readSaid(request: APIRequestContext) {
  const get = async <Body>(path: string) => (await (await request.get(`/api/v1${path}`)).json()) as Body;
  const { items } = await get<{ items: Said[] }>('/facts?pageSize=500');
  const { views } = await get<{ views: { groups: { name: Said['name'] }[] }[] }>('/catalogue');
  return {
    facts: items,
    phrases: politicalPhrases(
      items,
      views.flatMap(({ groups }) => groups),
    ),
  };
}

/** All a page says: its text, seen or spoken, and what attributes say of it. */
const saidOn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const said = [document.title, document.body.textContent];
    for (const node of document.querySelectorAll('*'))
      for (const name of ['title', 'alt', 'aria-label', 'aria-description', 'placeholder', 'content'])
        said.push(node.getAttribute(name) ?? '');
    return said.join('\n');
  });

const MONTH = 'period=2022-12';
/** Address, and what is there when the page is. */
const PAGES: readonly (readonly [address: string, there: string])[] = [
  [`/wall?scene=overview&${MONTH}`, 'main .scene'],
  [`/wall?scene=archives&${MONTH}`, 'main .scene .priorities'],
  [`/wall?scene=platform&${MONTH}`, 'main .scene .bands'],
  [`/ranking?${MONTH}`, 'tr.line'],
  [`/ranking?kind=county&part=F1&${MONTH}`, 'tr.line'],
  [`/units/330624?${MONTH}`, '.sheet tr.branch'],
  [`/units/330624?view=focuses&show=lost&${MONTH}`, '.sheet tr.leaf'],
  [`/units/330624?view=bands&show=lost&${MONTH}`, '.picture'],
  [`/units/XC-D29?view=focuses&show=lost&${MONTH}`, '.sheet tr.leaf'],
  [`/workbench?${MONTH}`, '[role=slider]'],
  ...['indicators', 'sets', 'systems', 'adjustments', 'grades', 'references'].map(
    (section) => [`/catalogue?section=${section}&${MONTH}`, 'main h1 ~ *, main h2'] as const,
  ),
  [`/catalogue?focus=F1&${MONTH}`, 'main tbody tr'],
  ['/account', 'main h1'],
];

for (const lang of ['zh', 'en'] as const) {
  test(`no political wording stands on a page with scores, nor in what is read out of it (${lang})`, async ({
    page,
    request,
  }) => {
    const { facts, phrases } = await readSaid(request);
    expect(phrases).toEqual(expect.arrayContaining(['两个维护', '档案工作姓党', '变革重塑', '实干争先']));
    const concerned = facts.flatMap(({ political, uses }) => (political ? uses.indicators : []));
    const indicators = [...new Set(concerned.map(({ code }) => code))].map(
      (code) => [`/catalogue/${code}?${MONTH}`, 'article.indicator blockquote, article.indicator .aside'] as const,
    );
    expect(indicators.length).toBeGreaterThan(5);
    for (const [address, there] of [...PAGES, ...indicators]) {
      await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${lang}`);
      await expect(page.locator(there).first(), address).toBeVisible();
      expect(heldIn(await saidOn(page), phrases), address).toEqual([]);
    }
    // The dialog of each priority, with all its leaves.
    await page.goto(`/wall?scene=archives&${MONTH}&lang=${lang}`);
    for (let at = 0; at < 6; at += 1) {
      await page.locator('.priorities > li > button').nth(at).click();
      await expect(page.getByRole('dialog').getByRole('row').nth(1)).toBeVisible();
      expect(heldIn(await saidOn(page), phrases)).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });
}

test('a heading is shown whole, by itself, where somebody asks for it', async ({ page, request }) => {
  const { facts } = await readSaid(request);
  const heading = facts.find(({ id }) => id === 'A053');
  const drawer = page.getByRole('dialog');
  const expectWhole = async () => {
    await expect(drawer.locator('blockquote')).toContainText(heading?.quote ?? '–');
    await expect(drawer.getByRole('heading', { level: 3 })).toHaveText('原文标题');
    expect(await drawer.innerText()).not.toMatch(/\d+\.\d/);
    await expect(drawer.getByRole('link', { name: '在公开资料中查看' })).toHaveAttribute('href', '/facts/A053');
    await page.keyboard.press('Escape');
  };
  await page.goto(`/wall?scene=archives&${MONTH}`);
  await page.getByRole('button', { name: /^存史资政/ }).click();
  await drawer.getByRole('button', { name: '原文标题' }).click();
  await expectWhole();
  await page.goto(`/units/330624?view=focuses&${MONTH}`);
  await page.getByRole('button', { name: /^存史资政 原文标题/ }).click();
  await expectWhole();
});
