import { existsSync, readdirSync, rmSync } from 'node:fs';
import type { Names } from '@dangzhi/metrics';
import { sql } from 'kysely';
import { headFile } from '../../audit/head.ts';
import { recordAlone } from '../../audit/trail.ts';
import { UserError } from '../../base/errors.ts';
import { keepFile } from '../../evidence/files.ts';
import { evidenceFolderOf, markEvidenceFolder } from '../../evidence/folder.ts';
import { fillSupply } from '../../observations/kept-copies.ts';
import type { Actor } from '../../rights/actor.ts';
import { dropHolds } from '../../scores/runs/held-runs.ts';
import { openServedClickHouse } from '../../stores/clickhouse.ts';
import { openServedPostgres } from '../../stores/postgres.ts';
import {
  knownMigrations,
  migrateStores,
  openStores,
  type Migrations,
  type StoreConfig,
  type Stores,
} from '../../stores/index.ts';
import { readRestoreMark, restoreMarkFile, type RestoreMark } from '../../stores/marks.ts';
import type { AppliedMigration, Migration } from '../../stores/migrate.ts';
import { compareWithBackup, countCompared } from './compare.ts';
import { makeFolderDurably, syncFolder, writeDurably } from '../../base/durable-files.ts';
import type { BackupFolder } from './folder.ts';
import type { Backup, Manifest, Pack, RunOfBackup, TableOfBackup, Trial } from './manifest.ts';
import type { Tell } from './progress.ts';
import { removeRows, storeRows } from './rows-of-clickhouse.ts';
import { countRows, inOrderOfReference, setSequences, storeRowsOf } from './rows-of-postgres.ts';

export interface RestoreParts {
  readonly folder: BackupFolder;
  readonly backup: Backup;
  readonly manifest: Manifest;
  /** Where to: empty, or where the same restore was interrupted. */
  readonly target: StoreConfig;
  readonly tell?: Tell;
  /** Done when all is there and compared, before a server can start on it. */
  readonly beforeDone?: () => Promise<void>;
  /** What the trail is told of it; nothing is added where it is left out, as in a trial. */
  readonly told?: { readonly actor: Actor; readonly at: Date; readonly action: string; readonly reason: string };
}

/** What was restored is not what was kept: the place stays as it is, marked, and no server starts on it. */
export class RestoreDiffers extends UserError {
  readonly differences: readonly Names[];

  constructor(at: string, differences: readonly Names[]) {
    const shown = differences.slice(0, 5).map(({ en }) => `  ${en}`);
    super(
      [`What was restored of the backup of ${at} differs from it in ${differences.length} things:`, ...shown].join(
        '\n',
      ),
    );
    this.differences = differences;
  }
}

/**
 * Restores a backup into an empty place: exactly its migrations, its rows, and after everything was compared with the
 * backup the later migrations of this program. One that was interrupted goes on where it was.
 *
 * @throws UserError where the place is not empty, or the backup is of a later program
 * @throws RestoreDiffers where what was restored is not what was kept
 */
export async function restoreBackup(parts: RestoreParts): Promise<Trial['compared']> {
  const { backup, manifest, target, told } = parts;
  const migrations = migrationsOf(manifest);
  const { mark, isResumed } = await takePlace(parts);
  const writeMark = (more: Partial<RestoreMark>): Promise<void> =>
    writeDurably(restoreMarkFile(target.dataDir), `${JSON.stringify({ ...mark, ...more })}\n`);
  const stores = await openStores(target, {
    mayBeMarked: true,
    ...(!mark.isCompared && { migrations }),
    staysAlone: true,
  });
  try {
    if (!mark.isCompared) {
      await storeObservationsAndResults(parts, stores, isResumed ? mark.loaded : null, writeMark);
      await storeEvidence(parts);
      if (!(await hasDocuments(stores, manifest))) await storeDocuments(parts, stores);
      const differences = await compareWithBackup({ ...parts, stores, evidenceFolder: evidenceFolderOf(target) });
      if (manifest.head !== null) await writeDurably(headFile(target.dataDir), `${JSON.stringify(manifest.head)}\n`);
      if (differences.length > 0) throw new RestoreDiffers(backup.at, differences);
      await writeMark({ loaded: loadsOf(manifest).length, isCompared: true });
      await migrateStores(stores);
    }
    if (target.databaseUrl !== undefined) await markEvidenceFolder(stores.postgres, evidenceFolderOf(target));
    await dropHolds(stores.postgres);
    if (told !== undefined)
      await recordAlone(stores.postgres, told.actor, told.at, {
        action: told.action,
        target: `backup:${backup.at}`,
        after: { version: manifest.program.version, counts: manifest.counts },
        reason: told.reason,
      });
  } finally {
    await stores.close();
  }
  await parts.beforeDone?.();
  rmSync(restoreMarkFile(target.dataDir), { force: true });
  syncFolder(target.dataDir);
  return countCompared(manifest);
}

