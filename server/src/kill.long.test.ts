import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { killAgain, killAgainEmbedded, type Aftermath } from '../testing/blows/cases.ts';
import { differencesOf } from '../testing/blows/kept.ts';
import { openPassedSeeds } from '../testing/blows/passed-seeds.ts';
import { startBlownServer, type Keeps } from '../testing/blows/server.ts';
import { startClickHouse } from '../testing/served/clickhouse.ts';
import { startPostgres } from '../testing/served/postgres.ts';
import type { TestServer } from '../testing/served/server-process.ts';
import { openServedClickHouse } from './stores/clickhouse.ts';
import { openServedPostgres } from './stores/postgres.ts';

// 200 SIGKILLs at random moments of mixed load, on embedded and on served stores: nothing that was acknowledged is lost,
// nothing is there twice, and the scores are those of a server that was never killed.
const CHAINS = 10;
const KILLS = 10;
const seeds = (name: string): string[] => Array.from({ length: CHAINS }, (_, seed) => `${name}-${seed}`);

const passed = openPassedSeeds(inject('templateCache'), 'kills');
afterAll(() => process.stdout.write(`kills: ${JSON.stringify(passed.totals())}\n`));

function expectUnharmed(aftermath: Aftermath): void {
  expect(aftermath.kept.lost).toEqual([]);
  expect(aftermath.kept.doubled).toBe(0);
  expect(differencesOf(aftermath)).toEqual([]);
}

const note = (seed: string, { acknowledged, kept }: Aftermath): void =>
  passed.note(seed, { kills: KILLS, acknowledged: acknowledged.length, reports: kept.reports.length });

it.each(seeds('embedded'))('%s', async (seed) => {
  if (passed.has(seed)) return;
  const aftermath = await killAgainEmbedded(seed, KILLS);
  expectUnharmed(aftermath);
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

  /** Databases of their own, with a county that was founded. */
  async function found(): Promise<Keeps> {
    const database = `k_${randomBytes(6).toString('hex')}`;
    const [clickhouse, postgres] = [openServedClickHouse(servers[0].url), await openServedPostgres(servers[1].url)];
    await clickhouse.command(`CREATE DATABASE ${database}`);
    await sql.raw(`CREATE DATABASE ${database}`).execute(postgres.db);
    await Promise.all([clickhouse.close(), postgres.close()]);
    const at = (url: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).toString();
    const keeps = {
      dataDir: path.join(folder, database),
      clickhouseUrl: at(servers[0].url),
      databaseUrl: at(servers[1].url),
    };
    const server = await startBlownServer(keeps);
    await server.stop();
    return keeps;
  }

  it.each(seeds('served'))('%s', async (seed) => {
    if (passed.has(seed)) return;
    const aftermath = await killAgain(seed, KILLS, { harmed: await found(), unharmed: await found() });
    expectUnharmed(aftermath);
    note(seed, aftermath);
  });
});
