import type { Locator, Page } from '@playwright/test';
import { colourFaults, faults } from '../testing/axe.ts';
import { expect, test } from './kept-context.ts';

const open = async (page: Page, query = '') => {
  await page.goto(`/workbench${query}`);
  await expect(page.getByRole('slider').first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
};
const slider = (page: Page, name: string) => page.getByRole('slider', { name, exact: true });
const sum = (page: Page) => page.locator('.sum strong');
const now = async (one: Locator) => Number(await one.getAttribute('aria-valuenow'));
const figure = (page: Page, name: string) => page.locator('dl > div').filter({ hasText: name }).locator('.value');
/** Rank, unit and score of every line of the new ranking. */
const ranking = (page: Page) => page.locator('.class tbody tr').allInnerTexts();

async function drag(page: Page, one: Locator, to: number, each?: () => Promise<void>) {
  const box = await one.boundingBox();
  if (!box) throw new Error('no slider');
  const y = box.y + box.height / 2;
  const from = (await now(one)) / 100;
  await page.mouse.move(box.x + 8 + (box.width - 16) * from, y);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1) {
    await page.mouse.move(box.x + 8 + (box.width - 16) * (from + ((to - from) * step) / 10), y);
    await each?.();
  }
  await page.mouse.up();
}

test.describe('the workbench', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  for (const query of ['', '?kind=township', '?kind=county', '?class=all&period=2022-06']) {
    test(`reproduces the server's printed scores before anything moves: ${query || 'departments'}`, async ({
      page,
    }) => {
      await open(page, query);
      await expect(page.getByText('试算，未保存，非正式结果')).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
      await expect(figure(page, '次序一致度')).toHaveText('1.00');
      await expect(sum(page)).toHaveText('100.00');
      // The old side and the new side print the same.
      const sides = await page.evaluate(() =>
        [...document.querySelectorAll('.class')].map((one) => {
          const scores = (selector: string) => [...one.querySelectorAll(selector)].map((cell) => cell.textContent);
          return [scores('.left li:not(.heads) .figure'), scores('tbody td:nth-child(3)')];
        }),
      );
      for (const [before, after] of sides) expect(after).toEqual(before);
    });
  }

  test('keeps the sum at 100.00 in every step of a drag, moves no lock and asks the server nothing', async ({
    page,
  }) => {
    await open(page, '?class=all');
    await page.getByRole('button', { name: '锁定档案安全' }).click();
    const locked = await now(slider(page, '档案安全'));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await drag(page, slider(page, '档案资源'), 0.6, async () => {
      await expect(sum(page)).toHaveText('100.00');
      expect(await now(slider(page, '档案安全'))).toBe(locked);
    });
    expect(asked).toEqual([]);
    expect(await now(slider(page, '档案资源'))).toBeCloseTo(60, 0);
    expect(Number(await figure(page, '名次变化').innerText())).toBeGreaterThan(0);
    await expect(page.locator('path.moved').first()).toBeAttached();
    // One drag is one step back.
    await page.getByRole('button', { name: '撤销' }).click();
    await expect(figure(page, '名次变化')).toHaveText('0');
  });

  test('is moved by keyboard alone, within its limits, and speaks', async ({ page }) => {
    await open(page);
    const one = slider(page, '档案资源');
    await one.focus();
    const start = await now(one);
    await page.keyboard.press('ArrowRight');
    expect(await now(one)).toBeCloseTo(start + 0.1, 5);
    await page.keyboard.press('Shift+ArrowRight');
    expect(await now(one)).toBeCloseTo(start + 1.1, 5);
    await page.keyboard.press('PageDown');
    expect(await now(one)).toBeCloseTo(start + 0.1, 5);
    await page.keyboard.press('End');
    expect(await now(one)).toBe(Number(await one.getAttribute('aria-valuemax')));
    await expect(sum(page)).toHaveText('100.00');
    await page.keyboard.press('Home');
    expect(await now(one)).toBe(0);
    await expect(page.getByText('不参与：权重为 0')).toBeVisible();
    await expect(sum(page)).toHaveText('100.00');
    await expect(page.locator('[aria-live]')).toHaveText(/档案资源 0\.00 分；\d+ 家名次变化，最大 \d+ 位/);
  });

  test('folds, unfolds and finds a leaf, whose group it stands in', async ({ page }) => {
    await open(page);
    await expect(page.getByRole('slider')).toHaveCount(6);
    const dimension = page.getByRole('button', { name: '档案资源', exact: true });
    await dimension.focus();
    await page.keyboard.press('Enter');
    await expect(dimension).toHaveAttribute('aria-expanded', 'true');
    await page.getByRole('button', { name: '应归尽归', exact: true }).click();
    // A leaf beside its group and its dimension: local share and points of the whole.
    const leaf = page.locator('li.weight').filter({ hasText: '年度归档完成率' });
    // innerText is empty for as long as the row is not painted.
    await expect(leaf.locator('.share')).toHaveText(/^\d+\.\d%$/);
    const local = Number.parseFloat((await leaf.locator('.share').textContent()) ?? '');
    const points = Number(await page.getByRole('textbox', { name: '年度归档完成率分值' }).inputValue());
    const group = Number(await page.getByRole('textbox', { name: '应归尽归分值' }).inputValue());
    expect(points / group).toBeCloseTo(local / 100, 3);
    await page.getByRole('button', { name: '全部展开' }).click();
    // 6 dimensions, 23 groups and 52 leaves; an only child stands in the row of its group.
    const only = await page.locator('li.weight .below').filter({ hasText: /\S/ }).count();
    await expect(page.getByRole('slider')).toHaveCount(81 - only);
    await page.getByRole('button', { name: '收到维度' }).click();
    await page.getByRole('searchbox').fill('等保');
    await expect(page.getByRole('status').filter({ hasText: '找到' })).toHaveText('找到 1 项');
    await expect(page.getByRole('slider')).toHaveCount(3);
    await slider(page, '档案信息系统等保达标率').press('PageUp');
    await expect(sum(page)).toHaveText('100.00');
    await page.getByRole('searchbox').fill('没有的词');
    await expect(page.getByText('没有这样的指标')).toBeVisible();
  });

  test('gives a leaf of the county scheme more, and ranks ninety counties anew', async ({ page }) => {
    await open(page, '?kind=county');
    await page.getByRole('searchbox').fill('库房饱和度');
    await slider(page, '库房饱和度').press('End');
    await expect(sum(page)).toHaveText('100.00');
    expect(Number(await figure(page, '名次变化').innerText())).toBeGreaterThan(0);
    await expect(page.locator('.class tbody tr')).toHaveCount(90);
  });

  test('shows what weights do to the county where there is no other to rank it among', async ({ page }) => {
    await open(page, '?kind=county&period=2021-06');
    const lines = page.locator('section.effect tbody tr');
    await expect(lines).toHaveCount(6);
    const column = async (place: number) =>
      (await lines.locator(`td:nth-child(${place})`).allInnerTexts())
        .map(Number)
        .reduce((total, one) => total + one, 0);
    expect(Math.abs((await column(3)) - (await column(2)))).toBe(0);
    for (let step = 0; step < 20; step += 1) await slider(page, '公共数据支撑').press('PageUp');
    const after = Number(await figure(page, '新昌县得分').innerText());
    // Six lines, each rounded for itself.
    expect(Math.abs((await column(3)) - after)).toBeLessThan(0.04);
    expect(after).not.toBeCloseTo(await column(2), 1);
  });

  test('disables what cannot move and says why', async ({ page }) => {
    await open(page);
    await page.getByRole('searchbox').fill('GOV-1-');
    await page.getByRole('button', { name: '锁定档案工作责任制落实度' }).click();
    const name = '党委(党组)专题研究档案工作次数';
    const other = slider(page, name);
    await expect(other).toHaveAttribute('aria-disabled', 'true');
    await expect(other).toHaveAccessibleDescription(/同级都已锁定/);
    const before = await now(other);
    await other.press('ArrowRight');
    expect(await now(other)).toBe(before);
    await expect(page.getByRole('textbox', { name: `${name}分值` })).toBeDisabled();
    await page.getByRole('button', { name: '解锁档案工作责任制落实度' }).click();
    await expect(other).toHaveAttribute('aria-disabled', 'false');
  });

  test('takes typed points, and refuses what it would have to change', async ({ page }) => {
    await open(page);
    const input = page.getByRole('textbox', { name: '档案资源分值' });
    await input.fill('40');
    await input.press('Enter');
    await expect(input).toHaveValue('40.00');
    await expect(sum(page)).toHaveText('100.00');
    for (const wrong of ['140', 'abc', '1.234']) {
      await input.fill(wrong);
      await input.press('Enter');
      await expect(page.getByRole('alert')).toHaveText(/可填 0\.00 至/);
      await expect(input).toHaveValue(wrong);
    }
    await input.press('Escape');
    await expect(input).toHaveValue('40.00');
  });

  test('undoes five steps, redoes five to the same ranking, and survives a reload', async ({ page }) => {
    await open(page);
    const start = await ranking(page);
    const one = slider(page, '公共数据支撑');
    for (let step = 0; step < 5; step += 1) await one.press('PageUp');
    const end = await ranking(page);
    expect(end).not.toEqual(start);
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Control+z');
    expect(await ranking(page)).toEqual(start);
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Control+Shift+z');
    expect(await ranking(page)).toEqual(end);
    await page.reload();
    await expect(one).toBeVisible();
    expect(await ranking(page)).toEqual(end);
    await page.getByRole('button', { name: '恢复方案权重' }).click();
    expect(await ranking(page)).toEqual(start);
  });

  test('is complete in English and on a narrow sheet', async ({ page }) => {
    await page.setViewportSize({ width: 430, height: 900 });
    await open(page, '?lang=en');
    await page.getByRole('slider').first().press('PageUp');
    expect((await page.locator('main').innerText()).match(/\p{Script=Han}+/gu)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });

  test('has no fault axe can find', async ({ page }) => {
    await open(page, '?class=all');
    await slider(page, '档案资源').press('End');
    await page.getByRole('button', { name: '锁定档案安全' }).click();
    await page.getByRole('button', { name: '数字化转型', exact: true }).click();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '深色' }).click();
    expect(await colourFaults(page)).toEqual([]);
  });
});
