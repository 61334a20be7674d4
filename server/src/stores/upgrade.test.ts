import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStores } from '../../testing/stores.ts';
import { keepBefore } from './before-migration.ts';
import { knownMigrations, openStores, type Migrations, type Stores } from './index.ts';
import type { Migration } from './migrate.ts';

// An upgrade of embedded stores: all of it, or nothing.
let scratch: string;
let dataDir: string;
beforeEach(async () => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-upgrade-'));
  dataDir = path.join(scratch, 'data');
  const place = { dataDir, database: '' };
  const { stores } = await openTestStores(place);
  await stores.clickhouse.insert('source_record', [{ batch: 'b', record: 0, payload: '原始' }]);
  await stores.close();
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const known = knownMigrations();
const later = (store: keyof Migrations, ...statements: string[]): Migration => ({
  id: known[store].length + 1,
  name: 'later',
  checksum: 'later',
  statements,
});
const withLater = (more: Partial<Record<keyof Migrations, Migration>>): Migrations => ({
  clickhouse: [...known.clickhouse, ...(more.clickhouse ? [more.clickhouse] : [])],
  postgres: [...known.postgres, ...(more.postgres ? [more.postgres] : [])],
});

const GOOD = {
  clickhouse: later(
    'clickhouse',
    'CREATE TABLE IF NOT EXISTS extra (a String) ENGINE = MergeTree ORDER BY a',
    'SELECT 1',
  ),
  postgres: later('postgres', 'CREATE TABLE extra (a text)'),
};

/** Which store has the table of the later migration. */
async function look({ clickhouse, postgres }: Stores) {
  const tables = await clickhouse.rows(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 'extra'",
  );
  const { rows } = await sql<{ there: boolean }>`SELECT to_regclass('extra') IS NOT NULL AS there`.execute(postgres.db);
  const records = await clickhouse.rows<{ payload: string }>('SELECT payload FROM source_record');
  return { clickhouse: tables.length === 1, postgres: rows[0]?.there, payload: records[0]?.payload };
}

async function lookAgain(migrations: Migrations = known) {
  const stores = await openStores({ dataDir }, { migrations });
  const found = await look(stores);
  await stores.close();
  return found;
}

const AS_BEFORE = { clickhouse: false, postgres: false, payload: '原始' };

it('that succeeds is in both stores, and leaves nothing behind', async () => {
  expect(await lookAgain(withLater(GOOD))).toEqual({ clickhouse: true, postgres: true, payload: '原始' });
  expect(existsSync(path.join(dataDir, 'clickhouse.before'))).toBe(false);
  // The version before says whose it is, and what to do.
  await expect(openStores({ dataDir })).rejects.toThrow(
    /migration \d+ \(later\) was applied by a later version of this program.*: start that version or a later one, or restore a backup/,
  );
});

it('that fails in ClickHouse, in its middle, leaves both as they were for the version before', async () => {
  const clickhouse = { ...GOOD.clickhouse, statements: [...GOOD.clickhouse.statements, 'SELECT no_such_column'] };
  await expect(lookAgain(withLater({ ...GOOD, clickhouse }))).rejects.toThrow(
    /The upgrade of the stores failed, and they are as before: .*no_such_column/s,
  );
  expect(await lookAgain()).toEqual(AS_BEFORE);
});

it('that fails in PostgreSQL leaves both as they were for the version before', async () => {
  const postgres = { ...GOOD.postgres, statements: [...GOOD.postgres.statements, 'SELECT no_such_column'] };
  await expect(lookAgain(withLater({ ...GOOD, postgres }))).rejects.toThrow('no_such_column');
  expect(await lookAgain()).toEqual(AS_BEFORE);
  expect(await lookAgain(withLater(GOOD))).toEqual({ clickhouse: true, postgres: true, payload: '原始' });
});

it('that is killed is taken back by the next start', async () => {
  keepBefore(dataDir);
  // As far as it had come: ClickHouse has the table, and its record.
  const half = path.join(scratch, 'half');
  cpSync(dataDir, half, { recursive: true, verbatimSymlinks: true });
  rmSync(path.join(half, 'clickhouse.before'), { recursive: true });
  await (await openStores({ dataDir: half }, { migrations: withLater({ clickhouse: GOOD.clickhouse }) })).close();
  rmSync(path.join(dataDir, 'clickhouse'), { recursive: true });
  cpSync(path.join(half, 'clickhouse'), path.join(dataDir, 'clickhouse'), { recursive: true, verbatimSymlinks: true });
  expect(await lookAgain()).toEqual(AS_BEFORE);
});
