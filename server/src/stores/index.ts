import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../base/config.ts';
import { syncTree } from '../base/durable-files.ts';
import { UserError } from '../base/errors.ts';
import { asStartFailure, openingFiles } from './damage.ts';
import { openEmbeddedClickHouse, openServedClickHouse, type ClickHouse } from './clickhouse.ts';
import { dropHalfMutations, findHalfMutations } from './half-mutations.ts';
import { dropBefore, keepBefore, putBack } from './before-migration.ts';
import { lockDataDir, shareDataDir } from './lock.ts';
import { findMark } from './marks.ts';
import {
  clickHouseTarget,
  findPending,
  migrate,
  MigrationError,
  postgresTarget,
  readMigrations,
  type Migration,
} from './migrate.ts';
import type { Peers } from './peers.ts';
import { openEmbeddedPostgres, openServedPostgres, type Postgres } from './postgres.ts';
import { haveWritesTold } from './told-writes.ts';

export type { ClickHouse } from './clickhouse.ts';
export type { Peers } from './peers.ts';
export type { Postgres } from './postgres.ts';

/** Both stores, open and migrated. */
export interface Stores {
  readonly clickhouse: ClickHouse;
  readonly postgres: Postgres;
  readonly peers: Peers;
  /** Migrations applied on opening, by store. */
  readonly migrated: { readonly clickhouse: readonly string[]; readonly postgres: readonly string[] };
  close(): Promise<void>;
}

/** Where everything is kept. */
export type StoreConfig = Pick<Config, 'dataDir' | 'evidenceFolder' | 'clickhouseUrl' | 'databaseUrl'>;

/** Migrations of both stores, in order. */
export type Migrations = Readonly<Record<'clickhouse' | 'postgres', readonly Migration[]>>;

export interface OpenOptions {
  /** What they are migrated by: all that this program knows by default, `as-is` for nothing. */
  readonly migrations?: Migrations | 'as-is';
  /** Opens also what is half restored, or was moved elsewhere. */
  readonly mayBeMarked?: boolean;
  /** Asked before new stores are made and before any is migrated: what it throws ends it, and nothing was changed. */
  readonly beforeGrowing?: () => Promise<void>;
  /** Told the files that a full disk had left half-written, and that are removed. */
  readonly onDropped?: (files: readonly string[]) => void;
  /** Told of each step of a migration that may take long. */
  readonly tell?: (step: string) => void;
  /** Told twice a second while another process prepares the stores; what it throws ends the waiting. */
  readonly onWait?: () => void;
  /** Whoever is first on the stores stays alone until it lets others in by itself. */
  readonly staysAlone?: boolean;
}

const MIGRATIONS = path.join(import.meta.dirname, 'migrations');

/** All that this program knows. */
export const knownMigrations = (): Migrations => ({
  clickhouse: readMigrations(path.join(MIGRATIONS, 'clickhouse')),
  postgres: readMigrations(path.join(MIGRATIONS, 'postgres')),
});

const NOT_SHARED =
  'Another process works on this PostgreSQL. Two can only where ClickHouse is a server too: set CLICKHOUSE_URL, or stop the other.';

const NOT_UPGRADED =
  'Another process works on these stores under an earlier version of this program, and they have to be upgraded: ' +
  'stop all of them, and start this version again.';

/**
 * Takes the data directory, opens both stores and migrates them. Where that fails they are as they were before: of
 * PostgreSQL it is one transaction, of an embedded ClickHouse what it had is put back; a served one keeps statements that
 * were carried out, which can be repeated.
 *
 * @throws UserError when the directory is held by another process, not writable, half restored or moved, or a server
 *   does not answer
 * @throws MigrationError when the applied migrations do not match the files, or one fails
 */
