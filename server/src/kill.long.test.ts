import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { killAgain, killAgainEmbedded, type Aftermath } from '../testing/blows/cases.ts';
import { expectWhole } from '../testing/blows/expect-whole.ts';
import { openPassedSeeds } from '../testing/blows/passed-seeds.ts';
import { foundOnServers } from '../testing/blows/on-servers.ts';
import type { Keeps } from '../testing/blows/server.ts';
import { startClickHouse } from '../testing/served/clickhouse.ts';
import { startPostgres } from '../testing/served/postgres.ts';
import type { TestServer } from '../testing/served/server-process.ts';

// 200 SIGKILLs at random moments of mixed load, on embedded and on served stores: nothing that was acknowledged is lost,
// nothing is there twice, and the scores are those of a server that was never killed.
const CHAINS = 10;
const KILLS = 10;
const seeds = (name: string): string[] => Array.from({ length: CHAINS }, (_, seed) => `${name}-${seed}`);

const passed = openPassedSeeds(inject('templateCache'), 'kills');
afterAll(() => process.stdout.write(`kills: ${JSON.stringify(passed.totals())}\n`));

const note = (seed: string, { acknowledged, kept }: Aftermath): void =>
  passed.note(seed, { kills: KILLS, acknowledged: acknowledged.length, reports: kept.reports.length });

it.each(seeds('embedded'))('%s', async (seed) => {
  if (passed.has(seed)) return;
  const aftermath = await killAgainEmbedded(seed, KILLS);
  expectWhole(aftermath, seed);
  note(seed, aftermath);
});

describe('on served stores', () => {
  let servers: readonly [TestServer, TestServer];
  let folder: string;
  beforeAll(async () => {
    servers = await Promise.all([startClickHouse(), startPostgres()]);
    folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-killed-'));
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const found = (): Promise<Keeps> => foundOnServers(servers, folder);

  it.each(seeds('served'))('%s', async (seed) => {
    if (passed.has(seed)) return;
    const aftermath = await killAgain(seed, KILLS, { harmed: await found(), unharmed: await found() });
    expectWhole(aftermath, seed);
    note(seed, aftermath);
  });
});
