import { fdatasyncSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { syncFolder } from '../base/durable-files.ts';
import { openEmbeddedPostgres, type Postgres } from './postgres.ts';
import type { SyncTarget } from './synced-files.ts';
import { findUnsafeSettings } from './unsafe-settings.ts';

// What the embedded PostgreSQL asks of its disk, counted on its way there.
let folder: string;
let cluster: string;
let postgres: Postgres;
/** Files and folders in the order they were synced, below the cluster; of a folder with a slash at its end. */
let synced: string[] = [];
/** Thrown by the next sync, which does nothing. */
let fault: Error | null = null;

const below = (place: string): string => path.relative(cluster, place);

const counted: SyncTarget = {
  syncFile: (descriptor, place) => {
    failIfTold();
    fdatasyncSync(descriptor);
    synced.push(below(place));
  },
  syncFolder: (place) => {
    failIfTold();
    syncFolder(place);
    synced.push(`${below(place)}/`);
  },
};

function failIfTold(): void {
  const error = fault;
  fault = null;
  if (error !== null) throw error;
}

const run = (statement: string) => sql.raw(statement).execute(postgres.db);
const syncsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
  synced = [];
  await work();
  return synced;
};
const isWal = (place: string): boolean => /^pg_wal\/[0-9A-F]{24}$/.test(place);
const isTable = (place: string): boolean => /^base\/\d+\/\d+/.test(place);

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-synced-'));
  cluster = path.join(folder, 'postgres');
  // What a power cut left of one that was being made.
  mkdirSync(path.join(folder, 'postgres.new'));
  writeFileSync(path.join(folder, 'postgres.new/PG_VERSION'), '');
  postgres = await openEmbeddedPostgres(cluster, counted);
  await run('CREATE TABLE kept (n int PRIMARY KEY)');
});
afterAll(async () => {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  fault = null;
});

describe('a commit', () => {
  it('waits for a sync of the log, each for one of its own', async () => {
    for (let n = 1; n <= 50; n += 1) {
      const places = await syncsOf(() => run(`INSERT INTO kept VALUES (${n})`));
      expect(places.filter(isWal)).toHaveLength(1);
    }
  });

  it('of several statements waits once, at its end', async () => {
    const places = await syncsOf(() =>
      postgres.db.transaction().execute(async (transaction) => {
        for (let n = 101; n <= 110; n += 1) await sql`INSERT INTO kept VALUES (${n})`.execute(transaction);
        expect(synced).toEqual([]);
      }),
    );
    expect(places.filter(isWal)).toHaveLength(1);
  });

  it('asks nothing of the disk when it has written nothing', async () => {
    expect(await syncsOf(() => run('SELECT count(*) FROM kept'))).toEqual([]);
  });

  it('waits for the name of a new table’s file too', async () => {
    const places = await syncsOf(() => run('CREATE TABLE another (n int)'));
    expect(places).toContainEqual(expect.stringMatching(/^base\/\d+\/$/));
    expect(places.filter(isWal).length).toBeGreaterThan(0);
  });

  it('waits for the name of a new file of the log', async () => {
    await run('SELECT pg_switch_wal()');
    const places = await syncsOf(() => run('INSERT INTO kept VALUES (200)'));
    expect(places.filter(isWal).length).toBeGreaterThan(0);
    expect(places).toContain('pg_wal/');
  });
});

it('a checkpoint syncs the tables, the folders of its own files, and the file that says where the log begins', async () => {
  await run('INSERT INTO kept SELECT generate_series(1000, 9000)');
  const places = await syncsOf(() => run('CHECKPOINT'));
  expect(places.filter(isTable).length).toBeGreaterThan(0);
  // PostgreSQL's own syncs of folders: they come to the same layer.
  expect(places).toContain('pg_xact/');
  const control = places.lastIndexOf('global/pg_control');
  expect(control).toBeGreaterThan(Math.max(...places.map((place, index) => (isTable(place) ? index : -1))));
});

it('has every setting that makes it wait', async () => {
  expect(await findUnsafeSettings(postgres)).toEqual([]);
});

// Last, because the engine has stopped afterwards.
describe('a sync that fails', () => {
  const ioError = () => Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });

  it.each<[string, () => Promise<unknown>]>([
    ['of a statement', () => run('INSERT INTO kept VALUES (300)')],
    [
      'of a transaction',
      () => postgres.db.transaction().execute((transaction) => sql`INSERT INTO kept VALUES (301)`.execute(transaction)),
    ],
  ])(
    '%s is not said to be committed, nothing is asked any more, and a start reads what is there',
    async (_, commit) => {
      fault = ioError();
      await expect(commit()).rejects.toThrow();
      const refused = { name: 'StoreError', kind: 'unavailable', message: expect.stringContaining('EIO') as unknown };
      await expect(run('SELECT 1')).rejects.toMatchObject(refused);
      await expect(
        postgres.db.transaction().execute((transaction) => sql`SELECT 1`.execute(transaction)),
      ).rejects.toMatchObject(refused);
      expect(await postgres.ping()).toBe(false);
      await postgres.close();

      postgres = await openEmbeddedPostgres(cluster, counted);
      const { rows } = await sql<{ n: number }>`SELECT n FROM kept WHERE n < 300 ORDER BY n`.execute(postgres.db);
      expect(rows.map(({ n }) => n)).toEqual([
        ...Array.from({ length: 50 }, (_, index) => index + 1),
        ...Array.from({ length: 10 }, (_, index) => index + 101),
        200,
      ]);
    },
  );
});

it('the program itself has no other target than the disk', () => {
  const sources = globSync('**/*.ts', {
    cwd: path.join(import.meta.dirname, '..'),
    exclude: (name) => /\.test\.ts$/.test(name),
  });
  const calls = sources.flatMap((file) =>
    [...readFileSync(path.join(import.meta.dirname, '..', file), 'utf8').matchAll(/openEmbeddedPostgres\((.*)\)/g)].map(
      ([, given = '']) => given,
    ),
  );
  expect(calls.length).toBeGreaterThan(1);
  // Of its declaration it is the parameter.
  for (const given of calls)
    expect(given).toMatch(/^(path\.join\((config\.)?dataDir, 'postgres'\)|folder: string, target\?: SyncTarget)$/);
});
