import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Observation, ReportReceiptSchema, UnitScoreView } from '@dangzhi/metrics/contract';
import type { Static } from 'typebox';
import { startDemoCounty, type DemoCounty } from '../../../testing/demo-county.ts';
import { codeOf } from '../../../testing/platform.ts';

// What is corrected in the demo county, and how far it reaches. XC-D29 is a department online; in December 2022 it has
// demo figures of every kind.
let county: DemoCounty;
beforeAll(async () => {
  county = await startDemoCounty();
});
afterAll(() => county.close());

const told = async (unit: string): Promise<Observation[]> =>
  (await county.get<{ items: Observation[] }>(`/observations?unit=${unit}&measure=formal-items&period=2022-12`)).body
    .items;

const scoreOf = async (unit: string, period: string): Promise<UnitScoreView> =>
  (await county.get<UnitScoreView>(`/units/${unit}/score?period=${period}`)).body;

it('a correction counts at once, keeps what it corrects, and changes the score of its unit and of no earlier month', async () => {
  const [pulled] = await told('XC-D29');
  const [before, november] = [await scoreOf('XC-D29', '2022-12'), await scoreOf('XC-D29', '2022-11')];
  const value = String(Number(pulled!.value) + 50);

  const { status, body } = await county.scored<Static<typeof ReportReceiptSchema>>('/observations', {
    standing: 'reported',
    rows: [{ unit: 'XC-D29', measure: 'formal-items', period: '2022-12', value, reason: '复核更正' }],
  });

  expect(status).toBe(200);
  expect(body).toMatchObject({ stored: 1, repeated: false });
  const [counting, conflicting] = await told('XC-D29');
  expect(counting).toMatchObject({ value, standing: 'reported', counts: true, batch: body.batch });
  expect(conflicting).toMatchObject({ value: pulled!.value, standing: 'demo', counts: false, conflicts: true });
  const after = await scoreOf('XC-D29', '2022-12');
  const leaf = ({ nodes }: UnitScoreView) => nodes.find(({ code }) => code === 'DIG-1-02')!;
  expect(leaf(after).numerator).toBe(value);
  expect(after.score!).toBeGreaterThan(before.score!);
  expect(after.run).not.toBe(before.run);
  expect((await scoreOf('XC-D29', '2022-11')).run).toBe(november.run);
});

it('a figure changed upstream is scored by the pull that brings it', async () => {
  const before = await scoreOf('XC-D40', '2022-12');
  const record = (await county.platform.records()).find(
    ({ dwmc, tjyf }) => codeOf(county.erms, dwmc) === 'XC-D40' && tjyf === '202212',
  )!;
  county.platform.now = new Date('2023-02-21T09:00:00+08:00');
  await county.platform.change({ dwmc: record.dwmc, tjyf: record.tjyf, sjs: record.sjs! + 5 });
  expect((await county.call('POST', '/sources/erms/runs')).body).toMatchObject({ stored: 1 });
  const after = await scoreOf('XC-D40', '2022-12');
  const archived = ({ nodes }: UnitScoreView) => Number(nodes.find(({ code }) => code === 'RES-1-01')!.numerator);
  expect(archived(after)).toBe(archived(before) + 5);
});
