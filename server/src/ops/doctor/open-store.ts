// Opens one store, says what it is as one line of JSON, and ends. A process of its own: a damaged library or
// store may take its process along.
//
//   node open-store.ts clickhouse|postgres [file with what the other store's process said, JSON]
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { readHeads } from '../../audit/head.ts';
import { verifyTrail } from '../../audit/verify.ts';
import { parseConfig, type Config } from '../../base/config.ts';
import { openEmbeddedClickHouse, openServedClickHouse } from '../../stores/clickhouse.ts';
import { lockDataDir } from '../../stores/lock.ts';
import {
  clickHouseTarget,
  migrate,
  MigrationError,
  postgresTarget,
  readMigrations,
  type AppliedMigration,
} from '../../stores/migrate.ts';
import { openEmbeddedPostgres, openServedPostgres, type Postgres } from '../../stores/postgres.ts';
import { listDeclared } from '../../intake/sources/queries.ts';
import { unitsOfHome } from '../../county/home.ts';
import { evidenceFolderOf } from '../../evidence/folder.ts';
import { findCatalogue, listUnits } from '../../county/queries.ts';
import { readClock, viewOfClock } from '../../observations/clock.ts';
import { findStaleCopies } from '../../observations/kept-copies.ts';
import { findStandingBreaks } from '../../observations/standing-breaks.ts';
import { listExpected } from '../../integrity/batches.ts';
import { lookAtClickHouse, lookAtPostgres } from '../../integrity/look.ts';
import { listExpectedRuns } from '../../integrity/runs.ts';
import type { Expected, Guards, StoreAnswer, StoreKey } from './store-answer.ts';

const config = parseConfig(process.env);

async function openIn(store: StoreKey): Promise<StoreAnswer> {
  const url = store === 'clickhouse' ? config.clickhouseUrl : config.databaseUrl;
  if (url !== undefined || existsSync(path.join(config.dataDir, store))) {
    const lock = url === undefined ? lockDataDir(config.dataDir) : null;
    const answer = await describe[store](config);
    lock?.release();
    return { ...answer, empty: false };
  }
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-doctor-'));
  try {
    return { ...(await describe[store]({ ...config, dataDir })), empty: true };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const describe = {
  clickhouse: async ({ clickhouseUrl, dataDir }: Config) => {
    const clickhouse = clickhouseUrl
      ? openServedClickHouse(clickhouseUrl)
      : await openEmbeddedClickHouse(path.join(dataDir, 'clickhouse'));
    const tables = await clickhouse.rows(
      "SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 'schema_migration'",
    );
    const applied = tables.length > 0 ? await clickHouseTarget(clickhouse).applied() : [];
    const level = await compare(store, applied);
    const isLevel = level.applied > 0 && level.pending.length === 0;
    const { guards, expected } = readTold();
    const damage = isLevel && expected !== null ? await lookAtClickHouse(clickhouse, expected) : null;
    // Of files that are broken nothing else is read.
    const isReadable = isLevel && !(damage ?? []).some(({ of, state }) => of === 'parts' && state === 'damaged');
    const breaks =
      isReadable && guards !== null
        ? await findStandingBreaks(clickhouse, guards, { units: guards.units, asOf: new Date(), limit: 20 })
        : null;
    const { years, supply } = isReadable ? await findStaleCopies(clickhouse) : { years: [], supply: false };
    await clickhouse.close();
    return {
      ...level,
      county: null,
      audit: null,
      guards: null,
      breaks,
      stale: isReadable ? { years: [...years], supply } : null,
      expected: null,
      damage,
    };
  },

  postgres: async (own: Config) => {
    const { databaseUrl, dataDir } = own;
    const postgres = databaseUrl
      ? await openServedPostgres(databaseUrl)
      : await openEmbeddedPostgres(path.join(dataDir, 'postgres'));
    const { rows } = await sql<{ there: boolean }>`SELECT to_regclass('schema_migration') IS NOT NULL AS there`.execute(
      postgres.db,
    );
    const applied = rows[0]?.there ? await postgresTarget(postgres).applied() : [];
    const level = await compare(store, applied);
    const isLevel = level.applied > 0 && level.pending.length === 0;
    const county = isLevel ? await describeCounty(postgres) : null;
    const [head = null, ...earlier] = readHeads(dataDir);
    const audit = isLevel ? await verifyTrail(postgres, head, earlier) : null;
    const catalogue = isLevel ? await findCatalogue(postgres) : null;
    const units = isLevel ? unitsOfHome(await listUnits(postgres)).map(({ code }) => code) : [];
    const guards = catalogue && { measures: catalogue.document.measures, pairs: catalogue.document.pairs ?? [], units };
    const expected = isLevel ? { batches: await listExpected(postgres), runs: await listRuns(postgres) } : null;
    const damage = isLevel ? await lookAtPostgres(evidenceFolderOf(own), postgres) : null;
    await postgres.close();
    return { ...level, county, audit, guards, breaks: null, stale: null, expected, damage };
  },
};

/** The runner's own rules, with nothing applied. */
async function compare(store: StoreKey, rows: AppliedMigration[]) {
  const files = readMigrations(path.join(import.meta.dirname, '../../stores/migrations', store));
  const target = { applied: async () => rows, apply: async () => undefined };
  try {
    const pending = await migrate(target, files);
    return { applied: files.length - pending.length, pending, mismatch: null };
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    return { applied: 0, pending: [], mismatch: error.message };
  }
}

async function describeCounty(postgres: Postgres): Promise<StoreAnswer['county']> {
  const { db } = postgres;
  const standings = await db.selectFrom('batch').select('standing').distinct().orderBy('standing').execute();
  const sources = await listDeclared(postgres);
  return {
    standings: standings.map(({ standing }) => standing),
    clock: viewOfClock(await readClock(db, new Date())),
    sources: sources.map(({ declaration: { code, name, simulated, address } }) => ({
      code,
      name: name.en,
      simulated,
      address,
    })),
  };
}

/** The shape in which it goes to the other process: with nothing in it that cannot be changed. */
const listRuns = async (postgres: Postgres): Promise<Expected['runs']> =>
  (await listExpectedRuns(postgres)).map(({ rows, ...run }) => ({ ...run, rows: rows && [...rows] }));

/** What the other store's process said: what values may be, and what should be here. */
function readTold(): { guards: Guards | null; expected: Expected | null } {
  const file = process.argv[3];
  if (file === undefined) return { guards: null, expected: null };
  return JSON.parse(readFileSync(file, 'utf8')) as { guards: Guards | null; expected: Expected | null };
}

const store = process.argv[2] === 'clickhouse' ? 'clickhouse' : 'postgres';
process.stdout.write(`${JSON.stringify(await openIn(store))}\n`);
