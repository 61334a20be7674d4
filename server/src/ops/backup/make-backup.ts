import { createHash } from 'node:crypto';
import { ENGINE_VERSION } from '@dangzhi/metrics';
import { sql, type Transaction } from 'kysely';
import { readHead } from '../../audit/head.ts';
import { UserError } from '../../base/errors.ts';
import { readContent } from '../../evidence/files.ts';
import { holdRuns, releaseRuns } from '../../scores/runs/held-runs.ts';
import type { Stores } from '../../stores/index.ts';
import { clickHouseTarget, type AppliedMigration } from '../../stores/migrate.ts';
import type { Database } from '../../stores/tables.ts';
import { listBackups, type BackupFolder } from './folder.ts';
import type { Backup, BackupFault, Manifest, Pack, Program, RunOfBackup, TableOfBackup } from './manifest.ts';
import { packBatches } from './pack-batches.ts';
import type { Tell } from './progress.ts';
import { measureBatches, readBatches, readOther, readRun, readTables } from './rows-of-clickhouse.ts';
import { listTables, readRowsOf, readSequences, type SequenceOfBackup } from './rows-of-postgres.ts';

export interface BackupParts {
  readonly stores: Pick<Stores, 'clickhouse' | 'postgres'>;
  readonly dataDir: string;
  readonly evidenceFolder: string;
  /** Locked by this process. */
  readonly folder: BackupFolder;
  readonly program: Program;
  readonly now: () => Date;
  readonly tell?: Tell;
  /** Ends it: nothing is listed then, and what was written is used or removed by a later one. */
  readonly signal?: AbortSignal;
}

/**
 * Makes a backup of what both stores and the evidence hold at one instant, while they are written to: PostgreSQL in one
 * snapshot, and of ClickHouse the rows of the batches and runs this snapshot names, which do not change. What the backup
 * before has of them is not read again.
 *
 * What is damaged is kept as far as it is there, and named in the manifest.
 *
 * @throws UserError where the folder cannot be written, or holds backups of another installation
 * @throws what aborted it
 */
export async function makeBackup(parts: BackupParts): Promise<{ backup: Backup; manifest: Manifest }> {
  const { stores, dataDir, folder, program, now, tell = () => undefined, signal } = parts;
  const began = performance.now();
  const at = now();
  const before = await readLatest(folder);
  // Before the snapshot: it is never ahead of the trail that is kept.
  const head = readHead(dataDir);
  const hold = await holdRuns(stores.postgres);
  try {
    const snapshot = await readSnapshot(parts, before?.trail?.sequence ?? 0);
    const clickhouseMigrations = await clickHouseTarget(stores.clickhouse).applied();
    const known = before !== null && isContinued(before, snapshot, folder) ? before : null;
    // A migration may have changed rows that were kept before it.
    const knownRows = known !== null && isSame(known.migrations.clickhouse, clickhouseMigrations) ? known : null;
    const faults: BackupFault[] = [];
    const packs = await keepBatches(parts, snapshot, knownRows, faults);
    const runs = await keepRuns(parts, snapshot, knownRows);
    const tables = await keepOthers(parts);
    const evidence = await keepEvidence(parts, snapshot, known, faults);
    signal?.throwIfAborted();
    tell({ phase: 'evidence', done: evidence.length, of: evidence.length });
    const manifest: Manifest = {
      format: 1,
      at: at.toISOString(),
      program: { version: program.version, commit: program.commit, engineVersion: ENGINE_VERSION },
      migrations: { clickhouse: clickhouseMigrations, postgres: snapshot.migrations },
      postgres: { tables: snapshot.tables, sequences: snapshot.sequences },
      clickhouse: { packs, runs, tables },
      evidence,
      trail: snapshot.trail,
      head,
      counts: {
        batches: snapshot.batches.length,
        observations: snapshot.batches.reduce((sum, { observations }) => sum + observations, 0),
        evidence: evidence.length,
        accounts: rowsOf(snapshot.tables, 'account'),
        officialRuns: runs.filter(({ kind }) => kind === 'official').length,
        trail: snapshot.trail?.sequence ?? 0,
      },
      faults,
    };
    const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
    return { backup: await folder.addBackup(manifest, seconds), manifest };
  } finally {
    await releaseRuns(stores.postgres, hold);
  }
}

