import { afterAll, beforeAll, expect, it } from 'vitest';
import { nameSource } from '../intake/sources/queries.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { storeBatch, type IncomingRow } from './batches.ts';
import { findUnchanged } from './unchanged.ts';

let test: TestStores;
let units = 0;
beforeAll(async () => {
  test = await openTestStores();
  await nameSource(test.stores.postgres, 'erms', { zh: '平台', en: 'Platform' });
});
afterAll(() => test.drop());

/** One cell of a unit of its own, as the source tells it at some time. */
function freshCell(): (value: string, changedAt: string) => IncomingRow {
  units += 1;
  const cell = { measure: 'items', unit: `U${units}`, period: '2022-12', missing: null, reason: null, record: 0 };
  return (value, changedAt) => ({ ...cell, value, changedAt });
}

const store = (...rows: IncomingRow[]) =>
  storeBatch(test.stores, {
    source: 'erms',
    standing: 'pulled',
    origin: 'a test',
    status: 200,
    recordedAt: new Date('2023-01-03T09:00:00+08:00'),
    recordedBy: 'erms',
    run: null,
    rows,
    records: ['{}'],
  });

const unchanged = async (...rows: IncomingRow[]): Promise<number[]> => [
  ...(await findUnchanged(test.stores, 'erms', rows)),
];

const [MORNING, NOON, EVENING] = ['T08:00:00', 'T12:00:00', 'T20:00:00'].map((time) => `2023-01-02${time}+08:00`) as [
  string,
  string,
  string,
];

it('what was never told is new', async () => {
  expect(await unchanged(freshCell()('7', NOON))).toEqual([]);
});

it('the same value is nothing new, however it is written and whenever it was touched', async () => {
  const cell = freshCell();
  await store(cell('7', NOON));
  for (const written of ['7', '7.0', '007', '7.0000000000'])
    expect(await unchanged(cell(written, EVENING)), written).toEqual([0]);
  expect(await unchanged(cell('7.0000000001', EVENING))).toEqual([]);
  expect(await unchanged(cell('-7', EVENING))).toEqual([]);
});

it('an older version that comes late is left out; a newer one is not', async () => {
  const cell = freshCell();
  await store(cell('7', NOON));
  expect(await unchanged(cell('6', MORNING))).toEqual([0]);
  expect(await unchanged(cell('8', EVENING))).toEqual([]);
});

it('a source that no longer tells its versions is believed by its values', async () => {
  const cell = freshCell();
  const withoutVersion = cell('8', '');
  await store(cell('7', NOON));
  expect(await unchanged(withoutVersion)).toEqual([]);
  expect(await unchanged({ ...withoutVersion, value: '7' })).toEqual([0]);
});

it('of two versions on one page, in either order, the newer is kept last', async () => {
  const cell = freshCell();
  expect(await unchanged(cell('6', MORNING), cell('7', NOON))).toEqual([]);
  expect(await unchanged(cell('7', NOON), cell('6', MORNING))).toEqual([1]);
  expect(await unchanged(cell('7', NOON), cell('7', NOON))).toEqual([1]);
});

it('another reason for having no value is news, the same reason is not', async () => {
  const cell = freshCell();
  const without = (missing: 'no-cases' | 'not-applicable'): IncomingRow => ({
    ...cell('', NOON),
    value: null,
    missing,
  });
  await store(without('no-cases'));
  expect(await unchanged(without('no-cases'))).toEqual([0]);
  expect(await unchanged(without('not-applicable'))).toEqual([]);
  expect(await unchanged(cell('7', NOON))).toEqual([]);
});

it('what another source told is another matter', async () => {
  const cell = freshCell();
  await store(cell('7', NOON));
  expect([...(await findUnchanged(test.stores, 'other', [cell('7', NOON)]))]).toEqual([]);
});
