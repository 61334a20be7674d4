import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainMeasure } from '../../testing/plain-county.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { nameSource } from '../intake/sources/queries.ts';
import { storeBatch } from './batches.ts';
import { findStandingBreaks } from './standing-breaks.ts';

// Values that came in before their measures declared what they may be.
const GUARDS = {
  measures: [
    plainMeasure('trained', 'stock', { quantity: 'count' }),
    plainMeasure('staff', 'stock', { quantity: 'count' }),
    plainMeasure('share', 'rate', { quantity: 'share', bounds: { least: 0, most: 100 } }),
    plainMeasure('level', 'stock', { quantity: 'level', bounds: { least: 1 } }),
    plainMeasure('free', 'stock'),
  ],
  pairs: [{ part: 'trained', whole: 'staff' }],
};

let test: TestStores;
beforeAll(async () => {
  test = await openTestStores();
  await nameSource(test.stores.postgres, 'old', { zh: '旧', en: 'old' });
});
afterAll(() => test.drop());

let hour = 0;
const store = (...rows: readonly (readonly [unit: string, measure: string, period: string, value: string | null])[]) =>
  storeBatch(test.stores, {
    source: 'old',
    standing: 'reported',
    origin: 'test',
    status: null,
    recordedAt: new Date(Date.UTC(2023, 0, 20, (hour += 1))),
    recordedBy: 'test',
    run: null,
    rows: rows.map(([unit, measure, period, value], record) => ({
      unit,
      measure,
      period,
      value,
      missing: value === null ? 'not-applicable' : null,
      reason: '',
      record,
    })),
    records: rows.map((row) => JSON.stringify(row)),
  });

const find = async (units: readonly string[] | null = null) => {
  const asOf = new Date('2023-02-01T00:00:00Z');
  const { items, total } = await findStandingBreaks(test.stores.clickhouse, GUARDS, { units, asOf, limit: 100 });
  expect(items).toHaveLength(total);
  return items.map(({ unit, measure, period, value, guard, whole, wholeValue }) =>
    [unit, measure, period, value, guard, whole, wholeValue].filter((part) => part !== null).join(' '),
  );
};

it('nothing stored, nothing found', async () => {
  expect(await find()).toEqual([]);
});

it('each guard that refuses, of what counts', async () => {
  await store(
    ['D1', 'trained', '2022-12', '500'],
    ['D1', 'staff', '2022-12', '11'],
    ['D1', 'share', '2022-12', '100.5'],
    ['D1', 'level', '2022-12', '0.9'],
    ['D1', 'free', '2022-12', '-3.25'],
    ['D2', 'trained', '2022-12', '-5'],
    ['D2', 'staff', '2022-12', '12.5'],
    ['D2', 'share', '2022-12', '100'],
    ['D2', 'level', '2030-02', '1'],
    ['D3', 'trained', '2022-12', '11'],
    ['D3', 'staff', '2022-12', '11'],
    ['D3', 'share', '2022-12', null],
  );
  expect(await find()).toEqual([
    'D1 level 2022-12 0.9 bounds',
    'D1 share 2022-12 100.5 bounds',
    'D1 trained 2022-12 500 part staff 11',
    'D2 level 2030-02 1 not-begun',
    'D2 staff 2022-12 12.5 kind',
    'D2 trained 2022-12 -5 kind',
  ]);
  expect(await find(['D2', 'D3'])).toHaveLength(3);
});

it('what was corrected since is found no more', async () => {
  await store(['D1', 'trained', '2022-12', '5'], ['D1', 'share', '2022-12', '50'], ['D1', 'level', '2022-12', '1']);
  expect(await find(['D1'])).toEqual([]);
});
