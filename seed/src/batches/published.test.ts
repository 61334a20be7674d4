import { FactSchema } from '@dangzhi/metrics/contract';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { publishedBatch } from './published.ts';

test('five figures of the county at 2022-12, each with the fact it was read from', () => {
  const { rows, records, standing } = publishedBatch();
  expect(standing).toBe('published');
  expect(rows.map(({ measure, value }) => [measure, value])).toEqual([
    ['prearchived-items', '207124'],
    ['formal-items', '29893'],
    ['stack-room-occupancy', '66.7'],
    ['apps-using-data-rate', '83.63'],
    ['departments-online-count', '60'],
  ]);
  for (const { unit, period, value, missing, record } of rows) {
    expect([unit, period, missing]).toEqual(['330624', '2022-12', null]);
    const fact: unknown = JSON.parse(records[record] ?? 'null');
    expect(Value.Check(FactSchema, fact) && fact.values.some((one) => String(one.value) === value)).toBe(true);
  }
});

test('the verbal two thirds says that it is approximate', () => {
  expect(publishedBatch().rows.find(({ measure }) => measure === 'stack-room-occupancy')?.reason).toContain('近似');
});
