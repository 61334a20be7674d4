import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { expect, test } from './kept-context.ts';
import { storeDown } from './store-down.ts';

const UNIT = 'XC-D30';
const MONTH = '2022-12';
/** A leaf scored piecewise, and the group it is in. */
const LEAF = { code: 'RES-1-01', name: '年度归档完成率', group: 'RES-1' };

interface Step {
  node: string;
  kind: string;
  title: Names;
  says: Names;
  calculation: Names | null;
}
type Names = Record<'zh' | 'en', string>;
interface Derivation {
  steps: Step[];
}

/** What a step reads as, its title, its sentence and its numbers. */
const read = (steps: readonly Step[], language: keyof Names = 'zh'): string[] =>
  steps.map(({ title, says, calculation }) =>
    [title[language], says[language], ...(calculation ? [calculation[language]] : [])].join(' '),
  );

const derivation = async (request: APIRequestContext, node: string): Promise<Derivation> =>
  (await (await request.get(`/api/v1/derivations?unit=${UNIT}&period=${MONTH}&node=${node}`)).json()) as Derivation;

/** Steps as the drawer shows them, with white space as it is read. */
const shown = async (steps: Locator): Promise<string[]> =>
  (await steps.locator('li').all()).reduce<Promise<string[]>>(async (texts, item) => {
    const lines = await item.locator('p').allTextContents();
    return [...(await texts), lines.map((line) => line.replace(/\s+/g, ' ').trim()).join(' ')];
  }, Promise.resolve([]));

