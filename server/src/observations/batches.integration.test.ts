import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Standing } from '@dangzhi/metrics';
import { nameSource } from '../intake/sources/queries.ts';
import type { Stores } from '../stores/index.ts';
import { allowAnyClock } from '../../testing/any-clock.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { batchId, storeBatch, type IncomingBatch, type IncomingRow } from './batches.ts';
import { findStaleCopies } from './kept-copies.ts';
import { listCounting, listObservations } from './queries.ts';

let test: TestStores;
let cells = 0;
beforeAll(async () => {
  test = await openTestStores();
  await nameSource(test.stores.postgres, 'desk', { zh: '柜台', en: 'Desk' });
  await allowAnyClock(test.stores.postgres);
});
afterAll(() => test.drop());

/** A unit of its own for every test: what one stores, another does not see. */
const freshUnit = (): string => `U${(cells += 1)}`;

const rowOf = (unit: string, changes: Partial<IncomingRow> = {}): IncomingRow => ({
  measure: 'items',
  unit,
  period: '2022-12',
  value: '1',
  missing: null,
  reason: null,
  record: 0,
  ...changes,
});

const batchOf = (rows: readonly IncomingRow[], changes: Partial<IncomingBatch> = {}): IncomingBatch => ({
  source: 'desk',
  standing: 'pulled',
  origin: 'a test',
  status: null,
  recordedAt: new Date('2023-01-03T09:00:00+08:00'),
  recordedBy: 'desk',
  run: null,
  rows,
  records: rows.map((row) => JSON.stringify(row)),
  ...changes,
});

const told = async (unit: string, asOf = '2024-01-01T00:00:00Z') =>
  (await listObservations(test.stores, { units: [unit], asOf: new Date(asOf), page: 1, pageSize: 500 })).items;

const stateOf = async (id: string) => {
  const { db } = test.stores.postgres;
  return db.selectFrom('batch').select(['state', 'observations']).where('id', '=', id).executeTakeFirst();
};

/** Stores that fail at one step, once, as if the process had died there. */
function dyingAt(step: 'source_record' | 'observation' | 'first_supply' | 'stored'): Stores {
  const { clickhouse, postgres } = test.stores;
  return {
    ...test.stores,
    clickhouse: {
      ...clickhouse,
      insert: async (table, rows) => {
        if (table === step) throw new Error(`died before ${table}`);
        await clickhouse.insert(table, rows);
        if (step === 'stored' && table === 'observation') throw new Error('died after observation');
      },
    },
    postgres,
  };
}

