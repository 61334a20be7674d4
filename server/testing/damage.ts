import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Finding, Ranking } from '@dangzhi/metrics/contract';
import { sql } from 'kysely';
import { asUnreadable } from '../src/stores/damage.ts';
import { MigrationError } from '../src/stores/migrate.ts';
import { CallRefused, UserError } from '../src/base/errors.ts';
import { addEvidence } from '../src/evidence/queries.ts';
import { keepFile } from '../src/evidence/files.ts';
import { checkStored } from '../src/runtime/start.ts';
import { ADMIN } from './accounts.ts';
import { startTestService, type TestService } from './service.ts';
import { storeTemplate, type StorePlace } from './store-template.ts';
import { loadExample } from './worked-example.ts';

// Files of a data directory deleted or changed, one after the other, and what a start makes of it.

/** Where each table of ClickHouse lies, below the data directory. */
type TablePaths = Readonly<Record<string, string>>;

export interface DamageCase {
  /** `observation: data.bin flipped`. */
  readonly name: string;
  readonly damage: (dataDir: string, tables: TablePaths) => void;
}

/** Flips a bit in the middle of each file. */
function flip(...files: readonly string[]): void {
  if (files.length === 0) throw new Error('there is no such file to flip');
  for (const file of files) {
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 2);
    if (bytes.length === 0) writeFileSync(file, 'x');
    else writeFileSync(file, bytes.with(middle, (bytes[middle] ?? 0) ^ 0x10));
  }
}

function remove(...files: readonly string[]): void {
  if (files.length === 0) throw new Error('there is no such file to delete');
  for (const file of files) rmSync(file, { recursive: true });
}

const found = (folder: string, pattern: string): string[] =>
  globSync(pattern, { cwd: folder }).map((file) => path.join(folder, file));

const inParts =
  (table: string, pattern: string, act: (...files: readonly string[]) => void): DamageCase['damage'] =>
  (dataDir, tables) =>
    act(...found(path.join(dataDir, tables[table] ?? ''), `*_*_*_*/${pattern}`));

const inDirectory =
  (pattern: string, act: (...files: readonly string[]) => void): DamageCase['damage'] =>
  (dataDir) =>
    act(...found(dataDir, pattern));

const TABLES = [
  'observation',
  'source_record',
  'counting_observation',
  'first_supply',
  'score',
  'score_node',
  'indicator_value',
  'plan_reach',
  'plan_member',
  'schema_migration',
];
/** Tables of PostgreSQL that a start reads, and that it does not. */
const DOCUMENTS = ['unit', 'batch', 'batch_content', 'audit_entry', 'score_run'];
const OF_A_PART = [
  'checksums.txt',
  'columns.txt',
  'count.txt',
  '*.cidx',
  '*.cmrk*',
  'minmax_period.idx',
  'partition.dat',
];

export const DAMAGE_CASES: readonly DamageCase[] = [
  ...TABLES.filter((table) => table !== 'indicator_value').flatMap((table): DamageCase[] => [
    { name: `${table}: parts deleted`, damage: inParts(table, '', remove) },
    { name: `${table}: data flipped`, damage: inParts(table, '*.bin', flip) },
  ]),
  ...OF_A_PART.flatMap((file): DamageCase[] => [
    { name: `observation: ${file} flipped`, damage: inParts('observation', file, flip) },
    { name: `observation: ${file} deleted`, damage: inParts('observation', file, remove) },
  ]),
  { name: 'clickhouse: deleted', damage: inDirectory('clickhouse', remove) },
  { name: 'clickhouse: a table’s own file deleted', damage: inDirectory('clickhouse/**/observation.sql', remove) },
  { name: 'clickhouse: a table’s own file flipped', damage: inDirectory('clickhouse/**/observation.sql', flip) },
  { name: 'postgres: deleted', damage: inDirectory('postgres', remove) },
  { name: 'postgres: pg_control flipped', damage: inDirectory('postgres/global/pg_control', flip) },
  { name: 'postgres: pg_control deleted', damage: inDirectory('postgres/global/pg_control', remove) },
  { name: 'postgres: log deleted', damage: inDirectory('postgres/pg_wal/0*', remove) },
  { name: 'postgres: PG_VERSION deleted', damage: inDirectory('postgres/PG_VERSION', remove) },
  ...DOCUMENTS.map((table): DamageCase => ({
    name: `postgres: a page of ${table} flipped`,
    damage: (dataDir, tables) => flip(path.join(dataDir, tables[`postgres ${table}`] ?? '')),
  })),
  { name: 'evidence: deleted', damage: inDirectory('evidence/*/*', remove) },
  { name: 'evidence: flipped', damage: inDirectory('evidence/*/*', flip) },
  { name: 'audit.head: deleted', damage: inDirectory('audit.head', remove) },
  { name: 'audit.head: flipped', damage: inDirectory('audit.head', flip) },
  { name: 'lock.sqlite: flipped', damage: inDirectory('lock.sqlite', flip) },
];

