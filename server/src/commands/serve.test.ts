import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { addMonths, lastFinishedMonth } from '@dangzhi/metrics';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFreePort } from '../../testing/served/server-process.ts';
import { lockDataDir } from '../stores/lock.ts';
import { runCli, startCli, type CliProcess } from '../../testing/cli.ts';
import { PATIENCE_MS } from '../../testing/patience.ts';

// `dangzhi serve` as a process of its own, without demo data: five published figures, on embedded stores.
let folder: string;
let dataDir: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-serve-'));
  dataDir = path.join(folder, 'data');
});
const started: CliProcess[] = [];
afterAll(async () => {
  // Only those of a test that failed are still there.
  for (const { child, ended } of started) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A server that may take its time on a busy machine. */

function start(env: Record<string, string>): CliProcess {
  const server = startCli(['serve'], env);
  started.push(server);
  return server;
}

async function serve(): Promise<{ server: CliProcess; origin: string; env: Record<string, string> }> {
  const env = { DATA_DIR: dataDir, DEMO: 'off', PORT: String(await findFreePort()), LOG_LEVEL: 'error' };
  const server = start(env);
  const [, origin = ''] = await server.until(/(http:\/\/\S+)\/wall/);
  // Printed last: from here on it only waits.
  await server.until(/Ctrl-C/);
  return { server, origin, env };
}

/** What `dangzhi doctor` says, by check. */
async function examine(env: Record<string, string>): Promise<Record<string, string>> {
  const { stdout } = await runCli(['doctor', '--json'], env);
  const { checks } = JSON.parse(stdout) as { checks: { name: string; state: string; found: string }[] };
  return Object.fromEntries(checks.map(({ name, state, found }) => [name, `${state}: ${found}`]));
}

const oneSentence = (stderr: string): string => {
  const lines = stderr.trim().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0]!;
};

// In this order: what it is asked while it runs, and how it ends.
describe('a server that runs', () => {
  let server: CliProcess;
  let origin: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    ({ server, origin, env } = await serve());
  });
  const readToken = () => readFileSync(path.join(dataDir, 'operator.token'), 'utf8').trim();

  it('answers who is known to it', async () => {
    expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({
      clickhouse: 'ok',
      postgres: 'ok',
      data: 'whole',
      damaged: [],
    });
    const token = readToken();
    expect(token.length).toBeGreaterThanOrEqual(32);
    // Nobody but its owner reads it.
    expect(statSync(path.join(dataDir, 'operator.token')).mode & 0o077).toBe(0);
    const address = `${origin}/api/v1/wall/overview?period=2022-12`;
    expect((await fetch(address)).status).toBe(401);
    expect((await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('is used by the command line', async () => {
    // The latest there can be: every month from it on is scored.
    const month = lastFinishedMonth(new Date());
    const said = await runCli(['report', 'XC-D29', 'formal-items', month, '12', '--reason', '复核'], env);
    expect([said.code, said.stderr]).toEqual([0, '']);
    expect(said.stdout).toMatch(/^Stored in batch [0-9a-f]{32} and scored\.\n$/);
    const again = await runCli(['report', 'XC-D29', 'formal-items', month, '12', '--reason', '复核', '--json'], env);
    expect(JSON.parse(again.stdout)).toMatchObject({ stored: 0, repeated: true });
    const left = await runCli(['report', 'XC-D29', 'formal-items', month, '13', '--reason', '复核', '--no-wait'], env);
    expect(left.stdout).toMatch(/^Stored in batch [0-9a-f]{32} and to be scored\.\n$/);
    const refused = await runCli(['report', 'NOBODY', 'formal-items', month, '12', '--reason', '复核'], env);
    expect(refused.code).toBe(1);
    expect(oneSentence(refused.stderr)).toBe(
      'report.refused: rows[0]：本县没有单位 NOBODY body.rows.0.unit NOBODY is no unit of this county',
    );
    expect(oneSentence((await runCli(['pull', 'none'], env)).stderr)).toBe(
      'source.unknown: 没有数据源 none There is no source none',
    );
  });

  it('holds what has to be looked at, and is told what became of it', async () => {
    const running = addMonths(lastFinishedMonth(new Date()), 1);
    const said = await runCli(['report', 'XC-D29', 'due-items', running, '40', '--reason', '月中'], env);
    expect([said.code, said.stdout]).toEqual([0, expect.stringContaining('waits for somebody to look at it')]);
    const { stdout } = await runCli(['pending', 'list'], env);
    expect(stdout).toContain(`XC-D29 due-items ${running}: 40, counting nothing\n  the period ends on `);
    const [id = ''] = stdout.split(' ');
    const returned = await runCli(['pending', 'return', id, '--reason', '月末再报'], env);
    expect(returned.stdout).toContain(`due-items ${running}: 40 is returned`);
    expect((await runCli(['pending', 'list'], env)).stdout).toBe('Nothing waits.\n');
    const refused = await runCli(['report', 'XC-D29', 'due-items', '2022-12', '12.5', '--reason', '复核'], env);
    expect([refused.code, oneSentence(refused.stderr)]).toEqual([1, expect.stringContaining('12.5 不是整数')]);
  });

  it('is what the doctor finds', async () => {
    const examined = await examine(env);
    expect([examined.lock, examined.port, examined.clickhouse, examined.postgres, examined.demo]).toEqual([
      `ok: held by process ${String(server.child.pid)}, the running server`,
      `ok: http://127.0.0.1:${env['PORT']}, by the running server`,
      'ok: answers the running server, which migrated it',
      'ok: answers the running server, which migrated it',
      'ok: DEMO=off, as the running server',
    ]);
  });

  it('keeps a second server off its directory', async () => {
    const second = await runCli(['serve'], { ...env, PORT: String(await findFreePort()) });
    expect(second.code).toBe(1);
    expect(oneSentence(second.stderr)).toContain(
      `The data directory ${dataDir} is in use by another process (process ${String(server.child.pid)}); stop it, or set DATA_DIR`,
    );
  });

  it('ends cleanly on Ctrl-C, with a wall still open', async () => {
    const token = readToken();
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
    const stream = request(`${origin}/api/v1/events`, { headers });
    const answered = once(stream, 'response');
    stream.on('error', () => undefined).end();
    await answered;

    server.child.kill('SIGINT');

    const { code, stdout, stderr } = await server.ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Stopped');
    expect(stdout).not.toContain(token);
    stream.destroy();
    // What it held is free, and nothing in it lets in others than its owner, whatever modes the stores ask for.
    lockDataDir(dataDir).release();
    const open = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isSymbolicLink())
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .filter((place) => (statSync(place).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    const alone = await examine({ ...env, DEMO: 'on' });
    expect([alone.lock, alone.demo]).toEqual([
      'ok: free: no server runs on this DATA_DIR',
      expect.stringMatching(/^fault: DEMO=on, stored: (?!.*demo)/),
    ]);
  });
});

it('what was stored and not yet scored when it was killed is scored by the next start', async () => {
  const { server, origin } = await serve();
  const headers = {
    authorization: `Bearer ${readFileSync(path.join(dataDir, 'operator.token'), 'utf8').trim()}`,
    'content-type': 'application/json',
  };
  const period = addMonths(lastFinishedMonth(new Date()), -24);
  const row = { unit: 'XC-D29', measure: 'formal-items', period, value: '321', reason: '复核' };
  const body = JSON.stringify({ standing: 'reported', rows: [row] });
  const answer = await (await fetch(`${origin}/api/v1/observations`, { method: 'POST', headers, body })).text();
  server.child.kill('SIGKILL');
  await server.ended;
  const { batch, scoring } = JSON.parse(answer) as { batch: string; scoring: string };
  expect(scoring).toBe('waiting');

  const next = await serve();
  const get = async <Body>(address: string): Promise<Body> =>
    (await (await fetch(`${next.origin}/api/v1${address}`, { headers })).json()) as Body;
  await vi.waitUntil(async () => (await get<{ scoring: string }>(`/batches/${batch}`)).scoring === 'done', PATIENCE_MS);
  expect(await get('/scoring')).toMatchObject({ batches: 0, since: null });
  const { items } = await get<{ items: object[] }>(`/observations?unit=XC-D29&measure=formal-items&period=${period}`);
  expect(items).toMatchObject([{ value: '321', batch, counts: true }]);
  next.server.child.kill('SIGTERM');
  expect((await next.server.ended).code).toBe(0);
});

describe('a server that cannot start says why in one sentence, and ends with 1', () => {
  it('its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runCli(['serve'], { DATA_DIR: dataDir, DEMO: 'off', PORT: String(port) });
    expect(oneSentence(stderr)).toBe(`Port ${port} on 127.0.0.1 is taken by another program; set PORT to a free one.`);
    expect(code).toBe(1);
    other.close();
  });

  it('its data directory cannot be one', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const { code, stderr } = await runCli(['serve'], { DATA_DIR: path.join(file, 'data'), DEMO: 'off', PORT: '0' });
    expect(oneSentence(stderr)).toContain('set DATA_DIR to one that is writable.');
    expect(code).toBe(1);
  });

  it.each([
    [{ PORT: 'web' }, 'PORT=web must be a whole number from 0 to 65535.'],
    [{ HOST: '192.0.2.1' }, 'HOST 192.0.2.1 is not an address of this machine.'],
  ])('%o does not fit', async (env, sentence) => {
    const { code, stderr } = await runCli(['serve'], { DATA_DIR: dataDir, DEMO: 'off', PORT: '0', ...env });
    expect(oneSentence(stderr)).toBe(sentence);
    expect(code).toBe(1);
  });

  it('a store does not answer', async () => {
    const closed = await findFreePort();
    const env = { DATA_DIR: dataDir, DEMO: 'off', PORT: '0', CLICKHOUSE_URL: `http://127.0.0.1:${closed}` };
    const { code, stderr } = await runCli(['serve'], env);
    expect(oneSentence(stderr)).toBe('ClickHouse does not answer; check CLICKHOUSE_URL.');
    expect(code).toBe(1);
  });
});

// On what an earlier start left, and with the other signal.
it('SIGTERM during the start closes what was opened', async () => {
  const server = start({ DATA_DIR: dataDir, DEMO: 'off', PORT: '0', LOG_LEVEL: 'error' });
  await server.until(/·/);
  server.child.kill('SIGTERM');
  const { code, stderr } = await server.ended;
  expect([code, stderr]).toEqual([0, '']);
  lockDataDir(dataDir).release();
});

describe('below the floor of free space', () => {
  const full = { DEMO: 'off', LOG_LEVEL: 'error', KEEP_FREE_MIB: '99999999' };

  it('a first start makes nothing and says why', async () => {
    const fresh = path.join(folder, 'fresh');
    const { code, stderr } = await runCli(['serve'], { ...full, DATA_DIR: fresh, PORT: '0' });
    expect(code).toBe(1);
    const lines = stderr.trim().split('\n');
    expect(lines.at(-1)).toMatch(
      /^The disk of DATA_DIR has \d+ MiB free and 99999999 MiB are to stay free; nothing new/,
    );
    expect(readdirSync(fresh).filter((name) => !name.startsWith('lock'))).toEqual([]);
  });

  it('what is there is served, and nothing new is taken', async () => {
    const server = start({ ...full, DATA_DIR: dataDir, PORT: String(await findFreePort()) });
    const [, origin = ''] = await server.until(/(http:\/\/\S+)\/wall/);
    const authorization = `Bearer ${readFileSync(path.join(dataDir, 'operator.token'), 'utf8').trim()}`;
    const ranking = `${origin}/api/v1/rankings?scheme=XC-DEPARTMENT&period=2022-12`;
    expect((await fetch(ranking, { headers: { authorization } })).status).toBe(200);
    const headers = { authorization, 'content-type': 'application/json' };
    const refused = await fetch(`${origin}/api/v1/observations`, { method: 'POST', headers, body: '{}' });
    expect([refused.status, await refused.json()]).toMatchObject([507, { code: 'disk.full' }]);
    server.child.kill('SIGTERM');
    const { code, stderr } = await server.ended;
    expect(code).toBe(0);
    expect(oneSentence(stderr)).toContain('nothing new is taken');
  });
});
