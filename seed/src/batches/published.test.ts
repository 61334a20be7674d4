import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import source from '../../data/indicators.json' with { type: 'json' };
import { catalogue } from '../catalogue/index.ts';
import { publishedBatch, PUBLISHED_FIGURES } from './published.ts';

const { rows, records, standing } = publishedBatch();
/** What is served of an article: its own words, and none that are noted on them. */
const Chinese = Type.String({ pattern: '^[^a-z]*$' });
const RecordSchema = Type.Object(
  {
    id: Type.String(),
    title: Chinese,
    author: Chinese,
    quote: Chinese,
    values: Type.Array(
      Type.Object({ name: Type.String(), value: Type.Number(), unit: Type.String() }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
/** Counted or derived from several facts, as their reason says. */
const COUNTED = ['warehouses-required'];

test('every row is a figure of the fact it was read from', () => {
  expect(standing).toBe('published');
  for (const { measure, unit, value, missing, record, reason } of rows) {
    expect([unit, missing]).toEqual(['330624', null]);
    const said: unknown = JSON.parse(records[record] ?? 'null');
    expect(Value.Errors(RecordSchema, said)).toEqual([]);
    const stands = Value.Check(RecordSchema, said) && said.values.some((one) => String(one.value) === value);
    expect(stands || (COUNTED.includes(measure) && reason !== null), measure).toBe(true);
  }
});

test('each measure once, at the end of 2022', () => {
  expect(new Set(rows.map(({ measure }) => measure)).size).toBe(PUBLISHED_FIGURES.length);
  const grains = new Map(catalogue.measures.map(({ code, grain }) => [code, grain]));
  for (const { measure, period } of rows) {
    expect(period, measure).toBe(grains.get(measure) === 'year' ? '2022' : '2022-12');
  }
});

test('the figures of the proposal’s watched measures are all published, but for a list and two targets', () => {
  const published = new Map(rows.map(({ measure, value }) => [measure, Number(value)]));
  const measureOf = new Map(
    catalogue.indicators.flatMap(({ code, formula }) => (formula.kind === 'amount' ? [[code, formula.measure]] : [])),
  );
  const withoutValue = ['MON-08', 'MON-35', 'MON-36'];
  for (const { code, seed_value: value } of source.monitor_kpis) {
    expect(published.get(measureOf.get(code) ?? ''), code).toBe(withoutValue.includes(code) ? undefined : value);
  }
});

test('the verbal two thirds says that it is approximate', () => {
  expect(rows.find(({ measure }) => measure === 'stack-room-occupancy')?.reason).toContain('近似');
});
