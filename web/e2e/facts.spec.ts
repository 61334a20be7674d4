import type { Page } from '@playwright/test';
import { faults } from '../testing/axe.ts';
import { expect, test } from './kept-context.ts';
import { storeDown } from './store-down.ts';

const open = async (page: Page, path = '/facts') => {
  await page.goto(path);
  await expect(page.getByRole('article').first()).toBeVisible();
};
const found = (page: Page) => page.getByRole('status');
const entries = (page: Page) => page.getByRole('article');
const choice = (page: Page, group: string, name: string | RegExp) =>
  page.getByRole('navigation', { name: group, exact: true }).getByRole('link', { name });
/** What a page says in words of its own: the article's stay Chinese. */
const ownWords = (page: Page) =>
  page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    for (const quoted of copy.querySelectorAll('[lang="zh-CN"]')) quoted.remove();
    return copy.textContent ?? '';
  });

test.describe('the published sources', () => {
  test.use({ viewport: { width: 1366, height: 900 } });

  test('hold all 167 entries, each with quote and reading, page by page', async ({ page }) => {
    await open(page);
    await expect(found(page)).toHaveText('167 条');
    const ids: string[] = [];
    for (let left = 9; left > 0; left -= 1) {
      const shown = await entries(page).evaluateAll((articles) =>
        articles.map((article) => ({
          id: article.getAttribute('aria-labelledby')?.replace('fact-', '') ?? '',
          quote: article.querySelector('blockquote[lang="zh-CN"]')?.textContent ?? '',
          text: article.textContent ?? '',
        })),
      );
      for (const { id, quote, text } of shown) {
        expect(quote, id).not.toBe('');
        expect(text, id).toMatch(/读法.+(计分|不计分)/s);
      }
      ids.push(...shown.map(({ id }) => id));
      if (left === 1) break;
      await page.getByRole('link', { name: '下一页' }).click();
      await expect(page.getByText(`第 ${11 - left} 页`)).toBeVisible();
      await expect(page.getByRole('region', { name: '公开资料' })).toHaveAttribute('aria-busy', 'false');
    }
    expect(new Set(ids).size).toBe(167);
  });

  test('are filtered by article, use, kind and system, each choice with its count, all in the address', async ({
    page,
  }) => {
    await open(page);
    await choice(page, '文章', /^B 公共数据平台/).click();
    await expect(found(page)).toHaveText('94 条');
    const scored = choice(page, '用途', /^计分/);
    const count = Number(/\d+/.exec(await scored.innerText())?.[0]);
    await scored.click();
    await expect(found(page)).toHaveText(`${count} 条`);
    await expect(page).toHaveURL(/article=B.*use=scored|use=scored.*article=B/);
    const irs = choice(page, '系统', /IRS/);
    const ofIrs = Number(/\d+$/.exec(await irs.innerText())?.[0]);
    await irs.click();
    await expect(page).toHaveURL(/system=irs/);
    await expect(found(page)).toHaveText(`${ofIrs} 条`);
    await expect(entries(page)).toHaveCount(ofIrs);
    for (const article of await entries(page).all()) await expect(article).toContainText('一体化数字资源系统');
    await page.goBack();
    await expect(found(page)).toHaveText(`${count} 条`);
    await page.getByRole('link', { name: '清除全部筛选' }).click();
    await expect(found(page)).toHaveText('167 条');
  });

  test('show a garbled word as printed, underlined, and its correction beside it', async ({ page }) => {
    await open(page, '/facts?ruling=G13');
    const entry = entries(page);
    await expect(entry).toHaveCount(1);
    await expect(entry.locator('blockquote .spot')).toHaveText('新昌调控');
    await expect(entry.locator('blockquote')).not.toContainText('新昌调腔');
    await expect(entry.getByText('新昌调腔', { exact: true })).toBeVisible();
  });

  test('mark what is approximate, and never print a target as a value', async ({ page }) => {
    await open(page, '/facts/A045');
    await expect(entries(page)).toContainText('约 66.7%');
    await open(page, '/facts/B071');
    await expect(entries(page)).toContainText(/目标 ≥ 2 个/);
    await expect(entries(page)).toContainText('目标从不当作数值');
  });

  test('are searched while one types, in quotes, readings and ids', async ({ page }) => {
    await open(page);
    const box = page.getByRole('searchbox');
    await box.fill('调腔');
    await expect(found(page)).toHaveText('1 条');
    await expect(page).toHaveURL(/q=/);
    await box.fill('b094');
    await expect(entries(page)).toContainText('“两端”集成明显提升');
    await box.fill('没有这样的话');
    await expect(page.getByText('没有符合条件的内容')).toBeVisible();
    await box.press('Escape');
    await expect(found(page)).toHaveText('167 条');
  });

  test('lead by keyboard from an entry to its page, to its neighbours, and back to the list as it was', async ({
    page,
  }) => {
    await open(page, '/facts?kind=database');
    await page.getByRole('link', { name: 'A037' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('疫情防控专题档案数据库');
    // The quote in its sentence.
    await expect(page.locator('blockquote')).toContainText(
      '高质量推进疫情防控和脱贫攻坚专题档案收集工作,建成两大专题档案数据库。',
    );
    await page.getByRole('link', { name: /全部公开资料/ }).focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/kind=database/);
    await page.goto('/facts/A073');
    await page.getByRole('link', { name: /^下一条 B001/ }).click();
    await expect(page).toHaveURL(/\/facts\/B001/);
  });

  test('lead to the indicator, the record and the unit a fact is used for', async ({ page }) => {
    await open(page, '/facts/A025');
    await page.getByRole('link', { name: '电子文件正式归档转化率' }).click();
    await expect(page).toHaveURL(/\/catalogue\/DIG-1-02/);
    await open(page, '/facts/A016');
    await page.getByRole('link', { name: '全国示范数字档案馆' }).click();
    await expect(page).toHaveURL(/\/records\/HON-01/);
    await page.goto('/facts/A003');
    await page.getByRole('link', { name: '新昌县档案馆' }).click();
    await expect(page).toHaveURL(/\/units\/XC-D13/);
  });

  test('say so when there is no such fact, and when the server fails', async ({ page }) => {
    await page.goto('/facts/C001');
    await expect(page.getByRole('alert')).toContainText('没有数据出处 C001');
    await expect(page.getByRole('link', { name: '到“公开资料”里找' })).toHaveAttribute('href', /^\/facts/);
    const comeBack = await storeDown(page, '**/api/v1/facts?*');
    await page.goto('/facts');
    await expect(page.getByRole('alert')).toBeVisible();
    comeBack();
    await page.getByRole('button', { name: '重试' }).click();
    await expect(found(page)).toHaveText('167 条');
  });

  test('are complete in English but for the quotes, down to a narrow sheet', async ({ page }) => {
    await page.setViewportSize({ width: 430, height: 900 });
    for (const path of ['/facts?lang=en', '/facts?lang=en&ruling=any', '/facts/B062?lang=en']) {
      await open(page, path);
      expect((await ownWords(page)).match(/\p{Script=Han}+/gu)).toBeNull();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
    await open(page);
    const toggle = page.getByRole('button', { name: 'Filters' });
    await toggle.click();
    await expect(toggle).toHaveAttribute('aria-expanded', 'true');
    await choice(page, 'Kind', /^Databases/).click();
    await expect(found(page)).toHaveText('4 entries');
  });

  test('have no fault axe can find, on light paper and dark', async ({ page }) => {
    await open(page, '/facts?ruling=any');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '深色' }).click();
    await open(page, '/facts/A042');
    expect(await faults(page)).toEqual([]);
    await page.setViewportSize({ width: 430, height: 900 });
    await open(page, '/facts?kind=target');
    expect(await faults(page)).toEqual([]);
  });
});
