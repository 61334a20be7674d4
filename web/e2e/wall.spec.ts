import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1366, height: 768 },
  { width: 2560, height: 1080 },
  { width: 1080, height: 1920 },
];

const shot = (name: string) => join(import.meta.dirname, '../screenshots', name);

/** Everything the page complains about; a test ends by looking at it. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

async function openWall(page: Page, query = '') {
  await page.goto(`/wall${query}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('canvas')).toHaveCount(2);
  await page.evaluate(() => document.fonts.ready);
}

test.describe('the wall', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  test('shows the county without a login, a scroll bar or a complaint', async ({ page }) => {
    const complaints = listen(page);
    await openWall(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/新昌县\s*县级档案工作指数/);
    await expect(page.getByText('演示数据，非真实评价')).toBeVisible();
    await expect(page.getByText(/数据截至 \d{4}-\d{2}-\d{2}/)).toBeVisible();
    for (const figure of ['14.43', '207,124', '29,893', '83.63', '66.7']) {
      await expect(page.getByRole('button', { name: figure }).first()).toBeVisible();
    }
    await expect(page.getByRole('region', { name: '镇街指数' }).getByRole('listitem')).toHaveCount(12);
    await expect(page.getByRole('region', { name: /8 项指标构成/ }).getByRole('listitem')).toHaveCount(8);
    await expect(page.locator('input[type=password]')).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
    await page.screenshot({ path: shot('wall-zh-1920.png') });
    expect(complaints).toEqual([]);
  });

  test('speaks English completely', async ({ page }) => {
    await openWall(page, '?lang=en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
    const text = await page.locator('main').innerText();
    expect(text.match(/\p{Script=Han}+/gu)).toBeNull();
    await page.screenshot({ path: shot('wall-en-1920.png') });
  });

  test('ranks departments inside a class, and says how many it leaves out', async ({ page }) => {
    await openWall(page);
    const ranking = page.getByRole('region', { name: '部门排行' });
    await ranking.getByRole('combobox').selectOption('party');
    await expect(page).toHaveURL(/class=party/);
    await expect(ranking.getByText(/类内排名 \d+ 家/)).toBeVisible();
    await expect(ranking.getByText(/中间 \d+ 家/)).toBeVisible();
    await expect(ranking.getByRole('button')).toHaveCount(6);
  });

  test('leads any number to the raw record it came in, by keyboard', async ({ page }) => {
    await openWall(page);
    const figure = page.getByRole('button', { name: /年度归档完成率/ });
    await figure.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: '这个数从哪来' });
    await expect(drawer.getByText(/÷ .* × 100 = /)).toBeVisible();
    await drawer.getByRole('button', { name: /分子/ }).press('Enter');
    await expect(drawer.getByText(/列出 .* 条/)).toBeVisible();
    await drawer
      .getByRole('button', { name: /· 2022-12/ })
      .first()
      .press('Enter');
    await expect(drawer.getByText(/GET http/)).toBeVisible();
    await expect(drawer.locator('pre')).toContainText('{');
    await page.screenshot({ path: shot('wall-record.png') });
    for (let stop = 0; stop < 8; stop += 1) {
      await page.keyboard.press('Tab');
      expect(await drawer.evaluate((node) => node.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(figure).toBeFocused();
  });

  test('explains the total by its parts, and a published figure by the article', async ({ page }) => {
    await openWall(page);
    const drawer = page.getByRole('dialog');
    await page.getByRole('button', { name: /全县得分/ }).click();
    await drawer.getByRole('button', { name: '数字化转型' }).click();
    await expect(drawer.getByRole('heading', { level: 3 })).toContainText('数字化转型');
    await drawer.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: /公开预计/ }).click();
    await expect(drawer.locator('blockquote')).toHaveText(/预计未来5年县档案馆库房将达饱和状态/);
  });

  test('has no fault axe can find, closed or open, in either language', async ({ page }) => {
    for (const query of ['', '?lang=en']) {
      await openWall(page, query);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.locator('button.headline').click();
      await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
  });

  test('keeps what it has and says so when the network goes, and recovers by itself', async ({ page, context }) => {
    await openWall(page);
    await context.setOffline(true);
    await expect(page.getByText(/连接中断/)).toBeVisible();
    await expect(page.getByRole('button', { name: '83.63' })).toBeVisible();
    await page.screenshot({ path: shot('wall-offline.png') });
    await context.setOffline(false);
    await expect(page.getByText('已连接')).toBeVisible({ timeout: 10_000 });
  });

  test('changes by itself when a value is corrected, and back', async ({ page, request }) => {
    await openWall(page);
    const score = tileScore(page);
    const before = (await score.textContent()) ?? '';
    const value = await countingValue(request);
    await report(request, String(Number(value) / 2), '现场核查');
    await expect(score).not.toHaveText(before, { timeout: 15_000 });
    await report(request, value, '核查更正');
    await expect(score).toHaveText(before, { timeout: 15_000 });
  });

  test.describe('with motion', () => {
    test.use({ contextOptions: { reducedMotion: 'no-preference' } });

    test('rolls the digits that changed and no others', async ({ page, request }) => {
      await page.addInitScript(() => {
        const rolled: [number, string][] = [];
        Object.assign(window, { rolled });
        const prototype = Element.prototype;
        const animate = Reflect.get(prototype, 'animate') as (this: Element, ...motion: unknown[]) => Animation;
        prototype.animate = function (...motion) {
          const row = this.parentElement;
          rolled.push([[...(row?.children ?? [])].indexOf(this), row?.textContent ?? '']);
          return animate.apply(this, motion);
        };
      });
      await openWall(page);
      const score = tileScore(page);
      const before = (await score.textContent()) ?? '';
      const value = await countingValue(request);
      await report(request, String(Number(value) / 3), '现场核查');
      await expect(score).not.toHaveText(before, { timeout: 15_000 });
      const now = (await score.textContent()) ?? '';
      const rolled = await page.evaluate(() => (window as unknown as { rolled: [number, string][] }).rolled);
      const places = rolled.filter(([, row]) => row === now).map(([place]) => place);
      expect(places).toEqual([...now].flatMap((digit, place) => (digit === before[place] ? [] : [place])));
      await report(request, value, '核查更正');
    });
  });

  test('asks for a month that was not scored and is told so', async ({ page }) => {
    await page.goto('/wall?period=1999-01');
    await expect(page.getByRole('alert')).toContainText('没有这一期');
  });
});

for (const viewport of SIZES) {
  test(`scales as a whole at ${viewport.width} × ${viewport.height}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await openWall(page);
    const stage = await page.locator('.stage').boundingBox();
    expect((stage?.width ?? 0) / (stage?.height ?? 1)).toBeCloseTo(16 / 9, 2);
    expect(stage?.x).toBeGreaterThanOrEqual(-0.5);
    expect(stage?.y).toBeGreaterThanOrEqual(-0.5);
    // Names may be cut with an ellipsis; figures and anything else may not.
    const cut = await page
      .locator('main *:not(.spoken, .spoken *, .name, select, option)')
      .evaluateAll((nodes) =>
        nodes
          .filter((node) => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible')
          .map((node) => node.textContent),
      );
    expect(cut).toEqual([]);
    await page.screenshot({ path: shot(`wall-zh-${viewport.width}x${viewport.height}.png`) });
  });
}

const TOWNSHIP = '330624112';
const MEASURE = 'archived-items';
const MONTH = '2022-12';

const tileScore = (page: Page) => page.getByRole('button', { name: /^沃洲镇/ }).locator('.score [aria-hidden]');

async function countingValue(request: APIRequestContext): Promise<string> {
  const query = new URLSearchParams({ unit: TOWNSHIP, measure: MEASURE, period: MONTH });
  const page = (await (await request.get(`/api/v1/observations?${query.toString()}`)).json()) as {
    items: { counts: boolean; value: string | null }[];
  };
  const value = page.items.find(({ counts }) => counts)?.value;
  if (value == null) throw new Error(`${TOWNSHIP} has no ${MEASURE} in ${MONTH}`);
  return value;
}

async function report(request: APIRequestContext, value: string, reason: string) {
  const token = readFileSync(join(process.env['E2E_DATA_DIR'] ?? '', 'operator.token'), 'utf8').trim();
  const answer = await request.post('/api/v1/observations', {
    headers: { authorization: `Bearer ${token}` },
    data: { standing: 'inspected', rows: [{ measure: MEASURE, unit: TOWNSHIP, period: MONTH, value, reason }] },
  });
  expect(answer.status()).toBe(200);
}
