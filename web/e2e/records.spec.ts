import type { Page } from '@playwright/test';
import { faults } from '../testing/axe.ts';
import { expect, test } from './kept-context.ts';
import { storeDown } from './store-down.ts';

const open = async (page: Page, path = '/records') => {
  await page.goto(path);
  await expect(page.getByRole('article').first()).toBeVisible();
};
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const entry = (page: Page, name: string | RegExp) => page.getByRole('article', { name });
const ownWords = (page: Page) =>
  page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    for (const quoted of copy.querySelectorAll('[lang="zh-CN"]')) quoted.remove();
    return copy.textContent ?? '';
  });

test.describe('records and targets', () => {
  test.use({ viewport: { width: 1366, height: 900 } });

  test('are listed by kind, and counted as the filters say', async ({ page }) => {
    await open(page);
    const kinds = page.getByRole('navigation', { name: '类型', exact: true });
    for (const link of (await kinds.getByRole('link').all()).slice(1)) {
      const [name = '', count = ''] = (await link.innerText()).split(/\s+/);
      await expect(section(page, name).getByRole('article')).toHaveCount(Number(count));
    }
    await expect(section(page, '应用')).toContainText('合 20 项');
    await kinds.getByRole('link', { name: /^编研成果/ }).click();
    await expect(page.getByRole('article')).toHaveCount(4);
    await expect(page).toHaveURL(/kind=publication/);
    await page.goBack();
    await expect(section(page, '荣誉')).toBeVisible();
  });

  test('say when, or that the article does not', async ({ page }) => {
    await open(page);
    await expect(entry(page, '全国示范数字档案馆')).toContainText('2022年');
    await expect(entry(page, '党的二十大网络安全护航')).toContainText('2022年10月');
    await expect(entry(page, '《梁柏台作文日记》')).toContainText('2018—2022年间，原文未注日期');
    await expect(entry(page, '“档立方”党建品牌')).toContainText('2022年底前，原文未注日期');
    await expect(entry(page, '数创中心')).toContainText('2023年起，原文未注期限');
  });

  test('set a target beside what was reached, never in its place', async ({ page }) => {
    await open(page, '/records/TGT-05?period=2022-12');
    const target = page.getByRole('article');
    await expect(target).toContainText('不少于 5 个');
    const actual = target.getByRole('button', { name: /专题档案数据库建成数/ });
    await expect(actual).toContainText('2 个');
    await expect(target).toContainText('未达到');
    await actual.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toContainText('专题档案数据库建成数');
    await page.keyboard.press('Escape');
    await expect(actual).toBeFocused();
  });

  test('judge a target of 2023 by 2023: not before, and not by a later month', async ({ page }) => {
    await open(page, '/records/TGT-04?period=2022-12');
    await expect(page.getByRole('article')).toContainText('2022年12月实际');
    await open(page, '/records/TGT-04?period=2025-06');
    await expect(page.getByRole('article')).toContainText('2023年12月实际');
  });

  test('show milestones as they stand at the month shown, and that they are demo', async ({ page }) => {
    await open(page, '/records/PIL-01?period=2023-07');
    const steps = page.getByRole('article').getByRole('listitem');
    await expect(page.getByRole('article')).toContainText('演示数据');
    await expect(steps.filter({ hasText: '指标体系成稿' })).toContainText('逾期完成');
    await expect(steps.filter({ hasText: '镇街试评' })).toContainText('逾期未完成');
    await expect(steps.filter({ hasText: '全县正式评价' })).toContainText('未到期');
    await page.getByRole('combobox').selectOption('2023-08');
    await expect(steps.filter({ hasText: '镇街试评' })).toContainText('逾期完成 · 2023年8月');
  });

  test('lead by keyboard to their source', async ({ page }) => {
    await open(page, '/records?kind=honour');
    await entry(page, '全国示范数字档案馆').getByRole('link', { name: 'A016' }).focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/facts\/A016/);
    await expect(page.locator('blockquote')).toContainText('成功创建“全国示范数字档案馆”');
    await page.getByRole('link', { name: '全国示范数字档案馆' }).click();
    await expect(page.locator('blockquote').first()).toHaveText('2022年县档案馆成功创建“全国示范数字档案馆”');
  });

  test('are searched while one types, and say so when nothing fits', async ({ page }) => {
    await open(page);
    await page.getByRole('searchbox').fill('梁柏台');
    await expect(page.getByRole('status')).toHaveText('4 条');
    await page.getByRole('searchbox').fill('没有这样的事');
    await expect(page.getByText('没有符合条件的记录')).toBeVisible();
    await page.getByRole('link', { name: '清除全部筛选' }).click();
    await expect(section(page, '目标')).toBeVisible();
  });

  test('say so when there is no such record, and when the server fails', async ({ page }) => {
    await page.goto('/records/NONE');
    await expect(page.getByRole('alert')).toContainText('没有台账 NONE');
    await expect(page.getByRole('link', { name: '到“大事与目标”里找' })).toHaveAttribute('href', /^\/records/);
    const comeBack = await storeDown(page, '**/api/v1/records?*');
    await page.goto('/records');
    await expect(page.getByRole('alert')).toBeVisible();
    comeBack();
    await page.getByRole('button', { name: '重试' }).click();
    await expect(section(page, '目标')).toBeVisible();
  });

  test('are complete in English, down to a narrow sheet', async ({ page }) => {
    await page.setViewportSize({ width: 430, height: 900 });
    for (const path of ['/records?lang=en', '/records/PIL-01?lang=en&period=2023-07']) {
      await open(page, path);
      expect((await ownWords(page)).match(/\p{Script=Han}+/gu)).toBeNull();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  });

  test('have no fault axe can find, on light paper and dark', async ({ page }) => {
    await open(page, '/records?kind=target');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '深色' }).click();
    await open(page, '/records/PIL-01?period=2023-07');
    expect(await faults(page)).toEqual([]);
    await page.setViewportSize({ width: 430, height: 900 });
    await open(page, '/records?kind=platform');
    expect(await faults(page)).toEqual([]);
  });
});

test('the bar of the office stays one line at 1366, in both languages', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  for (const lang of ['zh', 'en']) {
    await open(page, `/records?lang=${lang}`);
    const tops = await page
      .locator('header.bar > *')
      // The menu of a narrow sheet is not drawn here.
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()).filter(({ height }) => height > 0))
      .then((boxes) => boxes.map(({ bottom }) => bottom));
    expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(20);
  }
});