export async function openStores(
  { dataDir, clickhouseUrl, databaseUrl }: StoreConfig,
  {
    migrations = knownMigrations(),
    mayBeMarked = false,
    beforeGrowing,
    onDropped,
    tell,
    onWait,
    staysAlone = false,
  }: OpenOptions = {},
): Promise<Stores> {
  const opened: { close(): Promise<void> | void }[] = [];
  const close = async (): Promise<void> => {
    for (const one of opened.reverse().splice(0)) await one.close();
  };
  const openClickHouse = (): Promise<ClickHouse> =>
    clickhouseUrl
      ? Promise.resolve(openServedClickHouse(clickhouseUrl))
      : openEmbeddedClickHouse(path.join(dataDir, 'clickhouse'));
  const openPostgresFiles = (): Promise<Postgres> => openEmbeddedPostgres(path.join(dataDir, 'postgres'));
  try {
    // Embedded stores are one process's alone. Of what servers keep nothing lies in it.
    const isServed = clickhouseUrl !== undefined && databaseUrl !== undefined;
    const lock = isServed ? shareDataDir(dataDir) : lockDataDir(dataDir);
    opened.push({ close: () => lock.release() });
    const mark = mayBeMarked ? null : findMark(dataDir);
    if (mark !== null) throw new UserError(mark);
    // A migration that was killed; and once more at the end, for one that failed.
    putBack(dataDir);
    opened.push({ close: () => putBack(dataDir) });
    const halves = clickhouseUrl ? [] : findHalfMutations(path.join(dataDir, 'clickhouse'));
    if (halves.length > 0) {
      dropHalfMutations(halves);
      onDropped?.(halves);
    }
    if (!clickhouseUrl && !existsSync(path.join(dataDir, 'clickhouse'))) await beforeGrowing?.();
    if (!databaseUrl && !existsSync(path.join(dataDir, 'postgres'))) await beforeGrowing?.();
    // Side by side: either takes a second to come up, and most of it waits.
    const opening = [
      clickhouseUrl ? openClickHouse() : openingFiles('ClickHouse', dataDir, openClickHouse()),
      databaseUrl ? openServedPostgres(databaseUrl) : openingFiles('PostgreSQL', dataDir, openPostgresFiles()),
    ] as const;
    const [openedClickHouse, openedPostgres] = await Promise.allSettled(opening);
    if (openedPostgres.status === 'fulfilled') opened.push(openedPostgres.value);
    let current = openedClickHouse.status === 'fulfilled' ? openedClickHouse.value : null;
    opened.push({ close: async () => current?.close() });
    const [clickhouse, postgres] = await Promise.all(opening);
    if (!(await clickhouse.ping())) throw new UserError('ClickHouse does not answer; check CLICKHOUSE_URL.');
    if (!(await postgres.ping())) throw new UserError('PostgreSQL does not answer; check DATABASE_URL.');
    const joined = await postgres.join(onWait);
    opened.push(joined);
    if (!isServed && !joined.isFirst) throw new UserError(NOT_SHARED);
    // Where one store is embedded nobody else ever comes in.
    const peers = isServed ? joined : { ...joined, letIn: async () => undefined };
    const migrated = { clickhouse: [] as string[], postgres: [] as string[] };
    if (migrations !== 'as-is') {
      // Asked of both before anything is changed: what one of them refuses leaves the other as it is.
      const pending = await findPending(clickHouseTarget(clickhouse), migrations.clickhouse);
      const pendingToo = await findPending(postgresTarget(postgres), migrations.postgres);
      if (pending.length + pendingToo.length > 0) {
        if (!peers.isFirst) throw new UserError(NOT_UPGRADED);
        await beforeGrowing?.();
      }
      if (!clickhouseUrl && pending.length > 0 && pending.length < migrations.clickhouse.length) {
        await clickhouse.close();
        current = null;
        keepBefore(dataDir);
        current = await openClickHouse();
      }
      Object.assign(migrated, await migrateStores({ clickhouse: current ?? clickhouse, postgres }, migrations, tell));
      // The engine syncs rows and not the names of tables; and rows of before its tables asked for it, not at all.
      if (!clickhouseUrl && migrated.clickhouse.length > 0) syncTree(path.join(dataDir, 'clickhouse'));
      dropBefore(dataDir);
      if (databaseUrl && peers.isFirst) await haveWritesTold(postgres);
    }
    if (!staysAlone) await peers.letIn();
    return { clickhouse: current ?? clickhouse, postgres, peers, migrated, close };
  } catch (error) {
    await close();
    throw asStartFailure(error);
  }
}

/**
 * Brings both stores up to date.
 *
 * @returns names of the migrations applied now
 * @throws MigrationError when the applied migrations do not match the files, or one fails
 */
export async function migrateStores(
  { clickhouse, postgres }: Pick<Stores, 'clickhouse' | 'postgres'>,
  { clickhouse: ofClickHouse, postgres: ofPostgres }: Migrations = knownMigrations(),
  tell?: (step: string) => void,
): Promise<Stores['migrated']> {
  try {
    return {
      clickhouse: await migrate(clickHouseTarget(clickhouse, tell), ofClickHouse),
      // Last: its transaction is the moment from which the upgrade is done.
      postgres: await migrate(postgresTarget(postgres), ofPostgres),
    };
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    throw new MigrationError(
      `The upgrade of the stores failed, and they are as before: ${error instanceof Error ? error.message : String(error)}. ` +
        'Start the version before, and tell whoever made this one.',
    );
  }
}
