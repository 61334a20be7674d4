import path from 'node:path';
import { openEmbeddedClickHouse } from '../server/src/stores/clickhouse.ts';
import { openEmbeddedPostgres } from '../server/src/stores/postgres.ts';

// The least a start can do: both engines on the data that is there, each asked whether it is.
const [, , dataDir = ''] = process.argv;
const stores = await Promise.all([
  openEmbeddedClickHouse(path.join(dataDir, 'clickhouse')),
  openEmbeddedPostgres(path.join(dataDir, 'postgres')),
]);
await Promise.all(stores.map((store) => store.ping()));
process.stdout.write('ready\n');
for (const store of stores) await store.close();