/** What `dangzhi score --explain` says of one unit. */
function onTheCommandLine(scheme: object, csv: string, unit: string): Derivation {
  const folder = mkdtempSync(join(tmpdir(), 'dangzhi-explain-'));
  try {
    writeFileSync(join(folder, 'scheme.json'), JSON.stringify(scheme));
    writeFileSync(join(folder, 'data.csv'), csv);
    const cli = join(import.meta.dirname, '../../server/src/cli.ts');
    const args = ['score', '--scheme', join(folder, 'scheme.json'), '--data', join(folder, 'data.csv')];
    const output = execFileSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', cli, ...args, '--explain', unit],
      { encoding: 'utf8' },
    );
    return (JSON.parse(output) as { derivations: [Derivation] }).derivations[0];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function openLeaf(page: Page): Promise<Locator> {
  await page.goto(`/units/${UNIT}?period=${MONTH}`);
  await page.getByRole('button', { name: '全部展开' }).click();
  const value = page.locator('.sheet tr.leaf').filter({ hasText: LEAF.name }).locator('.col-value button');
  await value.focus();
  await page.keyboard.press('Enter');
  return page.getByRole('dialog');
}

const ownSteps = (drawer: Locator): Locator => drawer.locator('section > ol').first();

test.describe('the explanation of a score', () => {
  test('says step by step what the API derives: a leaf, its group and the total', async ({ page, request }) => {
    const drawer = await openLeaf(page);
    const leaf = await derivation(request, LEAF.code);
    expect(leaf.steps.map(({ kind }) => kind)).toEqual(['value', 'rule']);
    await expect(ownSteps(drawer).locator('li')).toHaveCount(2);
    expect(await shown(ownSteps(drawer))).toEqual(read(leaf.steps));

    await drawer.getByRole('button', { name: '看上一级怎么算' }).press('Enter');
    const group = await derivation(request, LEAF.group);
    const own = group.steps.filter(({ node }) => node === LEAF.group);
    await expect(drawer.getByRole('heading', { level: 3 })).toContainText('应归尽归');
    await expect.poll(() => shown(ownSteps(drawer))).toEqual(read(own));

    // On demand everything below it, from the values up.
    await drawer.locator('summary').press('Enter');
    const below = drawer.locator('details ol');
    await expect(below.first()).toBeVisible();
    expect((await shown(below.locator('visible=true'))).sort()).toEqual(
      read(group.steps.slice(0, group.steps.length - own.length)).sort(),
    );

    await drawer.getByRole('button', { name: '看上一级怎么算' }).press('Enter');
    await drawer.getByRole('button', { name: '看上一级怎么算' }).press('Enter');
    await expect(drawer.getByRole('heading', { level: 3 })).toContainText('部门档案工作指数');
    const { steps } = await derivation(request, 'INDEX');
    await expect
      .poll(() => shown(ownSteps(drawer)))
      .toEqual(read(steps.slice(steps.findIndex(({ node }) => node === 'INDEX'))));
    await expect(ownSteps(drawer)).toContainText('等次');
  });

  test('is that of the command line for the same unit', async ({ request }) => {
    const [{ document }, { nodes }] = await Promise.all([
      request.get('/api/v1/schemes/XC-DEPARTMENT').then((answer) => answer.json() as Promise<{ document: object }>),
      request
        .get(`/api/v1/units/${UNIT}/score?period=${MONTH}`)
        .then(
          (answer) =>
            answer.json() as Promise<{ nodes: { code: string; value: number | null; missing: string | null }[] }>,
        ),
    ]);
    const rows = nodes
      .filter(({ value, missing }) => value !== null || missing !== null)
      .map(({ code, value, missing }) => `${UNIT},${code},${value ?? ''},${missing ?? ''}`);
    const typed = onTheCommandLine(document, ['unit,indicator,value,missing', ...rows].join('\n'), UNIT);
    // A data file has values and not what they were divided from; from there on everything is the same.
    const scored = ({ steps }: Derivation, node: string): string[] =>
      read(steps.filter((step) => step.node === node && step.kind !== 'value'));
    for (const node of [LEAF.code, LEAF.group]) {
      expect(scored(await derivation(request, node), node)).toEqual(scored(typed, node));
      expect(scored(typed, node)).not.toEqual([]);
    }
  });

  test('draws whatever the command line says: on a line, among peers, and combined', async ({ page }) => {
    const scheme = {
      code: 'THREE',
      name: { zh: '三种', en: 'Three' },
      coverageThreshold: 0,
      rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
      grades: [],
      adjustments: { bonusCap: 0, deductCap: 0 },
      nodes: [
        { code: 'ALL', weight: 1, aggregate: 'arithmetic' },
        { code: 'bent', parent: 'ALL', weight: 3, indicator: 'bent', direction: 'higher', rule: BENT },
        { code: 'line', parent: 'ALL', weight: 2, indicator: 'line', direction: 'higher', rule: LINE },
        { code: 'peers', parent: 'ALL', weight: 1, indicator: 'peers', direction: 'lower', rule: { type: 'min-max' } },
      ],
    };
    const typed = onTheCommandLine(scheme, 'unit,bent,line,peers\nA,65,59,5\nB,20,20,2\nC,90,90,8\n', 'A');
    let steps: Step[] = [];
    await page.route('**/api/v1/derivations*', async (route) => {
      const node = new URL(route.request().url()).searchParams.get('node') ?? '';
      await route.fulfill({ json: { ...ANSWER, node, steps: steps.map((step) => ({ ...step, node })) } });
    });
    await page.goto(`/units/${UNIT}?period=${MONTH}`);
    await page.getByRole('button', { name: '全部展开' }).click();
    const drawer = page.getByRole('dialog');
    for (const [at, node] of ['bent', 'line', 'peers', 'ALL'].entries()) {
      steps = typed.steps.filter((step) => step.node === node);
      expect(steps.length).toBeGreaterThan(1);
      await page.locator('.sheet tr.leaf .col-value button').nth(at).click();
      await expect.poll(() => shown(ownSteps(drawer))).toEqual(read(steps));
      await page.keyboard.press('Escape');
    }
    expect(read(typed.steps.filter(({ kind }) => kind === 'rule'))).toEqual([
      '计分：分段赋分 65 在 50（60 分）与 100（100 分）之间，按直线计分。 60 + (100 − 60) × (65 − 50) ÷ (100 − 50) = 72',
      '计分：固定标杆 标杆 20 得 0 分，标杆 85 得 100 分；59 按所处位置计分。 0 + (100 − 0) × (59 − 20) ÷ (85 − 20) = 60',
      '计分：极差标准化 3 个可比单位中最差 8 得 0 分，最优 2 得 100 分；5 按所处位置计分。 0 + (100 − 0) × (8 − 5) ÷ (8 − 2) = 50',
    ]);
  });

  test('reads in English, on a phone and in the dark, without a barrier', async ({ page, request }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const drawer = await openLeaf(page);
    await expect(ownSteps(drawer).locator('li')).toHaveCount(2);
    const width = await drawer.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(width).toBe(0);
    expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
    await page.evaluate(() => {
      localStorage.setItem('dangzhi.preferences', JSON.stringify({ locale: 'en', theme: 'dark' }));
    });
    await page.reload();
    await page.getByRole('button', { name: 'Unfold all' }).click();
    await page.locator('.sheet tr.leaf .col-value button').first().click();
    await expect(ownSteps(drawer).locator('li').first()).toContainText('Value');
    const first = /node=([^&]+)/.exec(
      await page.evaluate(
        () =>
          performance
            .getEntriesByType('resource')
            .map(({ name }) => name)
            .findLast((name) => name.includes('/derivations')) ?? '',
      ),
    )?.[1];
    expect(await shown(ownSteps(drawer))).toEqual(read((await derivation(request, first ?? '')).steps, 'en'));
    expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
  });

  test('a published figure ends at the words of its article', async ({ page }) => {
    for (const [language, forPrograms, link] of [
      ['zh', '给程序看', '在公开资料中查看'],
      ['en', 'For programs', 'See it among the published sources'],
    ] as const) {
      await page.goto(`/units/330624?period=${MONTH}&lang=${language}`);
      await page.locator('.sheet-bar button, .sheet button').first().waitFor();
      await page.getByRole('button', { name: language === 'zh' ? '全部展开' : 'Unfold all' }).click();
      await page
        .locator('.sheet tr.leaf')
        .filter({ hasText: language === 'zh' ? '正式归档转化率' : 'formally archived' })
        .locator('.col-value button')
        .first()
        .click();
      const drawer = page.getByRole('dialog');
      await drawer
        .getByRole('button', { name: language === 'zh' ? /正式归档件数/ : /Formally archived items/ })
        .click();
      await drawer.getByRole('button').filter({ hasText: '29,893' }).click();
      await expect(drawer.getByText('杨庆文《聚焦“六大重点”加快推进新昌档案工作现代化》').first()).toBeVisible();
      await expect(drawer.locator('mark')).toContainText('29893');
      // Nothing is left of our own notes, nor of JSON before it is asked for.
      expect(await drawer.innerText()).not.toMatch(/[{}]|GARBLE|seed|"quote"/);
      expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
      await drawer.getByText(forPrograms, { exact: true }).click();
      await expect(drawer.locator('pre')).toContainText('"author": "杨庆文"');
      await expect(drawer.getByRole('link', { name: link })).toHaveAttribute('href', /^\/facts\/A025/);
    }
  });

  test('says that the steps cannot be had, and keeps the rest', async ({ page }) => {
    const comeBack = await storeDown(page, '**/api/v1/derivations*');
    const drawer = await openLeaf(page);
    await expect(drawer.getByRole('alert')).toBeVisible();
    await expect(drawer.getByText('用到的数据')).toBeVisible();
    comeBack();
    await drawer.getByRole('button', { name: '重试' }).click();
    await expect(ownSteps(drawer).locator('li')).toHaveCount(2);
  });
});

const BENT = {
  type: 'piecewise',
  points: [
    [0, 0],
    [50, 60],
    [100, 100],
  ],
};
const LINE = { type: 'goalposts', lower: 20, upper: 85 };
const named = { zh: '甲', en: 'A' };
const ANSWER = {
  unit: { code: UNIT, name: named, shortName: named, kind: 'department', class: 'government' },
  period: MONTH,
  scheme: 'THREE',
};
