import type { TestProject } from 'vitest/node';

import { startClickHouse } from './clickhouse.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    clickhouseUrl: string;
    databaseUrl: string;
  }
}

/** Vitest's global setup of the project "server-served": one server of each kind for all of its files. */
export default async function serveStores(project: TestProject): Promise<() => Promise<void>> {
  const [clickhouse, postgres] = await Promise.all([startClickHouse(), startPostgres()]);
  project.provide('clickhouseUrl', clickhouse.url);
  project.provide('databaseUrl', postgres.url);
  return async () => {
    await Promise.all([clickhouse.stop(), postgres.stop()]);
  };
}
