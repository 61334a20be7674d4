import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import {
  clickHouseTarget,
  migrate,
  postgresTarget,
  readMigrations,
  type Migration,
  type MigrationTarget,
} from './migrate.ts';

let test: TestStores;
beforeAll(async () => {
  test = await openTestStores(undefined, null);
});
afterAll(() => test.drop());

const filesOf = (store: string): Migration[] => readMigrations(path.join(import.meta.dirname, 'migrations', store));

const STORES = {
  clickhouse: () => clickHouseTarget(test.stores.clickhouse),
  postgres: () => postgresTarget(test.stores.postgres),
} satisfies Record<string, () => MigrationTarget>;

it('every table of ClickHouse asks for what was stored to be on the disk', async () => {
  const tables = await test.stores.clickhouse.rows<{ name: string; made: string }>(
    `SELECT name, create_table_query AS made FROM system.tables
     WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`,
  );
  expect(tables.map(({ name }) => name)).toContain('schema_migration');
  for (const { name, made } of tables)
    for (const setting of ['fsync_after_insert', 'fsync_part_directory', 'min_rows_to_fsync_after_merge'])
      expect([name, made]).toEqual([name, expect.stringContaining(`${setting} = 1`)]);
});

describe.each(['clickhouse', 'postgres'] as const)('migrations of %s', (store) => {
  const run = (files: readonly Migration[]) => migrate(STORES[store](), files);

  it('were applied on opening, each once', async () => {
    const files = filesOf(store);
    expect(test.stores.migrated[store]).toEqual(files.map(({ name }) => name));
    const applied = await STORES[store]().applied();
    expect(applied.map(({ id, name }) => [id, name])).toEqual(files.map(({ id, name }) => [id, name]));
    expect(await run(files)).toEqual([]);
  });

  it('refuses a file changed after it was applied', async () => {
    const [first, ...rest] = filesOf(store);
    await expect(run([{ ...first!, checksum: 'another' }, ...rest])).rejects.toThrow(
      `migration 1 (${first!.name}) was changed after it was applied; restore the file and write a new one`,
    );
  });

  it('refuses a file renamed after it was applied', async () => {
    const files = filesOf(store);
    const renamed = files.map((file) => (file.id === 2 ? { ...file, name: 'renamed' } : file));
    await expect(run(renamed)).rejects.toThrow(`migration 2 (${files[1]!.name}) was changed after it was applied`);
  });

  it('refuses when the file of an applied one is missing', async () => {
    const files = filesOf(store);
    const last = files.at(-1)!;
    await expect(run(files.slice(0, -1))).rejects.toThrow(
      `migration ${last.id} (${last.name}) was applied by a later version of this program, and its file is missing here: start that version`,
    );
  });

  it('applies a new one once; one that fails is not recorded and can be mended', async () => {
    const files = filesOf(store);
    const id = files.length + 1;
    const create =
      store === 'clickhouse'
        ? 'CREATE TABLE IF NOT EXISTS extra (a String) ENGINE = MergeTree ORDER BY a'
        : 'CREATE TABLE extra (a text)';
    const next = { id, name: 'extra', checksum: 'extra', statements: [create, 'SELECT no_such_column'] };
    await expect(run([...files, next])).rejects.toThrow('no_such_column');
    expect((await STORES[store]().applied()).map((row) => row.id)).not.toContain(id);
    const mended = { ...next, statements: [create, 'SELECT 1'] };
    expect(await run([...files, mended])).toEqual(['extra']);
    expect(await run([...files, mended])).toEqual([]);
  });
});

it('refuses a number that was skipped when the later one was applied', async () => {
  const { db } = test.stores.postgres;
  await sql`DELETE FROM schema_migration WHERE id = 2`.execute(db);
  await expect(migrate(postgresTarget(test.stores.postgres), filesOf('postgres'))).rejects.toThrow(
    /migration 2 was never applied although .+ \(3\) was/,
  );
});
