import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClickHouse } from '../../server/testing/served/clickhouse.ts';
import { startPostgres } from '../../server/testing/served/postgres.ts';
import { findFreePort, type TestServer } from '../../server/testing/served/server-process.ts';
import type { Environment } from './compose.fixture.ts';
import { confine, whyNotConfined } from './confined.fixture.ts';
import { layOutProgram } from './opt.fixture.ts';
import { start, type Started } from './started.fixture.ts';
import { readUnit, type Unit } from './unit.fixture.ts';

// What the units of deploy/ set, without systemd: the same environment, the same command, and what it may not do.
let folder: string;
let started: Started | null = null;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-unit-'));
  layOutProgram(path.join(folder, 'opt'));
});
afterAll(() => {
  started?.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Made as systemd makes them. */
function makeStateFolders(unit: Unit): void {
  for (const name of unit.one('StateDirectory')?.split(' ') ?? [])
    mkdirSync(path.join(folder, name), {
      recursive: true,
      mode: Number.parseInt(unit.one('StateDirectoryMode') ?? '', 8),
    });
}

/** The disk of whoever runs the tests may be nearly full. */
const ofTheTests = { KEEP_FREE_MIB: '0' };

function tell(file: string, instead: Environment, environment: Environment): void {
  const lines = Object.entries(instead).map(([name, value]) => `  ${name}: ${environment[name] ?? ''} -> ${value}\n`);
  process.stdout.write(`deploy/${file}, instead of what it sets:\n${lines.join('')}`);
}

async function startUnit(
  file: string,
  more: Environment,
  before: (unit: Unit) => readonly string[] = () => [],
): Promise<Started> {
  const port = String(await findFreePort());
  const unit = readUnit(file, port);
  makeStateFolders(unit);
  const moved = Object.entries(unit.environment).filter(([, value]) => value.startsWith('/var/lib/'));
  const places = Object.fromEntries(moved.map(([name, value]) => [name, value.replace('/var/lib', folder)]));
  const instead = { ...places, PORT: port, ...more };
  tell(file, instead, unit.environment);
  const command = (unit.one('ExecStart') ?? '').replace('/opt/dangzhi', path.join(folder, 'opt')).split(' ');
  started = await start([...before(unit), ...command], { ...unit.environment, ...instead, ...ofTheTests });
  return started;
}

async function expectReady({ origin }: Started): Promise<void> {
  const answer = await fetch(`${origin}/readyz`);
  expect([answer.status, await answer.json()]).toMatchObject([200, { clickhouse: 'ok', postgres: 'ok' }]);
}

const secondsToStop = (file: string): number => Number(readUnit(file).one('TimeoutStopSec'));

const why = whyNotConfined();
if (why !== null) process.stderr.write(`\n  ! deploy/dangzhi.service was started without what it forbids: ${why}\n\n`);

it.runIf(why === null)('what is forbidden fails here or is noted', () => {
  const [state, watch] = ['control/state', 'control/watch'].map((name) => path.join(folder, name)) as [string, string];
  for (const place of [state, watch]) mkdirSync(place, { recursive: true, mode: 0o700 });
  const { before, readRefused } = confine(readUnit('dangzhi.service'), state, watch);
  const [program = '', ...args] = before;
  const run = (command: string) => spawnSync(program, [...args, 'sh', '-c', command], { encoding: 'utf8' }).status;
  expect(run(`touch ${state}/own`)).toBe(0);
  expect(readRefused()).toEqual([]);
  expect(run('touch /etc/foreign')).not.toBe(0);
  expect(readRefused()).toEqual([]);
  expect(run('chroot / true')).not.toBe(0);
  expect(readRefused()).toEqual(['chroot']);
  expect(run(`perl -e 'use Socket; socket(my $s, 17, SOCK_RAW, 0)'`)).toBe(0);
  expect(readRefused()).toEqual(['socket AF_PACKET']);
});

it('dangzhi.service starts with embedded stores under what it forbids, and ends by itself', async () => {
  const watch = path.join(folder, 'watch');
  mkdirSync(watch);
  let readRefused = (): string[] => [];
  const server = await startUnit('dangzhi.service', {}, (unit) => {
    if (why !== null) return [];
    const confinement = confine(unit, path.join(folder, 'dangzhi'), watch);
    readRefused = confinement.readRefused;
    return confinement.before;
  });
  await expectReady(server);
  expect(statSync(path.join(folder, 'dangzhi')).mode & 0o777).toBe(0o700);
  expect(await server.end('SIGTERM', secondsToStop('dangzhi.service'))).toBe(0);
  expect(readRefused()).toEqual([]);
});

describe('on servers', () => {
  let servers: readonly [TestServer, TestServer];
  beforeAll(async () => {
    servers = await Promise.all([startClickHouse(), startPostgres()]);
  });
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  it('dangzhi@.service starts twice on one pair of stores, and both end by themselves', async () => {
    const stores = { CLICKHOUSE_URL: servers[0].url, DATABASE_URL: servers[1].url };
    const both = [await startUnit('dangzhi@.service', stores), await startUnit('dangzhi@.service', stores)];
    for (const server of both) await expectReady(server);
    const seconds = secondsToStop('dangzhi@.service');
    expect(await Promise.all(both.map((server) => server.end('SIGTERM', seconds)))).toEqual([0, 0]);
  });
});
