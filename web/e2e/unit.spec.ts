import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

const open = async (page: Page, unit: string, query = '') => {
  await page.goto(`/units/${unit}${query}`);
  await expect(page.getByRole('heading', { level: 2, name: /得分构成|What the score is made of/ })).toBeVisible();
};

const toHundredths = (text: string) => Math.round(Number(text.replace('−', '-').replace('+', '')) * 100);
const pointsIn = async (page: Page, selector: string) =>
  (await page.locator(selector).allInnerTexts())
    .map((text) => /[+−]?\d+\.\d{2}/.exec(text)?.[0] ?? '0')
    .map(toHundredths);

test.describe('a unit', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('lands on rank, class, change and score without scrolling', async ({ page }) => {
    await open(page, 'XC-D30');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('新昌县人力资源和社会保障局');
    await expect(page.getByText(/在政府部门 \d+ 家中 第 \d+/)).toBeInViewport();
    await expect(page.getByText('较上月')).toBeInViewport();
    await expect(page.getByRole('region', { name: '总分' })).toBeInViewport();
    await expect(page.getByText(/覆盖 \d+%/)).toBeInViewport();
  });

  for (const unit of ['XC-D30', 'XC-D83', 'XC-D13', 'XC-D75', '330624', '330624104']) {
    test(`prints lines that add up to the printed score: ${unit}`, async ({ page }) => {
      await open(page, unit);
      const leaves = await pointsIn(page, '.sheet tbody .col-points');
      const [sum, ...rest] = await pointsIn(page, '.sheet tfoot .col-points');
      const total = rest.at(-1);
      expect(leaves.reduce((a, b) => a + b, 0)).toBe(sum);
      expect((sum ?? 0) + rest.slice(0, -1).reduce((a, b) => a + b, 0)).toBe(total);
      await expect(page.getByRole('region', { name: '总分' })).toContainText(((total ?? 0) / 100).toFixed(2));
    });
  }

  test('names the gap to the next rank in lines that add up to it', async ({ page }) => {
    await open(page, 'XC-D30');
    const gap = page.getByRole('region', { name: '距上一名' });
    const points = /还差 (\d+\.\d{2}) 分/.exec(await gap.innerText())?.[1] ?? '';
    const lines = await gap.getByRole('listitem').allInnerTexts();
    const sum = lines
      .map((line) => /(少|多) (\d+\.\d{2})/.exec(line))
      .reduce((total, match) => total + (match?.[1] === '少' ? 1 : -1) * toHundredths(match?.[2] ?? '0'), 0);
    expect(sum).toBe(toHundredths(points));
  });

  test('shows what was taken and on what evidence', async ({ page }) => {
    await open(page, 'XC-D83');
    await expect(page.locator('.sheet tfoot')).toContainText(/扣分.*DED-\d+.*虚构/s);
  });

  test('opens where each figure comes from', async ({ page }) => {
    await open(page, 'XC-D30');
    const value = page.locator('.sheet .col-value button').first();
    await value.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await expect(drawer).toContainText('档案人员年度培训率');
    await page.keyboard.press('Escape');
    await expect(value).toBeFocused();
    await page.locator('.sheet .col-points button').nth(1).click();
    await expect(drawer).toContainText('年度归档完成率');
  });

  test('gives twenty-four months as a drawing and as a table', async ({ page }) => {
    await open(page, 'XC-D30');
    await expect(page.getByRole('img', { name: /近 24 个月总分/ })).toBeVisible();
    const toggle = page.getByRole('button', { name: '看表格' });
    await toggle.click();
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('region', { name: '近 24 个月' }).getByRole('row')).toHaveCount(25);
  });

  test('says why a unit holds no rank', async ({ page }) => {
    await open(page, 'XC-D18');
    await expect(page.getByRole('note')).toContainText('不排名');
    await expect(page.getByRole('region', { name: '距上一名' })).toHaveCount(0);
  });

  test('says so when there is no such unit', async ({ page }) => {
    await page.goto('/units/nowhere');
    await expect(page.getByRole('alert')).toContainText('没有这一项');
  });

  test('is complete in English, down to a narrow sheet', async ({ page }) => {
    await page.setViewportSize({ width: 430, height: 900 });
    await open(page, 'XC-D30', '?lang=en');
    expect((await page.locator('main').innerText()).match(/\p{Script=Han}+/gu)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });

  test('has no fault axe can find', async ({ page }) => {
    for (const unit of ['XC-D83', 'XC-D18', '330624']) {
      await open(page, unit);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
    await page.getByRole('button', { name: '深色' }).click();
    await page.getByRole('button', { name: '看表格' }).click();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
});
