import { sql } from 'kysely';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../testing/served/server-process.ts';
import { openTestStores } from '../../../testing/stores.ts';
import { openStores } from '../../stores/index.ts';
import { recordAlone } from '../../audit/trail.ts';
import { SYSTEM } from '../../rights/actor.ts';
import { lockDataDir } from '../../stores/lock.ts';
import { openBoth } from './stores.ts';

// Embedded stores, migrated and with one demo batch, in a folder of their own.
let folder: string;
let dataDir: string;
const LAST = new Date('2026-11-23T10:00:00Z');

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-stores-'));
  dataDir = path.join(folder, 'data');
  const { stores } = await openTestStores({ dataDir, database: '' });
  const { db } = stores.postgres;
  const source = { code: 's', name_zh: '源', name_en: 'Source', declaration: null };
  await db.insertInto('source').values(source).execute();
  const batch = { id: 'b', source: 's', standing: 'demo', state: 'checked' as const, received_at: LAST };
  await db
    .insertInto('batch')
    .values({ ...batch, recorded_by: 'test', origin: '', status: null, records: 0, observations: 0, run: null })
    .execute();
  await recordAlone(stores.postgres, SYSTEM, LAST, { action: 'test.begin', target: '' });
  await stores.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const migrations = (store: string): number =>
  readdirSync(path.join(import.meta.dirname, '../../stores/migrations', store)).length;

const open = (env: Record<string, string> = {}) =>
  openBoth({ ...process.env, CLICKHOUSE_URL: '', DATABASE_URL: '', DATA_DIR: dataDir, ...env });

describe('opening both stores', () => {
  it('finds their level and what they hold, and leaves them as they were', async () => {
    const before = readdirSync(dataDir).sort();
    const { clickhouse, postgres } = await open();
    expect(clickhouse).toMatchObject({
      empty: false,
      applied: migrations('clickhouse'),
      pending: [],
      mismatch: null,
      county: null,
      audit: null,
    });
    expect(postgres).toMatchObject({
      empty: false,
      applied: migrations('postgres'),
      pending: [],
      mismatch: null,
      county: { standings: ['demo'], clock: { state: 'sound', against: LAST.toISOString() }, sources: [] },
      audit: { entries: 1, intact: true, firstFault: null },
    });
    expect(readdirSync(dataDir).sort()).toEqual(before);
    lockDataDir(dataDir).release();
  });

  it('finds lines of the audit trail that are gone', async () => {
    const file = path.join(dataDir, 'audit.head');
    writeFileSync(file, JSON.stringify({ sequence: 3, hash: 'a'.repeat(64) }));
    const { postgres } = await open();
    rmSync(file);
    expect(postgres).toMatchObject({ audit: { entries: 1, intact: false, firstFault: 2 } });
  });

  it('says why one does not open, and opens the other all the same', async () => {
    const { clickhouse, postgres } = await open({ CLICKHOUSE_URL: `http://127.0.0.1:${await findFreePort()}` });
    expect(clickhouse).toEqual({ failure: expect.stringContaining('ECONNREFUSED') as unknown });
    expect(postgres).toMatchObject({ applied: expect.any(Number) as unknown });
  });

  it('is refused while somebody has them', async () => {
    const lock = lockDataDir(dataDir);
    const { clickhouse } = await open();
    lock.release();
    expect(clickhouse).toEqual({ failure: expect.stringContaining('is in use by another process') as unknown });
  });
});

// Last, because they stay so.
describe('stores that do not go with this build', () => {
  it('a newer build’s, and a damaged one', async () => {
    const stores = await openStores({ dataDir });
    await sql`INSERT INTO schema_migration VALUES (99, 'plans', 'x')`.execute(stores.postgres.db);
    await stores.clickhouse.insert('schema_migration', [{ id: 99, name: 'plans', checksum: 'x' }]);
    await stores.close();
    const newer = await open();
    expect(newer.clickhouse).toMatchObject({ mismatch: expect.stringContaining('plans') as unknown });
    expect(newer.postgres).toMatchObject({ mismatch: expect.stringContaining('plans') as unknown, county: null });

    const control = path.join(dataDir, 'postgres/global/pg_control');
    writeFileSync(control, Buffer.alloc(readFileSync(control).length));
    expect((await open()).postgres).toHaveProperty('failure');
  });
});