async function storeEvidence({ folder, backup, manifest, target }: RestoreParts): Promise<void> {
  for (const { sha256, object } of manifest.evidence) {
    if ((await keepFile(evidenceFolderOf(target), await folder.get(object))) !== sha256)
      throw new UserError(`The backup of ${backup.at} is damaged: evidence ${sha256} has other content.`);
  }
}

/**
 * The migrations a backup's rows belong to.
 *
 * @throws UserError where this program does not know them
 */
function migrationsOf({ at, program, migrations }: Manifest): Migrations {
  const known = knownMigrations();
  const fitting = (store: keyof Migrations): Migration[] => {
    const applied: readonly AppliedMigration[] = migrations[store];
    const files = known[store].slice(0, applied.length);
    if (files.length === applied.length && files.every(({ checksum }, index) => checksum === applied[index]?.checksum))
      return files;
    const commit = program.commit === null ? '' : ` (commit ${program.commit})`;
    throw new UserError(
      `The backup of ${at} was made by version ${program.version}${commit}, whose ${store} has migrations that this ` +
        'program does not know: restore it with that version or a later one.',
    );
  };
  return { clickhouse: fitting('clickhouse'), postgres: fitting('postgres') };
}

/** What a process leaves that opened a data directory and did nothing in it. */
const LEFT_BY_OPENING: ReadonlySet<string> = new Set([
  'lock.sqlite',
  'lock.sqlite-journal',
  'lock.pid',
  'compiled',
  'restoring.json.new',
]);

/**
 * Marks an empty place as being restored into, or finds the mark of the same restore.
 *
 * @throws UserError where something else is there
 */
async function takePlace({ folder, backup, target }: RestoreParts): Promise<{ mark: RestoreMark; isResumed: boolean }> {
  const { dataDir } = target;
  const found = readRestoreMark(dataDir);
  if (found !== null) {
    if (found.manifest === backup.manifest && found.at === backup.at) return { mark: found, isResumed: true };
    throw new UserError(
      `In ${dataDir} restoring the backup of ${found.at} from ${found.folder} was begun and not finished: ` +
        'restore that one, or empty the directory and its stores first.',
    );
  }
  await checkEmpty(target);
  makeFolderDurably(dataDir);
  const { at, manifest } = backup;
  const mark: RestoreMark = { folder: folder.place, at, manifest, loaded: 0, isCompared: false };
  await writeDurably(restoreMarkFile(dataDir), `${JSON.stringify(mark)}\n`);
  return { mark, isResumed: false };
}

/**
 * Whether a data directory, and databases of servers, have nothing in them.
 *
 * @throws UserError where they do
 */
export async function checkEmpty(target: StoreConfig): Promise<void> {
  const { dataDir } = target;
  const there = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => !LEFT_BY_OPENING.has(name)) : [];
  if (there.length > 0)
    throw new UserError(
      `${dataDir} is not empty (${there.slice(0, 3).join(', ')}): only an empty directory is restored into. ` +
        'Name one that is not there yet; what is in this one stays as it is.',
    );
  await refuseServedTables(target);
}