describe('a batch', () => {
  it('stored twice leaves one copy', async () => {
    const unit = freshUnit();
    const batch = batchOf([rowOf(unit), rowOf(unit, { period: '2022-11', value: '2' })]);
    expect(await storeBatch(test.stores, batch)).toEqual({ id: batchId(batch), stored: 2, repeated: false });
    const later = { ...batch, recordedAt: new Date('2023-06-01T00:00:00Z'), origin: 'again' };
    expect(await storeBatch(test.stores, later)).toEqual({ id: batchId(batch), stored: 0, repeated: true });
    expect(await told(unit)).toHaveLength(2);
  });

  it('stored several times at once leaves one copy', async () => {
    const unit = freshUnit();
    const batch = batchOf([rowOf(unit), rowOf(unit, { period: '2022-11' })]);
    await Promise.all(Array.from({ length: 5 }, () => storeBatch(test.stores, batch)));
    expect(await told(unit)).toHaveLength(2);
    expect(await stateOf(batchId(batch))).toEqual({ state: 'checked', observations: 2 });
  });

  it.each(['source_record', 'observation', 'first_supply', 'stored'] as const)(
    'that died at the step "%s" is whole after it is stored again',
    async (step) => {
      const unit = freshUnit();
      const batch = batchOf([rowOf(unit), rowOf(unit, { period: '2022-11' })]);
      await expect(storeBatch(dyingAt(step), batch)).rejects.toThrow('died');
      expect((await stateOf(batchId(batch)))?.state).toBe('received');
      const later = { ...batch, recordedAt: new Date('2023-01-04T09:00:00+08:00') };
      expect(await storeBatch(test.stores, later)).toMatchObject({ stored: 2, repeated: false });
      expect(await told(unit)).toHaveLength(2);
      expect(await stateOf(batchId(batch))).toEqual({ state: 'checked', observations: 2 });
      expect((await findStaleCopies(test.stores.clickhouse)).supply).toBe(false);
    },
  );

  it('is another when a value, a record, the source or the standing is another', () => {
    const batch = batchOf([rowOf('U')]);
    const others = [
      batchOf([rowOf('U', { value: '2' })]),
      { ...batch, records: ['{}'] },
      { ...batch, source: 'other' },
      { ...batch, standing: 'reported' as const },
      { ...batch, nonce: '1' },
    ];
    expect(new Set([batch, ...others].map(batchId)).size).toBe(6);
    expect(batchId({ ...batch, recordedAt: new Date(), recordedBy: 'x', origin: 'y', run: 7 })).toBe(batchId(batch));
  });

  it('with a row that has no period is refused before anything is kept', async () => {
    const batch = batchOf([rowOf(freshUnit()), rowOf(freshUnit(), { period: '2022-13' })]);
    await expect(storeBatch(test.stores, batch)).rejects.toThrow('row 1: 2022-13 is not a period');
    expect(await stateOf(batchId(batch))).toBeUndefined();
  });

  it('keeps the numbers of rows that are left out', async () => {
    const unit = freshUnit();
    const rows = ['2022-10', '2022-11', '2022-12'].map((period) => rowOf(unit, { period }));
    await storeBatch(test.stores, batchOf(rows), new Set([1]));
    expect((await told(unit)).map(({ period, row }) => [period, row])).toEqual([
      ['2022-12', 2],
      ['2022-10', 0],
    ]);
  });
});

