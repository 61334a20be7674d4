import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import type { ClickHouse } from './clickhouse.ts';
import type { Postgres } from './postgres.ts';

export interface Migration {
  readonly id: number;
  readonly name: string;
  /** SHA-256 of the file as it is. */
  readonly checksum: string;
  /** Statements, in order; in the file a line of `--;` stands between two. */
  readonly statements: readonly string[];
}

export interface AppliedMigration {
  readonly id: number;
  readonly name: string;
  readonly checksum: string;
}

/** What a store offers to the runner. */
export interface MigrationTarget {
  applied(): Promise<AppliedMigration[]>;
  /** Applies them in order. */
  apply(migrations: readonly Migration[]): Promise<void>;
}

export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Reads the numbered `.sql` files of a folder.
 *
 * @throws MigrationError on a name that is not `NNNN_name.sql`, and on a gap in the numbers
 */
export function readMigrations(folder: string): Migration[] {
  const migrations = readdirSync(folder)
    .sort()
    .map((file) => {
      const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file);
      if (!match) throw new MigrationError(`${file} is not a migration; name it NNNN_name.sql`);
      const text = readFileSync(path.join(folder, file), 'utf8');
      return {
        id: Number(match[1]),
        name: match[2] as string,
        checksum: createHash('sha256').update(text).digest('hex'),
        statements: text.split(/^--;$/m).map((statement) => statement.trim().replace(/;$/, '')),
      };
    });
  migrations.forEach(({ id, name }, index) => {
    if (id !== index + 1)
      throw new MigrationError(`migration ${name} has number ${id} where ${index + 1} is due; close the gap`);
  });
  return migrations;
}

/**
 * Brings a store up to date: checks that what was applied is still there unchanged and in order,
 * then applies what is new.
 *
 * @returns names of the migrations applied now
 * @throws MigrationError when an applied file was changed, is missing, or has another name
 */
export async function migrate(target: MigrationTarget, migrations: readonly Migration[]): Promise<string[]> {
  const pending = await findPending(target, migrations);
  if (pending.length > 0) await target.apply(pending);
  return pending.map(({ name }) => name);
}

/**
 * The migrations that are not applied yet.
 *
 * @throws MigrationError as {@link migrate}
 */
export async function findPending(target: MigrationTarget, migrations: readonly Migration[]): Promise<Migration[]> {
  const applied = (await target.applied()).sort((a, b) => a.id - b.id);
  applied.forEach((row, index) => {
    const file = migrations[index];
    if (row.id !== index + 1)
      throw new MigrationError(`migration ${index + 1} was never applied although ${row.name} (${row.id}) was`);
    if (file === undefined)
      throw new MigrationError(
        `migration ${row.id} (${row.name}) was applied by a later version of this program, and its file is missing here: ` +
          'start that version or a later one, or restore a backup that was made before the upgrade into an empty directory',
      );
    if (file.name !== row.name || file.checksum !== row.checksum) {
      throw new MigrationError(
        `migration ${row.id} (${row.name}) was changed after it was applied; restore the file and write a new one`,
      );
    }
  });
  return migrations.slice(applied.length);
}

/** A statement with a place for this is run once for each year there is any observation of, the earliest first. */
const EACH_YEAR = '{year:UInt16}';

/**
 * ClickHouse has no transactions over DDL: every statement must be repeatable (`IF NOT EXISTS`), for a start that is cut
 * short runs the whole file again.
 *
 * @param tell told of each step of what may take long
 */
export function clickHouseTarget(
  clickhouse: ClickHouse,
  tell: (step: string) => void = () => undefined,
): MigrationTarget {
  const run = async (name: string, statement: string): Promise<void> => {
    if (!statement.includes(EACH_YEAR)) return clickhouse.command(statement);
    const years = await clickhouse.rows<{ year: number }>(
      'SELECT DISTINCT toYear(period) AS year FROM observation ORDER BY year',
    );
    for (const { year } of years) {
      tell(`${name} ${year}`);
      await clickhouse.command(statement, { year });
    }
  };
  return {
    applied: async () => {
      // On the disk row by row, as migration 5 has it of the others: a start refuses a list with a gap.
      await clickhouse.command(
        `CREATE TABLE IF NOT EXISTS schema_migration (id UInt32, name String, checksum String)
         ENGINE = ReplacingMergeTree
         ORDER BY id
         SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1`,
      );
      return clickhouse.rows<AppliedMigration>('SELECT id, name, checksum FROM schema_migration FINAL ORDER BY id');
    },
    apply: async (migrations) => {
      for (const { id, name, checksum, statements } of migrations) {
        for (const statement of statements) await run(name, statement);
        await clickhouse.insert('schema_migration', [{ id, name, checksum }]);
      }
    },
  };
}

/** Migrations of PostgreSQL and their records are one transaction: all of an upgrade, or nothing of it. */
export function postgresTarget({ db }: Postgres): MigrationTarget {
  return {
    applied: async () => {
      await sql`CREATE TABLE IF NOT EXISTS schema_migration (id integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL)`.execute(
        db,
      );
      const { rows } = await sql<AppliedMigration>`SELECT id, name, checksum FROM schema_migration ORDER BY id`.execute(
        db,
      );
      return rows;
    },
    apply: async (migrations) => {
      await db.transaction().execute(async (transaction) => {
        for (const { id, name, checksum, statements } of migrations) {
          for (const statement of statements) await sql.raw(statement).execute(transaction);
          await sql`INSERT INTO schema_migration (id, name, checksum) VALUES (${id}, ${name}, ${checksum})`.execute(
            transaction,
          );
        }
      });
    },
  };
}
