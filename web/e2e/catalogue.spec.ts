import type { Page } from '@playwright/test';
import { colourFaults, faults } from '../testing/axe.ts';
import { expect, test } from './kept-context.ts';

const open = async (page: Page, query = '') => {
  await page.goto(`/catalogue${query}`);
  await expect(page.getByRole('heading', { level: 1, name: /指标目录|Catalogue of indicators/ })).toBeVisible();
};
const lines = (page: Page) => page.locator('tbody tr:not(.group)');
const found = async (page: Page) => Number.parseInt(await page.getByRole('status').innerText());
const facet = (page: Page, label: string, name: RegExp | string) =>
  page.getByRole('navigation', { name: label }).getByRole('link', { name });

test.describe('the catalogue', () => {
  test.use({ viewport: { width: 1366, height: 768 } });

  test('lists 79 leaves and 36 watched figures, and the bar does not wrap', async ({ page }) => {
    await open(page);
    await expect(page.getByText('79 项计分指标，36 项监测数')).toBeVisible();
    await expect(lines(page)).toHaveCount(115);
    await expect(page.getByRole('rowgroup').filter({ hasText: '监测数（不计分、无权重）' })).toHaveCount(1);
    // The proposal’s points: 78, 52 and 43 leaves, each scheme a hundred.
    for (const [column, count] of [
      [5, 78],
      [6, 52],
      [7, 43],
    ] as const) {
      const printed = page.locator(`td.points:nth-child(${column})`).filter({ hasText: /\d/ });
      // The catalogue is drawn before the schemes have come: their points fill in.
      await expect(printed).toHaveCount(count);
      const points = (await printed.allInnerTexts()).map(Number);
      expect(points.reduce((sum, one) => sum + one, 0)).toBeCloseTo(100, 6);
    }
    const bar = page.getByRole('banner');
    expect((await bar.boundingBox())?.height).toBeLessThan(80);
    await expect(bar.getByRole('link', { name: '指标', exact: true })).toHaveClass(/router-link-active/);
  });

  test('finds by name, code and pinyin initials', async ({ page }) => {
    await open(page);
    const search = page.getByRole('searchbox');
    for (const [words, name] of [
      ['库房饱和', '库房饱和度'],
      ['sec-1-01', '库房饱和度'],
      ['kfbhd', '库房饱和度'],
      ['ndgdwcl', '年度归档完成率'],
    ] as const) {
      await search.fill(words);
      await expect(lines(page)).toHaveCount(1);
      await expect(lines(page)).toContainText(name);
    }
    await search.fill('没有的词');
    await expect(page.getByText('没有符合条件的指标')).toBeVisible();
  });

  test('narrows by filters that say how many each leaves, all of it in the address', async ({ page }) => {
    await open(page);
    for (const [label, name] of [
      ['六大重点', '数字改革'],
      ['计分对象', '部门'],
      ['采集方式', '自动采集'],
    ] as const) {
      const link = facet(page, label, name);
      const count = Number(/\d+$/.exec(await link.innerText())?.[0]);
      await link.click();
      await expect(lines(page)).toHaveCount(count);
      expect(await found(page)).toBe(count);
    }
    await page.reload();
    await expect(facet(page, '六大重点', '数字改革')).toHaveAttribute('aria-current', 'true');
    await page.getByRole('link', { name: '清除全部筛选' }).click();
    await expect(lines(page)).toHaveCount(115);
    await facet(page, '口径', '未核实').click();
    expect(await found(page)).toBe(
      await page
        .getByRole('row')
        .filter({ has: page.locator('.flag', { hasText: '未核实' }) })
        .count(),
    );
  });

  test('tells everything of one indicator, and leads to its neighbours and back', async ({ page }) => {
    await open(page, '?dimension=DIG');
    await page.getByRole('link', { name: '电子文件正式归档转化率' }).click();
    await expect(page).toHaveURL(/\/catalogue\/DIG-1-02\?dimension=DIG/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('电子文件正式归档转化率');
    const section = (name: string) => page.locator('section').filter({ has: page.getByRole('heading', { name }) });
    await expect(section('定义与公式')).toContainText('formal-items');
    await expect(section('定义与公式')).toContainText('电子文件统一管理平台');
    await expect(section('怎么评分').getByRole('img')).toHaveAccessibleName(/10% 得 0 分，60% 得 60 分，95% 得 100 分/);
    await expect(section('测评与汇总')).toContainText('2022-12-31 有 60 家');
    await expect(section('测评与汇总')).toContainText('应上线部门（83 家）');
    await expect(section('权重')).toContainText('3.00 / 100 分');
    await expect(section('归属')).toContainText('县档案馆');
    await expect(section('依据')).toContainText('浙江省党政机关电子公文归档');
    await expect(section('全县 2022年12月')).toContainText('14.43');
    await expect(section('文章怎么说').getByRole('link', { name: 'A024' })).toBeVisible();
    await section('全县 2022年12月').getByRole('button').click();
    await expect(page.getByRole('dialog')).toContainText('÷');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /增量电子档案占比 ›/ }).click();
    await expect(page).toHaveURL(/DIG-1-03/);
    await page.getByRole('link', { name: '← 指标目录' }).click();
    await expect(facet(page, '维度', '数字化转型')).toHaveAttribute('aria-current', 'true');
  });

  test('says what it does not know: no responsible unit, no weight, a red line', async ({ page }) => {
    await page.goto('/catalogue/MON-01');
    await expect(page.getByText('只监测，不计分')).toBeVisible();
    await page.goto('/catalogue/GOV-1-01');
    await expect(page.getByText('未指定：文章和法规没有写明由谁负责')).toBeVisible();
    await page.goto('/catalogue/SEC-2-03');
    await expect(page.getByText('为 0 得满分；大于 0 不得分，且评为不合格')).toBeVisible();
    await page.goto('/catalogue/NOPE');
    await expect(page.getByRole('alert')).toContainText('目录中没有指标 NOPE');
    await page.getByRole('link', { name: '到“指标”里找' }).click();
    await expect(page.getByRole('heading', { name: '指标目录' })).toBeVisible();
  });

  test('registers the six department counts as six sets, each with its size on the day', async ({ page }) => {
    await open(page, '?section=sets');
    const size = (code: string) => page.locator(`#${code} .size strong`);
    for (const [code, count] of [
      ['departments-catalogued', '83'],
      ['departments-raw-db', '70'],
      ['departments-online', '60'],
      ['departments-in-cloud', '60'],
      ['departments-transferred', '43'],
      ['departments-with-interfaces', '15'],
    ] as const) {
      await expect(size(code)).toHaveText(count);
    }
    await page.getByRole('combobox').selectOption('2021-06');
    await expect(size('departments-online')).toHaveText('17');
    await page.locator('#departments-online summary').click();
    await expect(page.locator('#departments-online .members li')).toHaveCount(17);
  });

  test('has the systems, adjustments, grades and papers', async ({ page }) => {
    await open(page, '?section=systems');
    await expect(page.getByRole('row')).toHaveCount(10);
    await open(page, '?section=adjustments');
    await expect(page.locator('tbody tr')).toHaveCount(18);
    await expect(page.getByRole('row', { name: /VET-04/ })).toContainText('等次最高合格');
    await open(page, '?section=grades');
    await expect(page.locator('tbody tr').filter({ hasText: '90 分及以上' })).toHaveCount(2);
    await open(page, '?section=references');
    await expect(page.locator('tbody tr')).toHaveCount(30);
  });

  test('is complete in English but for the words of the papers, and on a narrow sheet', async ({ page }) => {
    await page.setViewportSize({ width: 430, height: 900 });
    for (const path of ['', '/SEC-1-01']) {
      await page.goto(`/catalogue${path}?lang=en`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(
        page.getByRole('status').or(page.getByRole('heading', { name: 'Whole county, Dec 2022' })),
      ).toBeVisible();
      const text = await page.locator('main').evaluate((main) => {
        const copy = main.cloneNode(true) as HTMLElement;
        copy.querySelectorAll('[lang="zh-CN"]').forEach((node) => node.remove());
        return copy.textContent ?? '';
      });
      expect(text.match(/\p{Script=Han}+/gu)).toBeNull();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  });

  test('has no fault axe can find', async ({ page }) => {
    for (const path of ['?dimension=SEC', '?section=sets', '?section=grades', '/SEC-1-01']) {
      await page.goto(`/catalogue${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await faults(page), path).toEqual([]);
    }
    await page.getByRole('button', { name: '深色' }).click();
    expect(await colourFaults(page)).toEqual([]);
  });
});