export interface Twin {
  readonly ranking: string;
  readonly evidence: string;
}

/** What a start on a damaged directory came to. */
export interface DamageOutcome {
  /** Why it does not start, in words; `null` where it does. */
  readonly refused: string | null;
  readonly findings: readonly Finding[];
  readonly served: Twin | null;
}

const EVIDENCE = '凭证';
const PERIOD = '2022-12';

async function fill(place: StorePlace): Promise<void> {
  const service = await startTestService('2023-02-20T10:00:00+08:00', {}, undefined, place);
  const { stores, dataDir } = service.test;
  await loadExample(stores);
  await service.runtime.scorer.request(null);
  const bytes = Buffer.from(EVIDENCE);
  await addEvidence(stores.postgres, ADMIN, {
    id: 'e1',
    unit: 'D1',
    name: '凭证.txt',
    mediaType: 'text/plain',
    bytes: bytes.length,
    sha256: await keepFile(path.join(dataDir, 'evidence'), bytes),
    uploadedAt: '2023-02-20T02:00:00.000Z',
    uploadedBy: ADMIN.name,
  });
  // Whatever a later version of the engine leaves for later is done: parts are what they will be.
  for (const table of TABLES) await stores.clickhouse.command(`OPTIMIZE TABLE ${table} FINAL`);
  const tables = await stores.clickhouse.rows<{ name: string; place: string }>(
    `SELECT name, data_paths[1] AS place FROM system.tables WHERE database = currentDatabase() AND notEmpty(data_paths)`,
  );
  const paths = Object.fromEntries(
    tables.map(({ name, place: at }) => [name, path.relative(dataDir, path.resolve(at))]),
  );
  for (const table of DOCUMENTS) {
    const { rows } = await sql<{ file: string }>`SELECT pg_relation_filepath(${table}) AS file`.execute(
      stores.postgres.db,
    );
    paths[`postgres ${table}`] = path.join('postgres', rows[0]?.file ?? '');
  }
  writeFileSync(path.join(dataDir, 'tables.json'), JSON.stringify(paths));
  await service.closeKeeping();
}

async function serve(service: TestService): Promise<Twin> {
  const { body } = await service.get<Ranking>(`/rankings?scheme=WORKED&period=${PERIOD}`);
  const file = await service.app.inject({ url: '/api/v1/evidence/e1', headers: service.operator });
  return {
    ranking: JSON.stringify(
      body.rows?.map(({ unit, printed, rank, grade }) => [unit.code, printed, rank, grade]) ?? body,
    ),
    evidence: file.statusCode === 200 ? file.body : String(file.statusCode),
  };
}

/** A start on a copy of the same directory, damaged or not, as the command does it: up to its figures. */
export async function startDamaged(damage: DamageCase['damage'] | null): Promise<DamageOutcome> {
  const template = await storeTemplate('damage', fill);
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-damaged-'));
  cpSync(template.dataDir, dataDir, { recursive: true, verbatimSymlinks: true });
  const tables = JSON.parse(readFileSync(path.join(dataDir, 'tables.json'), 'utf8')) as TablePaths;
  damage?.(dataDir, tables);
  let service: TestService | null = null;
  try {
    service = await startTestService('2023-02-20T11:00:00+08:00', {}, null, { dataDir, database: '' });
    const { integrity, scorer } = service.runtime;
    await checkStored(service.runtime, () => undefined);
    // Where nothing may be written nothing is scored.
    await scorer.request(null).catch((error: unknown) => {
      if (!(error instanceof CallRefused && error.code === 'data.damaged')) throw error;
    });
    await integrity.check();
    await scorer.idle();
    return { refused: null, findings: integrity.status().findings, served: await serve(service) };
  } catch (thrown) {
    // As a start has it of whatever is thrown.
    const error = asUnreadable(thrown);
    if (!(error instanceof UserError || error instanceof MigrationError)) throw error;
    return { refused: error.message, findings: [], served: null };
  } finally {
    await service?.closeKeeping();
    if (existsSync(dataDir) && statSync(dataDir).isDirectory()) rmSync(dataDir, { recursive: true, force: true });
  }
}
