import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, startCli } from '../../../testing/cli.ts';
import { startPublishedCounty } from '../../../testing/published-county.ts';
import { startClickHouse } from '../../../testing/served/clickhouse.ts';
import { startPostgres } from '../../../testing/served/postgres.ts';
import type { TestServer } from '../../../testing/served/server-process.ts';
import { startTestService, type TestService } from '../../../testing/service.ts';
import { keepFile } from '../../evidence/files.ts';
import { evidenceFolderOf } from '../../evidence/folder.ts';
import { addEvidence } from '../../evidence/queries.ts';
import { SYSTEM } from '../../rights/actor.ts';
import { openStores, type StoreConfig } from '../../stores/index.ts';
import { listBackups, openBackupFolder, prepareBackupFolder } from './folder.ts';
import { tellLoss } from './loss.ts';
import { makeBackup } from './make-backup.ts';
import type { Manifest } from './manifest.ts';
import { restoreBackup } from './restore.ts';

// The published county with corrections and a file, closed, and backups of it: every way there and back.
let scratch: string;
let dataDir: string;
const MONTH = '2022-12';
const PROGRAM = { version: '0.1.0', commit: null };
const now = () => new Date();

const ASKED = [
  `/rankings?scheme=XC-DEPARTMENT&period=${MONTH}`,
  `/rankings?scheme=XC-COUNTY&period=${MONTH}`,
  `/units/XC-D29/score?period=${MONTH}`,
  `/derivations?unit=XC-D29&period=${MONTH}`,
  `/observations?unit=XC-D29&pageSize=500`,
];
const answers = new Map<string, unknown>();

const inScratch = (name: string): string => path.join(scratch, name);
const CLOCK = '2023-02-20T11:00:00+08:00';

beforeAll(async () => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-restore-'));
  dataDir = inScratch('data');
  const county = await startPublishedCounty();
  for (const [value, reason] of [
    ['1280', '更正一'],
    ['1300', '更正二'],
  ])
    await county.call('POST', '/observations', {
      standing: 'inspected',
      rows: [{ unit: 'XC-D29', measure: 'formal-items', period: MONTH, value, reason }],
    });
  const bytes = Buffer.from('移交清单');
  const sha256 = await keepFile(path.join(county.test.dataDir, 'evidence'), bytes);
  await addEvidence(county.test.stores.postgres, SYSTEM, {
    id: 'file-1',
    unit: 'XC-D29',
    name: 'a.txt',
    mediaType: 'text/plain',
    bytes: bytes.length,
    sha256,
    uploadedAt: county.runtime.now().toISOString(),
    uploadedBy: SYSTEM.name,
  });
  await county.runtime.scorer.idle();
  county.setNow(CLOCK);
  for (const asked of ASKED) {
    const { status, body } = await county.get<unknown>(asked);
    expect([asked, status]).toEqual([asked, 200]);
    answers.set(asked, body);
  }
  writeFileSync(keyFile(), 'a key that only the test knows\n', { mode: 0o600 });
  first = await backUp(county);
  await county.call('POST', '/observations', {
    standing: 'inspected',
    rows: [{ unit: 'XC-D30', measure: 'formal-items', period: MONTH, value: '5', reason: '更正三' }],
  });
  await county.runtime.scorer.idle();
  second = await backUp(county);
  // One data directory a process.
  await county.close();
}, 1_200_000);
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** Both backups of the county: before the last correction and after, in an encrypted folder. */
let first: Manifest;
let second: Manifest;
const keyFile = () => inScratch('key');
const place = () => inScratch('backups');

async function backUp(county: TestService): Promise<Manifest> {
  const folder = await prepareBackupFolder(place(), keyFile());
  const { stores, dataDir: from } = county.test;
  return (
    await makeBackup({
      stores,
      dataDir: from,
      evidenceFolder: path.join(from, 'evidence'),
      folder,
      program: PROGRAM,
      now,
    })
  ).manifest;
}

async function restoreInto(target: StoreConfig, at: string) {
  const folder = await openBackupFolder(place(), keyFile());
  const backup = listBackups(place()).find((one) => one.at === at)!;
  return restoreBackup({ folder, backup, manifest: await folder.readManifest(backup), target });
}

