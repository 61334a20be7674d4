import type { Page } from '@playwright/test';
import { faults } from '../testing/axe.ts';
import { expect, test } from './kept-context.ts';
import { storeDown } from './store-down.ts';

const open = async (page: Page, query = '') => {
  await page.goto(`/ranking${query}`);
  await expect(page.getByRole('table')).toBeVisible();
};
const rows = (page: Page) => page.locator('tr.line');

/** Whole hundredths of every number in a text. */
const hundredths = (text: string) =>
  (text.match(/[+−]?\d+\.\d{2}/g) ?? []).map((one) => Math.round(Number(one.replace('−', '-')) * 100));

test.describe('the ranking', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('lists every department in its class, and the unranked apart with the reason', async ({ page }) => {
    await open(page);
    await expect(rows(page)).toHaveCount(83);
    await expect(page.locator('tr.group')).toHaveCount(7);
    await expect(page.getByText(/只评分、不排名/)).toBeVisible();
    for (const unit of ['县法院', '县检察院', '县人武部']) {
      await expect(page.getByRole('row', { name: new RegExp(unit) }).locator('.col-rank')).toContainText('不排名');
    }
    await expect(page.getByRole('complementary')).toHaveText('演示数据，非真实评价');
  });

  test('prints contributions that add up to the printed score, in every row', async ({ page }) => {
    await open(page);
    const printed = await rows(page).evaluateAll((lines) =>
      lines.map((line) => ({
        parts: line.querySelector('.col-bar .spoken:last-child')?.textContent ?? '',
        score: line.querySelector('.col-score .explain')?.textContent ?? '',
      })),
    );
    for (const { parts, score } of printed) {
      const sum = hundredths(parts).reduce((a, b) => a + b, 0);
      expect(sum, parts).toBe(hundredths(score).at(-1));
    }
  });

  test('gives competition ranks from 1 in each class', async ({ page }) => {
    await open(page, '?class=government');
    const found = await rows(page).evaluateAll((lines) =>
      lines.flatMap((line) => {
        const rank = Number(line.querySelector('.col-rank')?.textContent);
        const score = Number(/\d+\.\d{2}/.exec(line.querySelector('.col-score')?.textContent ?? '')?.[0]);
        return Number.isInteger(rank) && rank > 0 ? [{ rank, score }] : [];
      }),
    );
    expect(found[0]?.rank).toBe(1);
    for (const { rank, score } of found) {
      expect(rank).toBe(found.filter((other) => other.score > score).length + 1);
    }
  });

  test('keeps kind, class and period in the address, and goes back', async ({ page }) => {
    await open(page);
    await page.getByRole('link', { name: /^群团组织/ }).click();
    await expect(page).toHaveURL(/class=mass_org/);
    await expect(rows(page)).toHaveCount(11);
    await page.getByRole('link', { name: '镇街' }).click();
    await expect(page).toHaveURL(/kind=township/);
    await expect(rows(page)).toHaveCount(12);
    await page.getByRole('combobox').selectOption('2022-06');
    await expect(page).toHaveURL(/period=2022-06/);
    await expect(page.locator('.summary')).toContainText('2022年6月');
    await page.goBack();
    await page.goBack();
    await expect(rows(page)).toHaveCount(11);
  });

  test('opens a dimension down to a leaf, lines every bar up on it and sorts by it', async ({ page }) => {
    await open(page, '?class=party');
    const starts = () =>
      page
        .locator('tr.line .piece:first-child')
        .evaluateAll((pieces) => new Set(pieces.map((piece) => Math.round(piece.getBoundingClientRect().left))).size);
    const openPoints = async () => (await page.locator('td.col-part').allInnerTexts()).map(Number);
    await page.getByRole('link', { name: '档案资源 27' }).click();
    await expect(page).toHaveURL(/part=RES&/);
    const points = await openPoints();
    expect(points).toHaveLength(15);
    expect(points).toEqual([...points].sort((a, b) => b - a));
    await expect(page.getByRole('columnheader', { name: /得分 \/ 27/ })).toHaveAttribute('aria-sort', 'descending');
    expect(await starts()).toBe(1);
    // The parts of what is open add up to its column, in every row.
    const parts = await rows(page).evaluateAll((lines) =>
      lines.map((line) => line.querySelector('.col-bar .spoken:last-child')?.textContent ?? ''),
    );
    parts.forEach((words, row) => {
      const sum = hundredths(words.split('，').slice(0, 4).join(' ')).reduce((total, one) => total + one, 0);
      expect(sum, words).toBe(Math.round((points[row] ?? 0) * 100));
    });
    const trail = page.getByRole('navigation', { name: '展开的部分' });
    await trail.getByRole('link', { name: /应归尽归/ }).focus();
    await page.keyboard.press('Enter');
    await trail.getByRole('link', { name: /年度归档完成率/ }).click();
    await expect(page).toHaveURL(/part=RES-1-01/);
    expect(await starts()).toBe(1);
    await expect(page.locator('tr.line .piece.part:not(.pale)')).toHaveCount(15);
    await trail.getByRole('link', { name: '全部维度' }).click();
    await expect(page.locator('td.col-part')).toHaveCount(0);
  });

  test('keeps key and titles in sight, and says what is overdue or has no source', async ({ page }) => {
    await open(page, '?sort=gaps');
    await page.mouse.wheel(0, 1200);
    await expect(page.getByRole('link', { name: /^档案资源/ })).toBeInViewport();
    await expect(page.getByRole('columnheader', { name: /总分/ })).toBeInViewport();
    const gaps = await page.locator('tr.line .col-gaps').allInnerTexts();
    expect(gaps).toHaveLength(83);
    expect(gaps.every((words) => /\d+ 项逾期|\d+ 项没有来源|不缺数据/.test(words))).toBe(true);
  });

  test('shows the counties among each other', async ({ page }) => {
    await open(page, '?kind=county');
    await expect(rows(page)).toHaveCount(90);
    await expect(page.getByRole('row', { name: /新昌县/ })).toHaveCount(1);
  });

  test('sorts by keyboard and tells the order', async ({ page }) => {
    await open(page, '?class=government');
    const header = page.getByRole('columnheader', { name: /单位/ });
    await header.getByRole('link').focus();
    await page.keyboard.press('Enter');
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    const names = await page.locator('tr.line th').allInnerTexts();
    expect(names).toEqual([...names].sort(new Intl.Collator('zh-CN').compare));
  });

  test('leads from a row to the unit, and from a score to where it comes from', async ({ page }) => {
    await open(page, '?class=party');
    const score = page.getByRole('button', { name: /总分/ }).first();
    await score.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(score).toBeFocused();
    const unit = page.locator('tr.line th a').first();
    const name = await unit.getAttribute('title');
    await unit.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/units\//);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name ?? '');
  });

  test('says what happened when the server fails, and tries again', async ({ page }) => {
    const comeBack = await storeDown(page, '**/api/v1/rankings*');
    await page.goto('/ranking');
    await expect(page.getByRole('alert')).toBeVisible();
    comeBack();
    await page.getByRole('button', { name: '重试' }).click();
    await expect(rows(page)).toHaveCount(83);
  });

  test('says that a month has no result, and leads back', async ({ page }) => {
    for (const path of ['/ranking', '/workbench', '/units/XC-D30']) {
      await page.goto(`${path}?period=2031-01`);
      await expect(page.getByText('本期没有测算结果。')).toBeVisible();
    }
    await page.getByRole('link', { name: '回到默认期' }).click();
    await expect(page.getByRole('heading', { name: '得分构成' })).toBeVisible();
  });

  test('is complete in English and on a narrow sheet', async ({ page }) => {
    await page.setViewportSize({ width: 430, height: 900 });
    await open(page, '?lang=en');
    expect((await page.locator('main').innerText()).match(/\p{Script=Han}+/gu)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    // The bar and the score stand in the row of their unit.
    const line = rows(page).first();
    await expect(line.getByRole('rowheader')).toBeVisible();
    await expect(line.getByRole('button')).toBeVisible();
  });

  test('has no fault axe can find, on light paper and dark, wide and narrow', async ({ page }) => {
    await open(page, '?part=RES&sort=part');
    expect(await faults(page)).toEqual([]);
    // Eighty-three rows take axe ten seconds; one class shows the same marks.
    await open(page, '?class=npc_cppcc_judicial');
    await page.getByRole('button', { name: '深色' }).click();
    expect(await faults(page)).toEqual([]);
    await page.setViewportSize({ width: 430, height: 900 });
    expect(await faults(page)).toEqual([]);
  });
});
