import { sql } from 'kysely';
import type { Postgres } from '../stores/index.ts';

/**
 * Tables of PostgreSQL of which not every row can be read.
 *
 * @param signal ends it between two of them
 */
export async function findUnreadableTables({ db }: Postgres, signal?: AbortSignal): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename`.execute(db);
  const unreadable: string[] = [];
  for (const { name } of tables) {
    signal?.throwIfAborted();
    try {
      await sql`SELECT sum(length(whole::text)) FROM ${sql.table(name)} AS whole`.execute(db);
    } catch {
      unreadable.push(name);
    }
  }
  return unreadable;
}
