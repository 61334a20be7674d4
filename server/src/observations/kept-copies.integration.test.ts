import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Standing } from '@dangzhi/metrics';
import { clickHouseTarget, migrate, readMigrations } from '../stores/migrate.ts';
import type { ClickHouse } from '../stores/index.ts';
import { toClickHouseInstant } from '../stores/clickhouse.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { findStaleCopies, isStale, mendCopies, mergeCopies } from './kept-copies.ts';
import { listCounting } from './queries.ts';
import { REVISION } from './revision.ts';
import { noteSupply } from './supply.ts';

// What is kept beside the history of observations: what counts of each cell, and since when anybody supplies a measure.
let test: TestStores;
let clickhouse: ClickHouse;
beforeAll(async () => {
  test = await openTestStores();
  ({ clickhouse } = test.stores);
});
afterAll(() => test.drop());

interface Told {
  readonly unit?: string;
  readonly period?: string;
  readonly value: string;
  readonly standing?: Standing;
  readonly at?: string;
  readonly batch?: string;
  readonly row?: number;
  readonly sequence?: number;
}
const NOON = '2023-01-05T12:00:00Z';
const rowsOf = (told: readonly Told[]) =>
  told.map(({ unit = 'D1', period = '2022-12', value, at = NOON, batch = value, ...over }) => ({
    ...{ standing: 'pulled', row: 0, sequence: 0, ...over },
    ...{ unit, measure: 'items', period: `${period}-01`, grain: 'month', batch, value, missing: '' },
    ...{ source: 'test', record: 0, recorded_at: toClickHouseInstant(new Date(at)), recorded_by: '' },
    ...{ changed_at: '', reason: '' },
  }));
const writeHistory = (...told: readonly Told[]): Promise<void> => clickhouse.insert('observation', rowsOf(told));
const tell = async (...told: readonly Told[]): Promise<void> => {
  await writeHistory(...told);
  await noteSupply(clickhouse, rowsOf(told));
};
const counting = async (unit: string, asOf = '2024-01-01T00:00:00Z'): Promise<string | null | undefined> => {
  const asked = { units: [unit], measures: ['items'], from: '2020-01-01', to: '2024-12-31', asOf: new Date(asOf) };
  return (await listCounting(clickhouse, asked))[0]?.value;
};
const NOTHING = { years: [], supply: false };

describe('what counts', () => {
  it('is of the highest standing, then the last that came in, then the latest recorded, then the greatest batch and row', async () => {
    const [first, second] = ['0a'.repeat(16), '0b'.repeat(16)];
    const inOrder: Told[] = [
      { value: '1', standing: 'demo', at: '2023-03-01T00:00:00Z' },
      { value: '2', standing: 'pulled', at: '2023-01-01T00:00:00Z' },
      { value: '3', standing: 'pulled', at: '2023-01-01T00:00:00.001Z', batch: second, row: 9 },
      { value: '4', standing: 'pulled', batch: first, row: 7 },
      { value: '5', standing: 'pulled', batch: second, row: 0 },
      { value: '6', standing: 'pulled', batch: second, row: 300 },
      { value: '8', sequence: 1, at: '2021-01-01T00:00:00Z' },
      { value: '9', sequence: 2, at: '2020-01-01T00:00:00Z' },
      { value: '7', standing: 'inspected', at: '2022-01-01T00:00:00Z' },
    ];
    // In every order of telling, each in a part of its own, merged and not.
    for (const [index, told] of [inOrder, [...inOrder].reverse()].entries()) {
      const unit = `O${index}`;
      for (const one of told) await tell({ ...one, unit });
      expect(await counting(unit)).toBe('7');
      await clickhouse.command('OPTIMIZE TABLE counting_observation FINAL');
      expect(await counting(unit)).toBe('7');
      const rows = await clickhouse.rows<{ value: string }>(
        `SELECT toString(value) AS value FROM observation WHERE unit = {unit:String} ORDER BY ${REVISION}`,
        { unit },
      );
      expect(rows.map(({ value }) => value)).toEqual(inOrder.map(({ value }) => value));
    }
  });

  it('as of an instant is what counted then, though only what counts now is kept', async () => {
    const at = (hour: number): string => `2023-01-06T${String(hour).padStart(2, '0')}:00:00Z`;
    await tell({ unit: 'A1', value: '10', at: at(1) });
    await tell({ unit: 'A1', value: '20', standing: 'inspected', at: at(3) });
    await tell({ unit: 'A1', value: '30', at: at(5) });
    await clickhouse.command('OPTIMIZE TABLE counting_observation FINAL');
    expect(await Promise.all([0, 1, 2, 3, 4, 5, 6].map((hour) => counting('A1', at(hour))))).toEqual([
      undefined,
      '10',
      '10',
      '20',
      '20',
      '20',
      '20',
    ]);
  });
});

