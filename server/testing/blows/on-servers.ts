import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { sql } from 'kysely';
import { openServedClickHouse } from '../../src/stores/clickhouse.ts';
import { openServedPostgres } from '../../src/stores/postgres.ts';
import type { TestServer } from '../served/server-process.ts';
import { startBlownServer, type Keeps } from './server.ts';

/**
 * Databases of their own on two servers, with a county that was founded.
 *
 * @param folder where its data directory is made
 */
export async function foundOnServers(
  [clickhouseServer, postgresServer]: readonly [clickhouse: TestServer, postgres: TestServer],
  folder: string,
): Promise<Keeps> {
  const database = `k_${randomBytes(6).toString('hex')}`;
  const [clickhouse, postgres] = [
    openServedClickHouse(clickhouseServer.url),
    await openServedPostgres(postgresServer.url),
  ];
  await clickhouse.command(`CREATE DATABASE ${database}`);
  await sql.raw(`CREATE DATABASE ${database}`).execute(postgres.db);
  await Promise.all([clickhouse.close(), postgres.close()]);
  const at = (url: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).toString();
  const keeps = {
    dataDir: path.join(folder, database),
    clickhouseUrl: at(clickhouseServer.url),
    databaseUrl: at(postgresServer.url),
  };
  const server = await startBlownServer(keeps);
  await server.stop();
  return keeps;
}
