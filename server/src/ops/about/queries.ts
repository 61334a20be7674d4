import { sql } from 'kysely';
import type { Stores } from '../../stores/index.ts';

/** `null` while it does not answer. */
export const versionOfClickHouse = async ({ clickhouse }: Stores): Promise<string | null> => {
  const rows = await clickhouse.rows<{ version: string }>('SELECT version() AS version').catch(() => []);
  return rows[0]?.version ?? null;
};

/** `null` while it does not answer. */
export const versionOfPostgres = async ({ postgres }: Stores): Promise<string | null> => {
  const answer = await sql<{ server_version: string }>`SHOW server_version`.execute(postgres.db).catch(() => null);
  return answer?.rows[0]?.server_version ?? null;
};
