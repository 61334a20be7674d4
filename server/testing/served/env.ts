// Runs in each test process of the project "server-served": what the server reads its configuration from.
import { inject } from 'vitest';

process.env['CLICKHOUSE_URL'] = inject('clickhouseUrl');
process.env['DATABASE_URL'] = inject('databaseUrl');
