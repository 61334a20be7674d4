import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SchemeDocument } from '@dangzhi/metrics';
import type { DerivationView, UnitScoreView } from '@dangzhi/metrics/contract';
import example from '@dangzhi/metrics/fixtures/worked-example.json' with { type: 'json' };
import { startTestService, type TestService } from '../../../testing/service.ts';
import { EXAMPLE_CATALOGUE, EXAMPLE_UNITS, loadExample } from '../../../testing/worked-example.ts';
import { loadCounty } from '../../county/load.ts';

// The worked example under a scheme with what the seed's schemes lack: a denominator and a deduction item whose values
// are no leaf's, means other than arithmetic, policies for absent values, a veto and a quota of grades.
const SCHEME = {
  ...example.scheme,
  total: undefined,
  rounding: { digits: 1, mode: 'down', rankOn: 'printed', ties: 'competition' },
  gradeQuotas: [{ grade: 'good', share: 0.4 }],
  adjustments: {
    bonusCap: 1,
    deductCap: 10,
    items: [
      {
        code: 'DEF',
        name: { zh: '归档差错', en: 'Filing errors' },
        kind: 'deduct',
        indicator: 'defects',
        each: 0.5,
        cap: 2,
      },
    ],
  },
  nodes: [
    { code: 'R', weight: 1, aggregate: 'geometric', onZero: 'zero', missing: { overdue: 'full' } },
    { code: 'A', parent: 'R', weight: 2, aggregate: 'arithmetic' },
    { code: 'B', parent: 'R', weight: 1, aggregate: 'minimum', missing: { 'no-source': 'absent' } },
    {
      code: 'rate',
      parent: 'A',
      weight: 3,
      indicator: 'formal-rate',
      direction: 'higher',
      rule: { type: 'goalposts', lower: 0, upper: 80 },
    },
    {
      code: 'staff',
      parent: 'A',
      weight: 1,
      indicator: 'trained-staff',
      direction: 'higher',
      denominator: { indicator: 'defects', scale: 10 },
      rule: { type: 'completion', target: 24 },
    },
    {
      code: 'backup',
      parent: 'B',
      weight: 1,
      indicator: 'offsite-backup',
      direction: 'higher',
      rule: { type: 'completion' },
    },
    {
      code: 'room',
      parent: 'B',
      weight: 1,
      indicator: 'room-occupancy',
      direction: 'lower',
      rule: { type: 'min-max' },
    },
  ],
} as unknown as SchemeDocument;

const PERIOD = '2022-12';
let service: TestService;
beforeAll(async () => {
  service = await startTestService('2023-01-31T00:00:00+08:00');
  const { stores } = service.test;
  await loadExample(stores);
  await loadCounty(stores, {
    areas: [],
    classes: [],
    units: EXAMPLE_UNITS,
    catalogue: EXAMPLE_CATALOGUE,
    schemes: [JSON.parse(JSON.stringify(SCHEME)) as SchemeDocument],
    facts: [],
    records: [],
    adjustments: [],
  });
  await service.runtime.scorer.request(null);
});
afterAll(() => service.close());

async function derivationOf(unit: string): Promise<DerivationView['steps']> {
  const { status, body } = await service.get<DerivationView>(`/derivations?unit=${unit}&period=${PERIOD}`);
  expect(status).toBe(200);
  return body.steps;
}

const sayings = (steps: DerivationView['steps'], node: string): string[] =>
  steps
    .filter((step) => step.node === node)
    .map(({ says, calculation }) => [says.zh, ...(calculation === null ? [] : [calculation.zh])].join(' '));

it.each(['D1', 'D2', 'D3'])('comes to the stored score, rank and grade of %s', async (unit) => {
  const { body } = await service.get<UnitScoreView>(`/units/${unit}/score?period=${PERIOD}`);
  const steps = await derivationOf(unit);
  const result = (kind: string) => steps.find((step) => step.kind === kind)?.result;
  expect([String(result('round')), result('rank')]).toEqual([String(Number(body.printed)), body.rank]);
  expect(steps.find(({ kind }) => kind === 'grade')?.by).toBe(body.grade);
  for (const { code, score } of body.nodes) {
    const last = steps.filter(({ node, kind }) => node === code && kind !== 'grade').at(-1);
    if (score !== null && code !== 'R') expect(last?.result, code).toBeCloseTo(score, 9);
  }
});

it('says what a value is divided by and what an item takes, though neither is a leaf', async () => {
  const steps = await derivationOf('D2');
  expect(sayings(steps, 'staff')).toEqual([
    '取值 6。',
    '指标值除以分母指标的值，以每 10 计。 6 ÷ (5 ÷ 10) = 12',
    '目标 24 得 100 分，0 得 0 分，超过目标不加分；12 按完成比例计分。 0 + (100 − 0) × 12 ÷ 24 = 50',
  ]);
  expect(sayings(steps, 'DEF')).toEqual(['归档差错：每项扣 0.5 分，共 5 项，最多 2 分。 取小(2, 0.5 × 5) = 2']);
  expect(sayings(steps, 'BON')).toEqual(['认定事项 BON，加 2 分。']);
  // 75 of 80 is 93.75; with a quarter of 50 that makes 82.8125, and nothing else has a value.
  expect(sayings(steps, 'R')).toEqual([
    '2 项中 1 项有得分，按权重求几何平均。缺失项的权重由其余各项按比例分担。 2 × 82.8125 ÷ 2 = 82.8125',
    '合计超过上限，按上限加 1 分。 取小(1, 2) = 1',
    '基础分加上加分，减去扣分。 82.8125 + 1 − 2 = 81.8125',
    '舍去多余位数到 1 位小数，公布 81.8 分。',
    '按公布得分，在同类 3 个参加排名的单位中列第 1。得分相同的并列，其后名次空出。',
    '公布得分 81.8 不低于“良好”的 80 分，低于“优秀”的 90 分。',
  ]);
});

it('says why there is no value, and what that does; what a quota and a veto leave of a grade', async () => {
  const [one, three] = [await derivationOf('D1'), await derivationOf('D3')];
  expect(sayings(one, 'staff')).toEqual([
    '取值 8。',
    '分母缺失或为 0，除不出指标值：无业务。它的权重由同级其他各项按比例分担。',
  ]);
  expect(sayings(one, 'backup')).toEqual(['没有指标值：无数据来源。按方案，它所在的一组都不计。']);
  expect(sayings(one, 'B')).toEqual(['以下有一项缺失，按方案这一组都不计。']);
  expect(sayings(one, 'R').slice(-2)).toEqual([
    '按公布得分，在同类 3 个参加排名的单位中列第 2。得分相同的并列，其后名次空出。',
    '公布得分 80.7 不低于“良好”的 80 分，低于“优秀”的 90 分。“良好”以上的名额为 3 个参加排名单位的 40%，名次在名额之外。评为“合格”。',
  ]);
  expect(sayings(three, 'staff')).toEqual(['没有指标值：逾期未报。', '逾期未报，按方案得满分 100 分。']);
  expect(sayings(three, 'R').at(-1)).toMatch(/因一票否决（VET），不高于“不合格”。$/);
});
