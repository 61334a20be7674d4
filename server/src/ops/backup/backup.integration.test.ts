import { existsSync, mkdtempSync, rmSync, unlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPublishedCounty } from '../../../testing/published-county.ts';
import type { TestService } from '../../../testing/service.ts';
import { addEvidence } from '../../evidence/queries.ts';
import { keepFile } from '../../evidence/files.ts';
import { SYSTEM } from '../../rights/actor.ts';
import { listBackups, prepareBackupFolder, type BackupFolder } from './folder.ts';
import { makeBackup } from './make-backup.ts';
import { objectsOf } from './manifest.ts';
import { tryRestore } from './trial.ts';

// A county with a correction and a file, backed up while it is served.
let service: TestService;
let place: string;
let folder: BackupFolder;
beforeAll(async () => {
  service = await startPublishedCounty();
  place = path.join(mkdtempSync(path.join(os.tmpdir(), 'dangzhi-backup-')), 'backups');
  folder = await prepareBackupFolder(place, null);
});
afterAll(async () => {
  await service.close();
  rmSync(path.dirname(place), { recursive: true, force: true });
});

const PROGRAM = { version: '0.1.0', commit: null };
const back = (more: { signal?: AbortSignal } = {}) =>
  makeBackup({
    stores: service.test.stores,
    dataDir: service.test.dataDir,
    evidenceFolder: path.join(service.test.dataDir, 'evidence'),
    folder,
    program: PROGRAM,
    now: service.runtime.now,
    ...more,
  });

const report = (value: string, unit = 'XC-D29') =>
  service.call('POST', '/observations', {
    standing: 'reported',
    rows: [{ unit, measure: 'formal-items', period: '2022-12', value, reason: '更正' }],
  });

async function addFile(text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const sha256 = await keepFile(path.join(service.test.dataDir, 'evidence'), bytes);
  await addEvidence(service.test.stores.postgres, SYSTEM, {
    id: `file-${sha256.slice(0, 8)}`,
    unit: 'XC-D29',
    name: 'a.txt',
    mediaType: 'text/plain',
    bytes: bytes.length,
    sha256,
    uploadedAt: service.runtime.now().toISOString(),
    uploadedBy: SYSTEM.name,
  });
  return sha256;
}

it('keeps everything, and the next one only what is new', async () => {
  await report('1280');
  const file = await addFile('移交清单');
  const { db } = service.test.stores.postgres;
  await sql`INSERT INTO session VALUES ('s', 'd', ${await anyAccount()}, now(), now(), now(), '', '')`.execute(db);
  const first = await back();
  expect(first.manifest.faults).toEqual([]);
  expect(first.manifest.evidence.map(({ sha256 }) => sha256)).toEqual([file]);
  expect(first.manifest.counts).toMatchObject({ evidence: 1, trail: first.manifest.trail?.sequence });
  const checked = await db.selectFrom('batch').select('id').where('state', '=', 'checked').execute();
  expect(first.manifest.clickhouse.packs.flatMap(({ batches }) => batches).sort()).toEqual(
    checked.map(({ id }) => id).sort(),
  );
  const names = first.manifest.postgres.tables.map(({ name }) => name);
  expect(names).toContain('account');
  for (const name of ['session', 'sign_in_attempt', 'sign_in_place', 'password_attempt', 'schema_migration'])
    expect(names).not.toContain(name);

  await report('1281');
  const second = await back();
  // Its own batch, and the run that follows from it; nothing that was there is read or written again.
  expect(second.manifest.clickhouse.packs).toEqual([
    ...first.manifest.clickhouse.packs,
    expect.objectContaining({ batches: [expect.any(String)], slice: null, rows: { observation: 1, source_record: 1 } }),
  ]);
  const before = objectsOf(first.manifest);
  const fresh = second.manifest.clickhouse.runs.filter(({ object }) => !before.has(object));
  expect(fresh.length).toBeGreaterThan(0);
  expect(fresh.length).toBeLessThan(second.manifest.clickhouse.runs.length);
  expect(second.backup.written).toBeLessThan(second.backup.bytes);
  expect(listBackups(place).map(({ at }) => at)).toEqual([first.backup.at, second.backup.at]);
});

async function anyAccount(): Promise<string> {
  const { db } = service.test.stores.postgres;
  await sql`INSERT INTO account (id, login, name, origin, created_at) VALUES ('a', 'a', '甲', 'local', now())`.execute(
    db,
  );
  return 'a';
}

it('restored into an empty directory is the same to the last row', async () => {
  const at = listBackups(place).at(-1)!.at;
  const trial = await tryRestore({ place, at, keyFile: null, now: service.runtime.now });
  expect(trial).toMatchObject({ isGood: true, found: [], compared: { evidence: 1 } });
  expect(trial.compared.runs).toBeGreaterThan(5);
});

it('names what is damaged in the stores, and keeps the rest', async () => {
  const sha256 = await addFile('会丢失的一份');
  unlinkSync(path.join(service.test.dataDir, 'evidence', sha256.slice(0, 2), sha256));
  const { body } = await report('77', 'XC-D30').then(({ body: receipt }) => ({ body: receipt as { batch: string } }));
  await service.runtime.scorer.idle();
  await service.test.stores.clickhouse.command('DELETE FROM observation WHERE batch = {batch:String}', {
    batch: body.batch,
  });
  const { manifest, backup } = await back();
  expect(backup.faults).toBe(2);
  expect(manifest.faults).toEqual([
    { what: 'batch', batch: body.batch, has: 0, should: 1 },
    { what: 'evidence', sha256, found: 'missing' },
  ]);
});

it('that is cancelled is not listed, and no run is held any more', async () => {
  const count = listBackups(place).length;
  await expect(back({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  expect(listBackups(place)).toHaveLength(count);
  const holds = await service.test.stores.postgres.db
    .selectFrom('progress')
    .selectAll()
    .where('mark', 'like', '20%+%')
    .execute();
  expect(holds.filter(({ work }) => String(work).startsWith('hold'))).toEqual([]);
  expect(existsSync(path.join(place, 'objects'))).toBe(true);
});

it('refuses a folder with backups of another installation', async () => {
  const { db } = service.test.stores.postgres;
  await db.transaction().execute(async (transaction) => {
    await sql`ALTER TABLE audit_entry DISABLE TRIGGER USER`.execute(transaction);
    await sql`UPDATE audit_entry SET hash = 'other' WHERE sequence = 1`.execute(transaction);
    await sql`ALTER TABLE audit_entry ENABLE TRIGGER USER`.execute(transaction);
  });
  await expect(back()).rejects.toThrow('are of another installation');
});
