import type { Page } from '@playwright/test';
import { faults } from '../testing/axe.ts';
import { expect, test } from './kept-context.ts';

const open = async (page: Page, unit: string, query = '') => {
  await page.goto(`/units/${unit}${query}`);
  await expect(page.getByRole('heading', { level: 2, name: /得分构成|What the score is made of/ })).toBeVisible();
};

const toHundredths = (text: string) => Math.round(Number(text.replace('−', '-').replace('+', '')) * 100);
const pointsIn = async (page: Page, selector: string) =>
  (await page.locator(selector).allInnerTexts())
    .map((text) => /[+−]?\d+\.\d{2}/.exec(text)?.[0] ?? '0')
    .map(toHundredths);

const add = (points: readonly number[]) => points.reduce((sum, one) => sum + one, 0);
const leaves = (page: Page) => page.locator('.sheet tr.leaf');
const branch = (page: Page, name: string) => page.locator('.sheet tr.branch').filter({ hasText: name });

test.describe('a unit', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('lands on rank, class, change and score without scrolling', async ({ page }) => {
    await open(page, 'XC-D30');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('新昌县人力资源和社会保障局');
    await expect(page.getByText(/在政府部门 \d+ 家中 第 \d+/)).toBeInViewport();
    await expect(page.getByRole('region', { name: '名次' }).getByText('较上月')).toBeInViewport();
    await expect(page.getByRole('region', { name: '总分' })).toBeInViewport();
    await expect(page.getByRole('region', { name: '总分' }).getByText(/覆盖 \d+%/)).toBeInViewport();
  });

  for (const unit of ['XC-D30', 'XC-D83', 'XC-D13', 'XC-D75', '330624', '330624104']) {
    test(`prints lines that add up to the printed score: ${unit}`, async ({ page }) => {
      await open(page, unit);
      await page.getByRole('button', { name: '全部展开' }).click();
      const leaves = await pointsIn(page, '.sheet tr.leaf .col-points');
      const dimensions = await pointsIn(page, '.sheet tr.depth-0 .col-points');
      const groups = await pointsIn(page, '.sheet tr.depth-1.branch .col-points');
      const [sum, ...rest] = await pointsIn(page, '.sheet tfoot .col-points');
      const total = rest.at(-1);
      for (const part of [leaves, dimensions, groups]) expect(add(part)).toBe(sum);
      expect((sum ?? 0) + add(rest.slice(0, -1))).toBe(total);
      await expect(page.getByRole('region', { name: '总分' })).toContainText(((total ?? 0) / 100).toFixed(2));
      // What was lost adds up too.
      expect(add(await pointsIn(page, '.sheet tr.leaf .col-lost'))).toBe(
        (await pointsIn(page, '.sheet tfoot .col-lost'))[0],
      );
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
    await page.getByRole('button', { name: '全部展开' }).click();
    const line = leaves(page).filter({ hasText: '年度归档完成率' });
    const value = line.locator('.col-value button');
    await value.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await expect(drawer).toContainText('年度归档完成率');
    await page.keyboard.press('Escape');
    await expect(value).toBeFocused();
    await line.locator('.col-points button').click();
    await expect(drawer).toContainText('年度归档完成率');
  });

  test('says first what costs most, and from which value it would cost nothing', async ({ page }) => {
    await open(page, '330624');
    const losses = page.getByRole('region', { name: '失分最多' });
    const points = (await losses.locator('li strong').allInnerTexts()).map((text) =>
      Number(/\d+\.\d{2}/.exec(text)?.[0]),
    );
    expect(points).toHaveLength(8);
    expect(points).toEqual([...points].sort((a, b) => b - a));
    await expect(losses).toContainText(/这 8 项共失 \d+\.\d{2} 分/);
    await expect(losses.locator('li').first()).toContainText(/满分线/);
    // Of the county, who in it answers for a leaf.
    await expect(losses.getByRole('link', { name: '县档案馆' }).first()).toBeVisible();
    await losses.getByRole('button').first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
  });

  test('folds and unfolds by keyboard, from the groups', async ({ page }) => {
    await open(page, 'XC-D30');
    await expect(leaves(page)).toHaveCount(0);
    await expect(page.locator('.sheet tr.depth-1.branch')).toHaveCount(23);
    const group = page.getByRole('button', { name: /^应归尽归 \d/ });
    await expect(group).toHaveAttribute('aria-expanded', 'false');
    await group.focus();
    await page.keyboard.press('Enter');
    await expect(group).toHaveAttribute('aria-expanded', 'true');
    await expect(leaves(page)).toHaveCount(5);
    await page.getByRole('button', { name: /^档案资源 \d/ }).click();
    await expect(leaves(page)).toHaveCount(0);
    await page.getByRole('button', { name: '全部展开' }).click();
    await expect(leaves(page)).toHaveCount(52);
    await page.mouse.wheel(0, 3000);
    await expect(page.getByRole('columnheader', { name: '失分' })).toBeInViewport();
  });

  test('shows only what loses points, is lacking or has changed', async ({ page }) => {
    await open(page, '330624', '?period=2022-11');
    const filters = page.getByRole('navigation', { name: '显示哪些指标' });
    for (const name of ['有失分', '缺数据', '较上月有变化']) {
      const link = filters.getByRole('link', { name });
      const count = Number(/\d+$/.exec(await link.innerText())?.[0]);
      await link.click();
      await expect(link).toHaveAttribute('aria-current', 'true');
      await expect(leaves(page)).toHaveCount(count);
    }
    await expect(page).toHaveURL(/show=changed/);
  });

  test('sorts the same leaves by the six priorities, and lists those in none', async ({ page }) => {
    await open(page, '330624');
    const total = await page.locator('.sheet tfoot .col-points').last().innerText();
    await page.getByRole('link', { name: '六大重点' }).click();
    await expect(page).toHaveURL(/view=focuses/);
    await expect(page.locator('.sheet tr.branch')).toHaveCount(7);
    // The articles' priorities do not speak of security.
    await branch(page, '不属于以上各组').getByRole('button').click();
    await expect(leaves(page).filter({ hasText: '档案安全责任事故数' })).toHaveCount(1);
    await expect(page.locator('.sheet tfoot .col-points').last()).toHaveText(total);
    // A priority is a title over its leaves: no score, weight, bar, points or change of its own.
    const groups = page.locator('.sheet tr.branch');
    await expect(groups.locator('.col-score, .col-weight, .col-bar, .col-points, .col-lost, .col-change')).toHaveCount(
      0,
    );
    expect((await groups.allInnerTexts()).filter((text) => /\d\.\d/.test(text))).toEqual([]);
    // A leaf of two priorities stands in both.
    await page.getByRole('button', { name: '全部展开' }).click();
    expect(await leaves(page).filter({ hasText: '档案工作责任制落实度' }).count()).toBe(2);
  });

  test('draws the architecture, chosen from by keyboard, and says where it has no leaf', async ({ page }) => {
    await open(page, '330624', '?view=bands');
    const picture = page.getByRole('navigation', { name: /四横四纵两端/ });
    const data = picture.getByRole('link', { name: /数据资源体系/ });
    const [, score, count] = /([\d.]+)\s*(\d+) 项/.exec(await data.innerText()) ?? [];
    await data.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/group=H2/);
    await expect(leaves(page)).toHaveCount(Number(count));
    const line = branch(page, '数据资源体系');
    // One digit in the picture, two in the sheet.
    const printed = Number(await line.locator('.col-score').innerText());
    expect(Math.abs(printed - Number(score))).toBeLessThan(0.0501);
    await page.keyboard.press('Enter');
    await expect(leaves(page)).toHaveCount(0);
    // One leaf is no score of a cell: it stands there with its own value.
    const applications = picture.getByRole('link', { name: /业务应用体系/ });
    await expect(applications).toContainText('单项，不合成');
    await expect(applications).toContainText('应用使用数据率 83.63%');
    await expect(applications.locator('.figure')).toHaveCount(0);
    await expect(branch(page, '业务应用体系').locator('.col-score')).toHaveCount(0);
    await expect(branch(page, '业务应用体系')).toContainText('单项，不合成');
    await expect(picture).toContainText(/政策制度体系\s*未设指标\s*县级没有立法权/);
    // Every leaf is in one band at most: bands, ends and the rest make the whole scheme, and the archives' are the rest.
    const counts = (await page.locator('.sheet tr.branch .count').allInnerTexts()).map(
      (text) => Number.parseInt(text) || 0,
    );
    expect(add(counts)).toBe(78);
    await expect(branch(page, '不属于以上各组')).toContainText('60 项');
    await expect(branch(page, '不属于以上各组').locator('.col-score, .col-points')).toHaveCount(0);
    await open(page, '330624104', '?view=bands');
    await expect(picture.getByText('本方案没有指标').first()).toBeVisible();
  });

  test('shows watched figures without a weight', async ({ page }) => {
    await open(page, '330624');
    const watched = page.getByRole('region', { name: '监测数' });
    await expect(watched).toContainText('不计分、无权重');
    await expect(watched.getByRole('listitem')).toHaveCount(36);
    await expect(watched.getByRole('listitem').filter({ hasText: '预归档件数' })).toContainText('207,124');
    await watched.getByRole('button', { name: /预归档件数/ }).click();
    await expect(page.getByRole('dialog')).toContainText('预归档件数');
  });

  test('foretells the year’s end with method and range, and not in December', async ({ page }) => {
    await open(page, '330624', '?period=2022-06');
    const forecasts = page.getByRole('region', { name: '2022 年底预计' });
    await expect(forecasts).toContainText('不是概率');
    await expect(forecasts.getByRole('row').nth(1)).toContainText(/按往年同月.*（2021 年）/);
    await open(page, '330624', '?period=2022-12');
    await expect(forecasts).toHaveCount(0);
  });

  test('gives twenty-four months as a drawing and as a table', async ({ page }) => {
    await open(page, 'XC-D30');
    await expect(page.getByRole('img', { name: /近 24 个月总分/ })).toBeVisible();
    await page.getByRole('button', { name: '看表格' }).click();
    await expect(page.getByRole('region', { name: '近 24 个月' }).getByRole('row')).toHaveCount(25);
    await page.getByRole('button', { name: '看图' }).click();
    await expect(page.getByRole('img', { name: /近 24 个月总分/ })).toBeVisible();
  });

  test('leads from a name in the sheet to its indicator, and the tab says where one is', async ({ page }) => {
    await open(page, 'XC-D30');
    await expect(page).toHaveTitle('新昌县人力资源和社会保障局 · 单位得分 · 档治');
    await page.getByRole('button', { name: '全部展开' }).click();
    await page.locator('.sheet').getByRole('link', { name: '年度归档完成率' }).click();
    await expect(page).toHaveURL(/\/catalogue\/RES-1-01/);
    await expect(page).toHaveTitle('年度归档完成率 · 指标目录 · 档治');
    await page.goBack();
    await expect(page).toHaveTitle(/单位得分/);
    await page.goto('/ranking');
    await expect(page).toHaveTitle('排行 · 档治');
  });

  test('says why a unit holds no rank', async ({ page }) => {
    await open(page, 'XC-D18');
    await expect(page.getByRole('note')).toContainText('不排名');
    await expect(page.getByRole('region', { name: '距上一名' })).toHaveCount(0);
  });

  test('says so when there is no such unit', async ({ page }) => {
    await page.goto('/units/nowhere');
    await expect(page.getByRole('alert')).toContainText('没有单位 nowhere');
    await expect(page.getByRole('button', { name: '重试' })).toHaveCount(0);
    await page.getByRole('link', { name: '到“排行”里找' }).click();
    await expect(page).toHaveURL(/\/ranking/);
  });

  test('is complete in English, down to a narrow sheet', async ({ page }) => {
    await page.setViewportSize({ width: 430, height: 900 });
    await open(page, 'XC-D30', '?lang=en&show=lost');
    expect((await page.locator('main').innerText()).match(/\p{Script=Han}+/gu)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });

  test('has no fault axe can find', async ({ page }) => {
    await open(page, 'XC-D83');
    await page.getByRole('button', { name: /^应归尽归 \d/ }).click();
    expect(await faults(page)).toEqual([]);
    await open(page, 'XC-D18', '?view=focuses');
    expect(await faults(page)).toEqual([]);
    await open(page, '330624', '?view=bands&group=H2');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '深色' }).click();
    await page.getByRole('button', { name: '看表格' }).click();
    expect(await faults(page)).toEqual([]);
  });
});