describe('since when a measure is supplied', () => {
  const since = async (unit: string): Promise<[string, string] | undefined> => {
    const [found] = await clickhouse.rows<{ first: [string, string] }>(
      'SELECT min(first) AS first FROM first_supply WHERE unit = {unit:String} GROUP BY unit',
      { unit },
    );
    return found?.first;
  };
  const rows = async (): Promise<number> => {
    const [found] = await clickhouse.rows<{ rows: number }>('SELECT toUInt32(count()) AS rows FROM first_supply');
    return found?.rows ?? 0;
  };
  const at = (hour: number): string => `2023-01-06T0${hour}:00:00Z`;
  const firstAt = (period: string, hour: number) => [`${period}-01`, `2023-01-06 0${hour}:00:00.000`];

  it('is of the earliest period, then of when that was first recorded, and of nothing published', async () => {
    await tell({ unit: 'F1', value: '1', period: '2021-05', standing: 'published' });
    expect(await since('F1')).toBeUndefined();
    await tell(
      { unit: 'F1', value: '2', period: '2021-07', at: at(4) },
      { unit: 'F1', value: '3', period: '2021-06', at: at(4) },
    );
    expect(await since('F1')).toEqual(firstAt('2021-06', 4));
    await tell({ unit: 'F1', value: '4', period: '2021-06', at: at(3) });
    expect(await since('F1')).toEqual(firstAt('2021-06', 3));
    await tell({ unit: 'F1', value: '5', period: '2021-04', at: at(5), standing: 'demo' });
    expect(await since('F1')).toEqual(firstAt('2021-04', 5));
    expect(await findStaleCopies(clickhouse)).toEqual(NOTHING);
  });

  it('is written once: what brings nothing new writes nothing', async () => {
    await tell({ unit: 'F2', value: '1', period: '2021-05', at: at(1) });
    const before = await rows();
    await tell(
      { unit: 'F2', value: '2', period: '2021-05', at: at(2) },
      { unit: 'F2', value: '3', period: '2021-06', at: at(2) },
    );
    expect(await rows()).toBe(before);
    expect(await findStaleCopies(clickhouse)).toEqual(NOTHING);
  });
});

describe('apart from history', () => {
  it('it is not after any number of insertions, also of what is there already', async () => {
    await tell({ unit: 'S1', value: '5', period: '2021-03' }, { unit: 'S1', value: '6' });
    await tell({ unit: 'S1', value: '6' });
    expect(await findStaleCopies(clickhouse)).toEqual(NOTHING);
  });

  it.each<[string, () => Promise<void>, object]>([
    [
      'a row that was never kept',
      async () => {
        await tell({ unit: 'L1', value: '8', period: '2021-04', standing: 'inspected' });
        await clickhouse.command("DELETE FROM counting_observation WHERE unit = 'L1'");
      },
      { years: [2021], supply: false },
    ],
    [
      'a row that history does not have',
      () =>
        clickhouse.command(`
          INSERT INTO counting_observation
          SELECT * REPLACE ('x' AS batch, revision + 1 AS revision) FROM counting_observation WHERE unit = 'S1'`),
      { years: [2021, 2022], supply: false },
    ],
    [
      'another value under the same identity',
      () =>
        clickhouse.command(`
          INSERT INTO counting_observation
          SELECT * REPLACE (toDecimal128(99, 10) AS value) FROM counting_observation WHERE unit = 'S1' AND period < '2022-01-01'`),
      { years: [2021], supply: false },
    ],
    ['all of supply lost', () => clickhouse.command('TRUNCATE TABLE first_supply'), { years: [], supply: true }],
  ])('%s is found, and made anew', async (_what, damage, found) => {
    await damage();
    await clickhouse.command('OPTIMIZE TABLE counting_observation FINAL');
    const stale = await findStaleCopies(clickhouse);
    expect(stale).toEqual(found);
    const told: number[] = [];
    await mendCopies(clickhouse, stale, (year) => told.push(year));
    expect(told).toEqual(stale.years);
    expect(await findStaleCopies(clickhouse)).toEqual(NOTHING);
    expect(isStale(NOTHING)).toBe(false);
  });

  it('it is filled from an older history by its migration, which may be cut short', async () => {
    await tell({ unit: 'M1', value: '1', period: '2020-05' });
    for (const kept of ['counting_observation_feed', 'counting_observation', 'first_supply'])
      await clickhouse.command(`DROP TABLE ${kept} SYNC`);
    await clickhouse.command('DELETE FROM schema_migration WHERE id >= 6');
    await writeHistory({ unit: 'M1', value: '2', period: '2021-05' });
    const files = readMigrations(path.join(import.meta.dirname, '../stores/migrations/clickhouse'));
    const steps: string[] = [];
    const dying = {
      ...clickhouse,
      command: (statement: string, params?: Readonly<Record<string, unknown>>) =>
        params?.['year'] === 2022 ? Promise.reject(new Error('killed')) : clickhouse.command(statement, params),
    };
    await expect(
      migrate(
        clickHouseTarget(dying, (step) => steps.push(step)),
        files,
      ),
    ).rejects.toThrow('killed');
    expect(steps).toEqual(['2020', '2021', '2022'].map((year) => `counting_observation ${year}`));
    await tell({ unit: 'M1', value: '3', period: '2020-06' });
    expect(await migrate(clickHouseTarget(clickhouse), files)).toContain('counting_observation');
    expect(await findStaleCopies(clickhouse)).toEqual(NOTHING);
  });
});

it('what is kept of a year is merged once a tenth of it was superseded', async () => {
  const month = (at: string, count: number): Told[] =>
    Array.from({ length: count }, (_, index) => ({
      ...{ unit: `U${index}`, period: '2019-01', value: String(index), at, batch: at, row: index },
    }));
  const parts = async (): Promise<number[]> =>
    (
      await clickhouse.rows<{ rows: number }>(`
        SELECT toUInt32(rows) AS rows FROM system.parts
        WHERE database = currentDatabase() AND table = 'counting_observation' AND active AND partition = '2019'
        ORDER BY rows`)
    ).map(({ rows }) => rows);
  await tell(...month('2023-01-07T00:00:00Z', 6000));
  await tell(...month('2023-01-08T00:00:00Z', 100));
  const asked: string[] = [];
  await mergeCopies({ ...clickhouse, command: async (statement) => void asked.push(statement) });
  expect(asked).toEqual([]);
  await tell(...month('2023-01-09T00:00:00Z', 3000));
  await mergeCopies(clickhouse);
  expect(await parts()).toEqual([6000]);
});
