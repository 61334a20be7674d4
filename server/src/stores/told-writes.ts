import { sql } from 'kysely';
import type { Postgres } from './postgres.ts';
import type { Database } from './tables.ts';
import type { Write } from './writes.ts';

/** What processes on one database tell each other over. */
export const CHANNEL = 'dangzhi';

/**
 * Tables whose writes no other process has to hear of: whoever reads them asks the store each time. Commits that tell
 * something wait for one another, and these are written by every call or every figure. A table that is new is told of.
 */
export const UNTOLD: ReadonlySet<string> = new Set<keyof Database>([
  'batch',
  'batch_content',
  'run_content',
  'pull_run',
  'quarantine',
  'scoring_owed',
  'progress',
  'clock_mark',
  'former_password',
  'password_attempt',
  'sign_in_attempt',
  'sign_in_place',
  'evidence',
  'audit_entry',
]);

const CHANGES = ['insert', 'update', 'delete'] as const;

/** Rows a statement wrote; one that wrote none tells nothing. */
const ROWS = { insert: 'NEW', update: 'NEW', delete: 'OLD' } as const;

/**
 * Has the database itself tell what is written to it, by whatever program, when it is committed and never before. Only
 * the first on the stores does this; repeating it changes nothing.
 */
export async function haveWritesTold(postgres: Pick<Postgres, 'db'>): Promise<void> {
  const told = await listTold(postgres);
  await postgres.db.transaction().execute(async (transaction) => {
    await sql`
      CREATE OR REPLACE FUNCTION tell_write() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM written) THEN
          PERFORM pg_notify(${sql.lit(CHANNEL)}, concat_ws(' ', 'write', TG_TABLE_NAME, lower(TG_OP), current_setting('application_name')));
        END IF;
        RETURN NULL;
      END $$`.execute(transaction);
    for (const table of told)
      for (const change of CHANGES) {
        await sql`DROP TRIGGER IF EXISTS ${sql.id(`tell_${change}`)} ON ${sql.id(table)}`.execute(transaction);
        await sql`
          CREATE TRIGGER ${sql.id(`tell_${change}`)} AFTER ${sql.raw(change)} ON ${sql.id(table)}
          REFERENCING ${sql.raw(ROWS[change])} TABLE AS written
          FOR EACH STATEMENT EXECUTE FUNCTION tell_write()`.execute(transaction);
      }
  });
}

/** Everything that is told of: what may have been written while nobody listened. */
export async function listEveryWrite(postgres: Pick<Postgres, 'db'>): Promise<Write[]> {
  return (await listTold(postgres)).flatMap((table) => CHANGES.map((change) => ({ table, change, isOthers: true })));
}

async function listTold({ db }: Pick<Postgres, 'db'>): Promise<string[]> {
  const tables = await db.introspection.getTables();
  return tables.filter(({ isView, name }) => !isView && !UNTOLD.has(name)).map(({ name }) => name);
}

/** The write another process made, as it is told; `null` for anything else, and for one of our own. */
export function writeToldIn(notice: string, ownName: string): Write | null {
  // Another program may have a name of several words, or none.
  const [, table, change = '', from] = /^write (\w+) (insert|update|delete) (.*)$/.exec(notice) ?? [];
  if (table === undefined || from === ownName) return null;
  return { table, change: change as Write['change'], isOthers: true };
}