/** What a place holds, as the manifest of a backup of it. */
async function manifestOf(config: StoreConfig): Promise<Manifest> {
  const folder = await prepareBackupFolder(mkdtempSync(inScratch('look-')), null);
  const stores = await openStores(config, { migrations: 'as-is', mayBeMarked: true });
  try {
    return (
      await makeBackup({
        stores,
        dataDir: config.dataDir,
        evidenceFolder: evidenceFolderOf(config),
        folder,
        program: PROGRAM,
        now,
      })
    ).manifest;
  } finally {
    await stores.close();
  }
}

/** Names of objects are hashes: where they are the same, so is every row. The trail has a line more. */
const hashesOf = ({ postgres, clickhouse, evidence }: Manifest) => ({
  tables: postgres.tables
    .filter(({ name }) => name !== 'audit_entry' && name !== 'progress')
    .map(({ name, objects }) => [name, objects]),
  sequences: postgres.sequences.filter(({ name }) => !name.startsWith('audit')),
  packs: clickhouse.packs.map(({ object }) => object).sort(),
  runs: clickhouse.runs.map(({ run, object }) => [run, object]),
  evidence,
});

async function askThe(dir: string): Promise<Map<string, unknown>> {
  const service = await startTestService(CLOCK, {}, { dataDir: dir, database: '' });
  try {
    const found = new Map<string, unknown>();
    for (const asked of ASKED) {
      service.setNow(CLOCK);
      found.set(asked, (await service.get<unknown>(asked)).body);
    }
    return found;
  } finally {
    await service.close();
  }
}