const rowsOf = (tables: readonly TableOfBackup[], name: string): number =>
  tables.find((table) => table.name === name)?.rows ?? 0;

const isSame = (some: readonly AppliedMigration[], others: readonly AppliedMigration[]): boolean =>
  some.length === others.length && some.every(({ checksum }, index) => checksum === others[index]?.checksum);

/** What PostgreSQL holds at one instant, and what it says is in ClickHouse. */
interface Snapshot {
  readonly tables: TableOfBackup[];
  readonly sequences: SequenceOfBackup[];
  readonly migrations: AppliedMigration[];
  readonly batches: readonly { readonly id: string; readonly observations: number }[];
  readonly runs: readonly Pick<RunOfBackup, 'run' | 'kind' | 'scheme' | 'period'>[];
  readonly evidence: readonly { readonly sha256: string; readonly bytes: number }[];
  readonly trail: Manifest['trail'];
  /** The hash of the line that was last when the backup before was made; `null` where there is none. */
  readonly hashBefore: string | null;
}

/**
 * An embedded PostgreSQL answers nobody else meanwhile: nothing is waited for that is not needed for it.
 *
 * @param last line of the trail when the backup before was made
 */
async function readSnapshot(
  { stores, folder, tell = () => undefined, signal }: BackupParts,
  last: number,
): Promise<Snapshot> {
  return stores.postgres.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const kept: TableOfBackup[] = [];
      const tables = await listTables(transaction);
      for (const [index, table] of tables.entries()) {
        signal?.throwIfAborted();
        tell({ phase: 'documents', done: index, of: tables.length });
        kept.push(await readRowsOf(transaction, table, (content) => folder.put(content)));
      }
      const { rows: migrations } = await sql<AppliedMigration>`
        SELECT id, name, checksum FROM schema_migration ORDER BY id`.execute(transaction);
      return {
        tables: kept,
        sequences: await readSequences(transaction),
        migrations,
        batches: await transaction
          .selectFrom('batch')
          .select(['id', 'observations'])
          .where('state', '=', 'checked')
          .orderBy('received_at')
          .orderBy('id')
          .execute(),
        runs: await transaction
          .selectFrom('score_run')
          .leftJoin('live_run', 'live_run.run', 'score_run.id')
          .select(['score_run.id as run', 'kind', 'score_run.scheme', 'score_run.period'])
          .where((eb) => eb.or([eb('kind', '=', 'official'), eb('live_run.run', 'is not', null)]))
          .orderBy('score_run.id')
          .execute(),
        evidence: await transaction
          .selectFrom('evidence')
          .select(['sha256', 'bytes'])
          .distinctOn('sha256')
          .orderBy('sha256')
          .execute(),
        trail: await readTrail(transaction),
        hashBefore: await hashOfLine(transaction, last),
      };
    });
}

async function hashOfLine(transaction: Transaction<Database>, sequence: number): Promise<string | null> {
  const row = await transaction
    .selectFrom('audit_entry')
    .select('hash')
    .where('sequence', '=', sequence)
    .executeTakeFirst();
  return row?.hash ?? null;
}

async function readTrail(transaction: Transaction<Database>): Promise<Manifest['trail']> {
  const lines = transaction.selectFrom('audit_entry').select(['sequence', 'hash']).limit(1);
  const first = await lines.orderBy('sequence').executeTakeFirst();
  const last = await lines.orderBy('sequence', 'desc').executeTakeFirst();
  if (first === undefined || last === undefined) return null;
  return { first: first.hash, sequence: Number(last.sequence), hash: last.hash };
}

/** The newest backup of a folder; `null` where there is none. One that cannot be read is no ground to make no other. */
async function readLatest(folder: BackupFolder): Promise<Manifest | null> {
  const latest = listBackups(folder.place).at(-1);
  return latest === undefined ? null : folder.readManifest(latest).catch(() => null);
}

/**
 * Whether what is there goes on from the backup before: its trail leads to this one. After a restore of an earlier one it
 * does not, and everything is read anew.
 *
 * @throws UserError where the trails have not even their first line in common
 */