/** A database of a server that has any table is not empty: what it is of cannot be told from outside. */
async function refuseServedTables({ clickhouseUrl, databaseUrl }: StoreConfig): Promise<void> {
  const refuse = (variable: string): never => {
    throw new UserError(`The database of ${variable} has tables already: name one that was just made.`);
  };
  if (databaseUrl !== undefined) {
    const postgres = await openServedPostgres(databaseUrl);
    const found = await sql<{ name: string }>`
      SELECT relname AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') LIMIT 1`
      .execute(postgres.db)
      .finally(() => postgres.close());
    if (found.rows.length > 0) refuse('DATABASE_URL');
  }
  if (clickhouseUrl !== undefined) {
    const clickhouse = openServedClickHouse(clickhouseUrl);
    const found = await clickhouse
      .rows('SELECT name FROM system.tables WHERE database = currentDatabase() LIMIT 1')
      .finally(() => clickhouse.close());
    if (found.length > 0) refuse('CLICKHOUSE_URL');
  }
}

/** An object with rows of ClickHouse, in the order in which they are stored. */
type Load = { readonly pack: Pack } | { readonly run: RunOfBackup } | { readonly table: TableOfBackup };

const loadsOf = ({ clickhouse: { packs, runs, tables } }: Manifest): Load[] => [
  ...packs.map((pack) => ({ pack })),
  ...runs.map((run) => ({ run })),
  ...tables.map((table) => ({ table })),
];

async function storeObservationsAndResults(
  { folder, manifest, tell = () => undefined }: RestoreParts,
  { clickhouse }: Stores,
  interruptedAt: number | null,
  writeMark: (more: Partial<RestoreMark>) => Promise<void>,
): Promise<void> {
  const loads = loadsOf(manifest);
  for (const [index, load] of loads.entries()) {
    if (index < (interruptedAt ?? 0)) continue;
    tell({ phase: 'pack' in load ? 'observations' : 'results', done: index, of: loads.length });
    // The one that was under way when it was interrupted may be there, in part or whole.
    if (index === interruptedAt) await removeLoad(clickhouse, load);
    const objects = 'pack' in load ? [load.pack.object] : 'run' in load ? [load.run.object] : load.table.objects;
    for (const object of objects) await storeRows(clickhouse, await folder.get(object));
    await writeMark({ loaded: index + 1 });
  }
  // Once more after an interruption it is the same.
  await fillSupply(clickhouse);
}

async function removeLoad(clickhouse: Stores['clickhouse'], load: Load): Promise<void> {
  if ('pack' in load) await removeRows(clickhouse, load.pack);
  else if ('run' in load) await removeRows(clickhouse, load.run);
  else await clickhouse.command(`TRUNCATE TABLE \`${load.table.name.replaceAll('`', '')}\``);
}

/** They are stored in one transaction: all rows are there, or none. */
async function hasDocuments({ postgres: { db } }: Stores, { postgres: { tables } }: Manifest): Promise<boolean> {
  for (const { name, rows } of tables) if ((await countRows(db, name)) !== rows) return false;
  return tables.some(({ rows }) => rows > 0);
}

async function storeDocuments(
  { folder, manifest, tell = () => undefined }: RestoreParts,
  { postgres }: Stores,
): Promise<void> {
  await postgres.db.transaction().execute(async (transaction) => {
    const ordered = await inOrderOfReference(transaction, manifest.postgres.tables);
    // What a migration wrote into an empty database is in the backup as it is by now.
    for (const { name } of ordered.toReversed())
      if ((await countRows(transaction, name)) > 0) await sql`DELETE FROM ${sql.id(name)}`.execute(transaction);
    for (const [index, table] of ordered.entries()) {
      tell({ phase: 'documents', done: index, of: ordered.length });
      for (const object of table.objects) await storeRowsOf(transaction, table, await folder.get(object));
    }
    await setSequences(transaction, manifest.postgres.sequences);
  });
}
