import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { stopStores } from '../testing/blows/cases.ts';
import { expectWhole } from '../testing/blows/expect-whole.ts';
import { foundOnServers } from '../testing/blows/on-servers.ts';
import { openPassedSeeds } from '../testing/blows/passed-seeds.ts';
import { startClickHouse } from '../testing/served/clickhouse.ts';
import { startPostgres } from '../testing/served/postgres.ts';
import type { TestServer } from '../testing/served/server-process.ts';

// A real server under a load of reports, files, accounts and pages, while its PostgreSQL and then its ClickHouse are
// stopped and started again: refused in words meanwhile, going on by itself after, and nothing acknowledged is lost.
const SEEDS = ['away-0', 'away-1', 'away-2', 'away-3'];

const passed = openPassedSeeds(inject('templateCache'), 'stores-away');
let servers: readonly [TestServer, TestServer];
let folder: string;
beforeAll(async () => {
  servers = await Promise.all([startClickHouse(), startPostgres()]);
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-away-'));
});
afterAll(async () => {
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`stores away: ${JSON.stringify(passed.totals())}\n`);
});

it.each(SEEDS)('%s', async (seed) => {
  if (passed.has(seed)) return;
  const [harmed, unharmed] = [await foundOnServers(servers, folder), await foundOnServers(servers, folder)];
  const { absences, stream, ...aftermath } = await stopStores(seed, servers, { harmed, unharmed });

  const words = {
    PostgreSQL: { clickhouse: 'ok', postgres: 'down' },
    ClickHouse: { clickhouse: 'down', postgres: 'ok' },
  };
  for (const { store, ready, notDone, after } of absences) {
    expect(ready).toEqual({ status: 503, ...words[store] });
    // What a caller did wrong, or was known already, is no matter of the store.
    const failed = notDone.filter(({ status }) => status === 0 || status >= 500);
    expect(failed.filter(({ reason }) => reason !== `503 store.down ${store}`)).toEqual([]);
    expect(failed.filter(({ retryAfter }) => !/^[1-9]\d*$/.test(retryAfter ?? ''))).toEqual([]);
    expect(failed.length).toBeGreaterThanOrEqual(20);
    expect(after).toBeGreaterThanOrEqual(10);
  }
  expect(stream.hasEnded).toBe(false);
  expect(stream.events).toContain('scored');

  expectWhole(aftermath, seed);
  passed.note(seed, {
    absences: absences.length,
    refused: absences.reduce((sum, { notDone }) => sum + notDone.length, 0),
    acknowledged: aftermath.acknowledged.length,
    reports: aftermath.kept.reports.length,
  });
});