describe('an encrypted folder of backups', () => {
  it('holds no word of the county that could be read', () => {
    for (const entry of readdirSync(place(), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = readFileSync(path.join(entry.parentPath, entry.name));
      for (const word of ['formal-items', '更正', 'XC-D29'])
        expect([entry.name, bytes.includes(word)]).toEqual([entry.name, false]);
    }
  });

  it('gives back the state before the last correction, and says what is lost by it', async () => {
    await restoreInto({ dataDir }, first.at);
    expect(await askThe(dataDir)).toEqual(answers);
    expect(tellLoss(first, second)[0]).toMatch(/lie: 1 batches, 1 observations, \d+ lines of the audit trail/);
  }, 600_000);

  it('is restored only into an empty directory', async () => {
    await expect(restoreInto({ dataDir }, second.at)).rejects.toThrow('is not empty');
  });

  it('goes on where it was when it is killed again and again', async () => {
    const target = inScratch('killed');
    const env = { DATA_DIR: target };
    const args = ['restore', place(), '--key-file', keyFile()];
    let kills = 0;
    for (const loaded of [1, 4, 8]) {
      const one = startCli(args, env);
      const mark = path.join(target, 'restoring.json');
      const isFar = (): boolean =>
        existsSync(mark) && (JSON.parse(readFileSync(mark, 'utf8')) as { loaded: number }).loaded >= loaded;
      let ended = false;
      void one.ended.then(() => (ended = true));
      while (!isFar() && !ended) await sleep(5);
      if (!ended) kills += 1;
      one.child.kill('SIGKILL');
      await one.ended;
      const served = await runCli(['serve'], { ...env, PORT: '0' });
      expect([served.code, served.stderr]).toEqual([
        1,
        expect.stringContaining('was not finished: run the same command again'),
      ]);
    }
    expect(kills).toBe(3);
    const done = await runCli(args, env);
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(done.stdout).toContain('all the same');
  }, 900_000);
});

describe('a backup by the command line', () => {
  it('that is killed leaves those before it, and the next one uses what it wrote', async () => {
    const folder = inScratch('plain');
    const env = { DATA_DIR: dataDir };
    const one = startCli(['backup', folder, '--no-trial'], env);
    const objects = () =>
      existsSync(path.join(folder, 'objects')) ? readdirSync(path.join(folder, 'objects')).length : 0;
    let ended = false;
    void one.ended.then(() => (ended = true));
    while (objects() < 3 && !ended) await sleep(2);
    expect(ended).toBe(false);
    one.child.kill('SIGKILL');
    await one.ended;
    expect(listBackups(folder)).toEqual([]);
    const done = await runCli(['backup', folder, '--json'], env);
    expect([done.code, done.stderr]).toEqual([0, '']);
    const made = JSON.parse(done.stdout) as { bytes: number; written: number; trial: { isGood: boolean } };
    expect(made.trial.isGood).toBe(true);
    expect(made.written).toBeLessThan(made.bytes);
  }, 600_000);
});

describe('a move', () => {
  let clickhouse: TestServer;
  let postgres: TestServer;
  beforeAll(async () => {
    [clickhouse, postgres] = await Promise.all([startClickHouse(), startPostgres()]);
  }, 120_000);
  afterAll(() => Promise.all([clickhouse.stop(), postgres.stop()]));

  it('to servers and back is the same both ways, however often it is killed', async () => {
    const before = hashesOf(await manifestOf({ dataDir }));
    const served: StoreConfig = {
      dataDir: inScratch('served'),
      clickhouseUrl: clickhouse.url,
      databaseUrl: postgres.url,
    };
    const there = ['move', served.dataDir, '--clickhouse-url', clickhouse.url, '--database-url', postgres.url];
    const killed = startCli(there, { DATA_DIR: dataDir });
    const mark = path.join(served.dataDir, 'restoring.json');
    while (!existsSync(mark)) await sleep(5);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const refused = await runCli(['serve'], { DATA_DIR: dataDir, PORT: '0' });
    expect(refused.stderr).toContain('was not finished: run the same command again');
    const moved = await runCli(there, { DATA_DIR: dataDir });
    expect([moved.code, moved.stderr]).toEqual([0, '']);
    expect(moved.stdout).toContain('all the same');
    expect(existsSync(`${served.dataDir}.moving`)).toBe(false);
    const old = await runCli(['serve'], { DATA_DIR: dataDir, PORT: '0' });
    expect([old.code, old.stderr]).toEqual([1, expect.stringContaining('was moved to')]);
    expect(hashesOf(await manifestOf(served))).toEqual(before);

    const back = inScratch('back');
    const env = { DATA_DIR: served.dataDir, CLICKHOUSE_URL: clickhouse.url, DATABASE_URL: postgres.url };
    const returned = await runCli(['move', back], env);
    expect([returned.code, returned.stderr]).toEqual([0, '']);
    expect(hashesOf(await manifestOf({ dataDir: back }))).toEqual(before);
    expect(await askThe(back)).toEqual(answers);
  }, 1_200_000);

  it('is refused into a place with anything in it', async () => {
    const full = inScratch('full');
    mkdirSync(full);
    writeFileSync(path.join(full, 'letter.txt'), '');
    const { code, stderr } = await runCli(['move', full], { DATA_DIR: inScratch('back') });
    expect([code, stderr]).toEqual([1, expect.stringContaining('is not empty (letter.txt)')]);
  });
});

describe('a data directory of an earlier version', () => {
  const FOLDER = path.resolve(import.meta.dirname, '../../../testing/data-directories');

  it.each(readdirSync(FOLDER))(
    '%s is backed up as it is, and restored under this version',
    async (name) => {
      const earlier = inScratch(`earlier-${name}`);
      mkdirSync(earlier);
      execFileSync('tar', ['x', '-C', earlier], {
        input: brotliDecompressSync(readFileSync(path.join(FOLDER, name, 'data.tar.br'))),
      });
      chmodSync(earlier, 0o700);
      const folder = inScratch(`earlier-backups-${name}`);
      const made = await runCli(['backup', folder], { DATA_DIR: earlier });
      expect([made.code, made.stderr]).toEqual([0, '']);
      const [backup] = listBackups(folder);
      const manifest = await (await openBackupFolder(folder, null)).readManifest(backup!);
      expect(manifest.migrations.postgres).toHaveLength(7);
      const target = inScratch(`earlier-restored-${name}`);
      const restored = await runCli(['restore', folder], { DATA_DIR: target });
      expect([restored.code, restored.stderr]).toEqual([0, '']);
      // It opens as it would have where it was.
      await (await openStores({ dataDir: target })).close();
    },
    300_000,
  );
});