function isContinued(before: Manifest, { trail, hashBefore }: Snapshot, { place }: BackupFolder): boolean {
  if (before.trail === null || trail === null) return false;
  if (before.trail.first !== trail.first)
    throw new UserError(
      `The backups in ${place} are of another installation: its audit trail begins otherwise. Name another folder.`,
    );
  return hashBefore === before.trail.hash;
}

async function keepBatches(
  { stores: { clickhouse }, folder, tell = () => undefined, signal }: BackupParts,
  { batches }: Snapshot,
  known: Manifest | null,
  faults: BackupFault[],
): Promise<Pack[]> {
  const damaged = new Set(known?.faults.flatMap((fault) => (fault.what === 'batch' ? fault.batch : [])));
  const wanted = new Map(batches.map(({ id, observations }) => [id, observations]));
  // A pack is kept as it is: what was in it whole once needs no second look, and none of it goes away.
  const packs = (known?.clickhouse.packs ?? []).filter(
    (pack) => pack.batches.every((batch) => wanted.has(batch) && !damaged.has(batch)) && folder.has(pack.object),
  );
  const have = new Set(packs.flatMap((pack) => pack.batches));
  const fresh = batches.map(({ id }) => id).filter((id) => !have.has(id));
  const sizes = await measureBatches(clickhouse, fresh);
  for (const { batch, observations } of sizes) {
    const should = wanted.get(batch) ?? 0;
    if (observations < should) faults.push({ what: 'batch', batch, has: observations, should });
  }
  const planned = packBatches(sizes);
  const tables = await readTables(clickhouse);
  for (const [index, { batches: some, slice }] of planned.entries()) {
    signal?.throwIfAborted();
    tell({ phase: 'observations', done: index, of: planned.length });
    const { content, rows } = await readBatches(clickhouse, tables, some, slice);
    packs.push({
      object: await folder.put(content),
      batches: [...some],
      slice: slice === null ? null : [slice[0], slice[1]],
      rows,
    });
  }
  return packs;
}

async function keepRuns(
  { stores: { clickhouse }, folder, tell = () => undefined, signal }: BackupParts,
  { runs }: Snapshot,
  known: Manifest | null,
): Promise<RunOfBackup[]> {
  const before = new Map(known?.clickhouse.runs.map((run) => [run.run, run]));
  const tables = await readTables(clickhouse);
  const kept: RunOfBackup[] = [];
  for (const [index, { run, kind, scheme, period }] of runs.entries()) {
    signal?.throwIfAborted();
    const same = before.get(run);
    if (same !== undefined && folder.has(same.object)) {
      kept.push({ ...same, kind });
      continue;
    }
    tell({ phase: 'results', done: index, of: runs.length });
    const { content, rows } = await readRun(clickhouse, tables, { run, scheme, period });
    kept.push({ run, kind, scheme, period, object: await folder.put(content), rows });
  }
  return kept;
}

async function keepOthers({ stores: { clickhouse }, folder }: BackupParts): Promise<TableOfBackup[]> {
  const { others } = await readTables(clickhouse);
  const kept: TableOfBackup[] = [];
  for (const table of others) {
    const { content, rows } = await readOther(clickhouse, table);
    kept.push({
      name: table.name,
      columns: [...table.columns],
      rows: rows[table.name] ?? 0,
      objects: [await folder.put(content)],
    });
  }
  return kept;
}

async function keepEvidence(
  { evidenceFolder, folder, tell = () => undefined, signal }: BackupParts,
  { evidence }: Snapshot,
  known: Manifest | null,
  faults: BackupFault[],
): Promise<Manifest['evidence']> {
  const before = new Map(known?.evidence.map((one) => [one.sha256, one]));
  const kept: Manifest['evidence'] = [];
  for (const [index, { sha256, bytes }] of evidence.entries()) {
    signal?.throwIfAborted();
    const same = before.get(sha256);
    if (same !== undefined && folder.has(same.object)) {
      kept.push(same);
      continue;
    }
    tell({ phase: 'evidence', done: index, of: evidence.length });
    const content = await readContent(evidenceFolder, sha256);
    const found =
      content === null
        ? ('missing' as const)
        : createHash('sha256').update(content).digest('hex') === sha256
          ? null
          : ('changed' as const);
    if (content === null || found !== null) faults.push({ what: 'evidence', sha256, found: found ?? 'missing' });
    else kept.push({ sha256, bytes, object: await folder.put(content) });
  }
  return kept;
}
