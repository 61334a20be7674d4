import { CountyRecordSchema, RECORD_KINDS, type CountyRecord } from '@dangzhi/metrics/contract';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { county } from '../county/units.ts';
import { demoFigures } from '../demo/figures/figures.ts';
import { facts } from '../facts/index.ts';
import { recordsWithMilestones } from './demo-milestones.ts';
import { recordsOf } from './index.ts';

const published = recordsOf(false);
const demo = recordsOf(true);
const factOf = (id: string) => facts.find((fact) => fact.id === id)!;
const ofKind = (kind: CountyRecord['kind']) => published.filter((one) => one.kind === kind);
const countOf = (records: readonly CountyRecord[]) => records.reduce((sum, { count }) => sum + (count ?? 0), 0);

test.each(demo)('$code is what the contract says, and is quoted', (record) => {
  expect(Value.Errors(CountyRecordSchema, record)).toEqual([]);
  expect(record.sources.length).toBeGreaterThan(0);
  for (const { fact, quote } of record.sources) expect(factOf(fact).quote).toBe(quote);
  expect(record.name.en + record.description.en).not.toMatch(/\p{Script=Han}/u);
});

test('each once, and every kind has some', () => {
  expect(new Set(published.map(({ code }) => code)).size).toBe(published.length);
  for (const kind of RECORD_KINDS) expect(ofKind(kind).length, kind).toBeGreaterThan(0);
});

describe('without the demo', () => {
  test('everything is published and nothing has a milestone: the articles name none', () => {
    for (const { standing, milestones } of published) expect([standing, milestones]).toEqual(['published', []]);
  });

  test('nothing else changes', () => {
    expect(demo.map((record) => ({ ...record, milestones: [] }))).toEqual(published);
  });
});

describe('milestones of the demo', () => {
  test('say so, stand in order, and belong to records that go on', () => {
    const withSome = demo.filter(({ milestones }) => milestones.length > 0);
    expect(withSome.map(({ code }) => code).sort()).toEqual([...recordsWithMilestones].sort());
    for (const { milestones, status } of withSome) {
      expect(milestones.every(({ standing }) => standing === 'demo')).toBe(true);
      expect(milestones.map(({ due }) => due)).toEqual(milestones.map(({ due }) => due).toSorted());
      expect(['under-way', 'planned']).toContain(status);
    }
  });

  test('show what is done in time, late and not at all', () => {
    const all = demo.flatMap(({ milestones }) => milestones);
    expect(all.some(({ due, doneAt }) => doneAt !== null && doneAt <= due)).toBe(true);
    expect(all.some(({ due, doneAt }) => doneAt !== null && doneAt > due)).toBe(true);
    expect(all.some(({ doneAt }) => doneAt === null)).toBe(true);
  });
});

/** Record, system and measure that tell of its milestones, and what the measure is at each of the last ones. */
const TOLD_BY = [
  ['TGT-01', 'pdp', 'data-products', [1, 2]],
  ['TGT-02', 'irs', 'new-components', [1, 2]],
  ['TGT-05', 'archives', 'thematic-archive-databases', [3, 4, 5]],
] as const;

test.each(TOLD_BY)(
  '%s: its milestones are done in the months in which the demo counts them',
  (code, system, measure, counts) => {
    const figures = demoFigures(system, '2025-12').filter((one) => one.measure === measure && one.unit === county.code);
    const firstMonthOf = (count: number, from: string) =>
      figures.find(({ period, value }) => period >= from && Number(value) >= count)?.period;
    const milestones = demo.find((one) => one.code === code)!.milestones.slice(-counts.length);
    const from = code === 'TGT-05' ? '2021-01' : '2023-01';
    expect(milestones.map(({ doneAt }) => doneAt)).toEqual(counts.map((count) => firstMonthOf(count, from)));
  },
);

describe('what the articles count', () => {
  test.each([
    ['compiled works', ['publication'], 'done', 4],
    ['pilots of the province', ['pilot'], 'under-way', 2],
  ] as const)('%s', (_, kinds, status, count) => {
    expect(countOf(published.filter((one) => kinds.some((kind) => kind === one.kind) && one.status === status))).toBe(
      count,
    );
  });

  test('two thematic archive databases are built and three planned', () => {
    const thematic = ofKind('database').filter(({ name }) => name.zh.includes('专题档案数据库'));
    expect(thematic.filter(({ status }) => status === 'done')).toHaveLength(factOf('A037').values[0]!.value);
    expect(thematic.filter(({ status }) => status === 'planned')).toHaveLength(factOf('A064').values[0]!.value);
  });

  test('19 new local apps, five of them by name', () => {
    const local = ofKind('app').filter(({ sources }) => sources.some(({ fact }) => fact === 'B059'));
    expect(countOf(local)).toBe(factOf('B059').values[0]!.value);
    expect(local.filter(({ count }) => count === 1)).toHaveLength(factOf('B060').values[0]!.value);
  });

  test('four data warehouses are planned', () => {
    const planned = ofKind('database').filter(({ sources }) => sources[0]?.fact === 'B012');
    expect(planned).toHaveLength(factOf('B012').values[0]!.value);
  });
});

describe('targets', () => {
  test('the bounds of the articles, for 2023', () => {
    const set = ofKind('target').flatMap(({ target }) => (target?.by === '2023' ? [target] : []));
    expect(set.map(({ indicator, comparator, value }) => [indicator?.code, comparator, value])).toEqual([
      ['MON-35', '>=', 2],
      ['MON-36', '>=', 2],
      ['DAT-6-01', '=', 100],
      ['DAT-4-02', '=', 0],
    ]);
  });

  test('only a target has one, and without a figure it has no bound either', () => {
    for (const { kind, target } of published) expect(target !== null).toBe(kind === 'target');
    for (const { target } of ofKind('target')) {
      expect(target?.indicator).not.toBeNull();
      expect(target?.value === null).toBe(target?.comparator === null);
    }
  });
});
