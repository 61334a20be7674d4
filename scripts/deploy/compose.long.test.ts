import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startClickHouse } from '../../server/testing/served/clickhouse.ts';
import { findPostgres } from '../../server/testing/served/find-postgres.ts';
import { startPostgres } from '../../server/testing/served/postgres.ts';
import { findFreePort, type TestServer } from '../../server/testing/served/server-process.ts';
import { DEPLOY, readCompose, secondsOf, type ComposeService, type Environment } from './compose.fixture.ts';
import { layOutProgram } from './opt.fixture.ts';
import { start, type Started } from './started.fixture.ts';

// What deploy/compose.yaml sets, on programs that are installed here: its PostgreSQL as its image makes and starts it, a
// ClickHouse of the same version, and both API processes with exactly their environment. What stands for what is printed.
const compose = readCompose({ POSTGRES_PASSWORD: 'aaa', CLICKHOUSE_PASSWORD: 'bbb' });
const service = (name: string): ComposeService => compose.services[name]!;

let folder: string;
let command: string;
let postgres: TestServer;
let clickhouse: TestServer;
const running: Started[] = [];
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-compose-'));
  command = layOutProgram(path.join(folder, 'opt'));
  const { environment, command: postgresCommand = [] } = service('postgres');
  expect(environment['POSTGRES_DB']).toBe(environment['POSTGRES_USER']);
  [postgres, clickhouse] = await Promise.all([
    startPostgres({
      role: { name: environment['POSTGRES_USER']!, password: environment['POSTGRES_PASSWORD']! },
      cluster: environment['POSTGRES_INITDB_ARGS']!.split(' '),
      settings: postgresCommand.slice(1),
    }),
    startClickHouse(),
  ]);
  await ask(`CREATE DATABASE ${service('clickhouse').environment['CLICKHOUSE_DB']!}`);
}, 120_000);
afterAll(async () => {
  for (const one of running) one.child.kill('SIGKILL');
  await Promise.all([postgres.stop(), clickhouse.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function ask(query: string): Promise<string> {
  const answer = await fetch(clickhouse.url, { method: 'POST', body: query });
  if (!answer.ok) throw new Error(await answer.text());
  return await answer.text();
}

const yaml = (file: string): unknown => parse(readFileSync(path.join(DEPLOY, 'clickhouse', file), 'utf8'));
const { default: profile } = (yaml('users.yaml') as { profiles: { default: Environment } }).profiles;

it('sets what the engine knows, in the version of its image', async () => {
  const [, version = ''] = service('clickhouse').image.split(':');
  expect((await ask('SELECT version()')).startsWith(`${version}.`)).toBe(true);
  const known = async (table: string) => new Set((await ask(`SELECT name FROM system.${table}`)).split('\n'));
  const settings = await known('settings');
  expect(Object.keys(profile).filter((name) => !settings.has(name))).toEqual([]);
  const ofServer = await known('server_settings');
  const given = Object.entries(yaml('server.yaml') as object).filter(([, value]) => typeof value !== 'object');
  expect(given.map(([name]) => name).filter((name) => !ofServer.has(name))).toEqual([]);
});

/** The environment of a service with the places of this machine, and what was put in place of what. */
function here({ environment, volumes }: ComposeService, port: string): Environment {
  const database = new URL(environment['DATABASE_URL']!);
  const { hostname, port: postgresPort } = new URL(postgres.url);
  Object.assign(database, { hostname, port: postgresPort });
  // The engine in this process knows no users; what the profile sets, it is told with every query.
  const url = new URL(environment['CLICKHOUSE_URL']!);
  Object.assign(url, { host: new URL(clickhouse.url).host, username: '', password: '' });
  for (const [name, value] of Object.entries(profile))
    url.searchParams.set(`clickhouse_setting_${name}`, String(value));
  const instead: Record<string, string> = {
    HOST: '127.0.0.1',
    PORT: port,
    DATABASE_URL: database.href,
    CLICKHOUSE_URL: url.href,
  };
  for (const volume of volumes) {
    const [name = '', target] = volume.split(':');
    const [variable] = Object.entries(environment).find(([, value]) => value === target) ?? [];
    const place = path.join(folder, 'volumes', name);
    mkdirSync(place, { recursive: true, mode: 0o700 });
    if (variable !== undefined) instead[variable] = place;
  }
  const told = Object.entries(instead).map(([name, value]) => `  ${name}: ${environment[name] ?? ''} -> ${value}\n`);
  process.stdout.write(`deploy/compose.yaml, instead of what it sets:\n${told.join('')}`);
  return { ...environment, ...instead, ...ofTheTests };
}

/** The disk of whoever runs the tests may be nearly full, and has the sources compiled. */
const ofTheTests = { KEEP_FREE_MIB: '0', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '' };

/** The health check of a service, with the program and the port that stand for its own; `null` where it is not installed. */
function healthOf(name: string, port: string, programs: Readonly<Record<string, string>> = {}): number | null {
  const [, program, ...args] = service(name).healthcheck.test;
  const { error, status } = spawnSync(
    programs[program] ?? program,
    args.map((word) => word.replace(/(127\.0\.0\.1:|--port=)\d+/, `$1${port}`)),
  );
  if (error === undefined) return status;
  process.stderr.write(`\n  ! ${program} is not here: the health check of ${name} was not run.\n\n`);
  return null;
}

const portOf = ({ url }: { url: string }): string => new URL(url).port;

it('asks each store for its health by a command that says yes to one that runs, and no to none', async () => {
  const nobody = String(await findFreePort());
  const installed = { pg_isready: path.join(findPostgres()!, 'pg_isready') };
  if (spawnSync(installed.pg_isready, ['--version']).error !== undefined) installed.pg_isready = 'pg_isready';
  for (const [name, server] of [['postgres', postgres] as const, ['clickhouse', clickhouse] as const]) {
    const codes = [healthOf(name, portOf(server), installed), healthOf(name, nobody, installed)];
    if (codes[0] !== null) expect([name, codes[0] === 0, codes[1] === 0]).toEqual([name, true, false]);
  }
});

it('starts both processes, which are ready, and end by themselves when they are asked to', async () => {
  for (const name of ['dangzhi-1', 'dangzhi-2']) {
    const port = String(await findFreePort());
    const environment = here(service(name), port);
    const node = { '/opt/dangzhi/node/bin/node': path.join(folder, 'opt/node/bin/node') };
    expect(healthOf(name, port, node)).toBe(1);
    // As in the image: the command of the package with `serve`.
    running.push(await start([command, 'serve'], environment));
    expect(healthOf(name, port, node)).toBe(0);
  }
  for (const { origin, printed } of running) {
    const answer = await fetch(`${origin}/readyz`);
    expect([answer.status, await answer.json()]).toMatchObject([200, { clickhouse: 'ok', postgres: 'ok' }]);
    // Nothing is told of settings under which something acknowledged could be lost, nor of anything else.
    expect(
      printed()
        .split('\n')
        .filter((line) => line.includes('  ! ')),
    ).toEqual([]);
  }
  const { stop_signal: signal, stop_grace_period: span } = service('dangzhi-1');
  expect(await Promise.all(running.map((one) => one.end(signal, secondsOf(span))))).toEqual([0, 0]);
}, 240_000);