describe('of several observations of one cell', () => {
  const state = async (unit: string, standing: Standing, value: string, recordedAt: string) =>
    storeBatch(test.stores, batchOf([rowOf(unit, { value })], { standing, recordedAt: new Date(recordedAt) }));

  it('the highest standing counts, whatever came later', async () => {
    const unit = freshUnit();
    const order: Standing[] = ['inspected', 'reported', 'pulled', 'published', 'demo'];
    for (const [day, standing] of order.entries())
      await state(unit, standing, String(day), `2023-01-0${day + 1}T00:00:00Z`);
    const items = await told(unit);
    expect(items[0]).toMatchObject({ standing: 'inspected', value: '0', counts: true, conflicts: false });
    expect(items.slice(1).every(({ counts, conflicts }) => !counts && conflicts)).toBe(true);
  });

  it('among equals the one that came in last counts, though the clock was set back in between', async () => {
    const unit = freshUnit();
    await state(unit, 'pulled', '2', '2023-01-02T00:00:30Z');
    await state(unit, 'pulled', '1', '2023-01-02T00:00:00Z');
    expect((await told(unit))[0]).toMatchObject({ value: '1', counts: true });
    const asked = { units: [unit], measures: ['items'], from: '2020-01-01', to: '2024-12-31' };
    const counting = await listCounting(test.stores.clickhouse, { ...asked, asOf: new Date('2024-01-01T00:00:00Z') });
    expect(counting.map(({ value }) => value)).toEqual(['1']);
  });

  it('a batch that was cut off keeps its place: what was answered for since counts', async () => {
    const unit = freshUnit();
    const cut = batchOf([rowOf(unit, { value: '7' })]);
    await expect(storeBatch(dyingAt('observation'), cut)).rejects.toThrow('died');
    await storeBatch(test.stores, batchOf([rowOf(unit, { value: '8' })]));
    await storeBatch(test.stores, cut);
    expect((await told(unit)).map(({ value, counts }) => [value, counts])).toEqual([
      ['8', true],
      ['7', false],
    ]);
    expect((await findStaleCopies(test.stores.clickhouse)).years).toEqual([]);
  });

  it('a pull after a correction does not win, and shows as a conflict only where it differs', async () => {
    const unit = freshUnit();
    await state(unit, 'pulled', '125', '2022-12-02T00:00:00Z');
    await state(unit, 'reported', '150', '2022-12-20T00:00:00Z');
    await storeBatch(
      test.stores,
      batchOf([rowOf(unit, { value: '125.0' })], { recordedAt: new Date('2023-01-03T00:00:00Z') }),
    );
    await storeBatch(
      test.stores,
      batchOf([rowOf(unit, { value: '150.0' })], { recordedAt: new Date('2023-01-04T00:00:00Z') }),
    );
    const items = await told(unit);
    expect(items.map(({ value, standing, counts, conflicts }) => [value, standing, counts, conflicts])).toEqual([
      ['150', 'reported', true, false],
      ['150', 'pulled', false, false],
      ['125', 'pulled', false, true],
      ['125', 'pulled', false, true],
    ]);
  });

  it('as of an instant, what was recorded later is not there', async () => {
    const unit = freshUnit();
    await state(unit, 'pulled', '1', '2023-01-01T00:00:00.000Z');
    await state(unit, 'pulled', '2', '2023-01-01T00:00:00.001Z');
    expect(await told(unit, '2022-12-31T23:59:59.999Z')).toEqual([]);
    expect((await told(unit, '2023-01-01T00:00:00.000Z')).map(({ value }) => value)).toEqual(['1']);
    expect((await told(unit, '2023-01-01T00:00:00.001Z'))[0]).toMatchObject({ value: '2', counts: true });
  });

  it('a value and a reason for none contradict each other', async () => {
    const unit = freshUnit();
    await state(unit, 'pulled', '0', '2023-01-01T00:00:00Z');
    const rows = [rowOf(unit, { value: null, missing: 'not-applicable' })];
    await storeBatch(test.stores, batchOf(rows, { standing: 'reported' }));
    const [counting, other] = await told(unit);
    expect(counting).toMatchObject({ value: null, missing: 'not-applicable', counts: true });
    expect(other).toMatchObject({ value: '0', conflicts: true });
  });

  it('periods of another grain are other cells', async () => {
    const unit = freshUnit();
    const periods = ['2022', '2022Q1', '2022-01', '2022-W01', '2022-01-01'];
    await storeBatch(test.stores, batchOf(periods.map((period) => rowOf(unit, { period }))));
    const items = await told(unit);
    expect(items.every(({ counts }) => counts)).toBe(true);
    expect(items.map(({ period }) => period).sort()).toEqual([...periods].sort());
  });
});

it('an unreviewed report has no standing that could be stored', async () => {
  const unreviewed = batchOf([rowOf(freshUnit())], { standing: 'unreviewed' as Standing });
  await expect(storeBatch(test.stores, unreviewed)).rejects.toThrow();
});

it('many rows of Chinese text come back to the character', async () => {
  const unit = freshUnit();
  const reason = (index: number): string => `第${index}条：档案馆库房“三分之二”已用，𠮷野家②㎡`;
  const months = Array.from({ length: 25_000 }, (_, index) => index);
  const rows = months.map((index) =>
    rowOf(unit, { measure: `度量${index}`, value: String(index), reason: reason(index), record: index }),
  );
  const { id } = await storeBatch(test.stores, batchOf(rows));
  const found = await test.stores.clickhouse.rows<{ row: number; reason: string; payload: string }>(
    `SELECT row, reason, payload FROM observation
     INNER JOIN source_record ON source_record.batch = observation.batch AND source_record.record = observation.record
     WHERE observation.batch = {id:String} ORDER BY row`,
    { id },
  );
  expect(found).toHaveLength(rows.length);
  const torn = found.filter((one) => one.reason !== reason(one.row) || one.payload !== JSON.stringify(rows[one.row]));
  expect(torn).toEqual([]);
});
