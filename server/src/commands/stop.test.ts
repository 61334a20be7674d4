import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCli, type CliProcess } from '../../testing/cli.ts';
import { publishedTemplate } from '../../testing/published-county.ts';
import { findFreePort } from '../../testing/served/server-process.ts';

// `dangzhi serve` told to end while it is asked, listened to and written to from all sides.
let folder: string;
let dataDir: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-stop-'));
  dataDir = path.join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  cpSync((await publishedTemplate()).dataDir, dataDir, { recursive: true, verbatimSymlinks: true });
});
const started: CliProcess[] = [];
afterAll(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function serve(): Promise<{ server: CliProcess; origin: string; headers: Record<string, string> }> {
  const env = {
    DATA_DIR: dataDir,
    DEMO: 'off',
    PORT: String(await findFreePort()),
    LOG_LEVEL: 'error',
    API_CALLS_PER_MINUTE: '0',
  };
  const server = startCli(['serve'], env);
  started.push(server);
  const [, origin = ''] = await server.until(/(http:\/\/\S+)\/wall/);
  await server.until(/Ctrl-C/);
  const authorization = `Bearer ${readFileSync(path.join(dataDir, 'operator.token'), 'utf8').trim()}`;
  return { server, origin, headers: { authorization, 'content-type': 'application/json' } };
}

const ROW = { unit: 'XC-D29', measure: 'formal-items', reason: '停止时的测试' };

it('it ends by itself under load, and everything that was acknowledged is there', async () => {
  const { server, origin, headers } = await serve();
  let isOver = false;
  void server.ended.then(() => (isOver = true));

  // Reports, each of a cell of its own, one after the other and three at once.
  const acknowledged = new Map<string, string>();
  const reporter = async (year: number): Promise<void> => {
    for (let n = 0; !isOver; n += 1) {
      const period = `${year}-${String((n % 12) + 1).padStart(2, '0')}`;
      const value = String(n + 1);
      const body = JSON.stringify({ standing: 'reported', rows: [{ ...ROW, period, value }] });
      const status = await fetch(`${origin}/api/v1/observations`, { method: 'POST', headers, body }).then(
        async (answer) => (await answer.arrayBuffer(), answer.status),
        () => 0,
      );
      if (status === 200) acknowledged.set(period, value);
      else await sleep(20);
    }
  };
  // Scenes, of which each report throws the kept one away; some leave before they are answered.
  const reader = async (leavesAfterMs: number | null): Promise<void> => {
    while (!isOver) {
      const signal = leavesAfterMs === null ? null : AbortSignal.timeout(leavesAfterMs);
      await fetch(`${origin}/api/v1/rankings?scheme=XC-DEPARTMENT&period=2022-12`, { headers, signal })
        .then((answer) => answer.arrayBuffer())
        .catch(() => sleep(20));
    }
  };
  const load = [reporter(2022), reporter(2023), reporter(2024), reader(null), reader(null), reader(3), reader(7)];
  const streams = await Promise.all(Array.from({ length: 5 }, () => listen(`${origin}/api/v1/events`, headers)));
  // Connections that are kept for a next call that never comes.
  const agent = new Agent({ keepAlive: true });
  const [kept] = (await once(request(`${origin}/healthz`, { agent }).end(), 'response')) as [IncomingMessage];
  kept.resume();

  while (acknowledged.size < 12) await sleep(20);
  server.child.kill('SIGTERM');

  const { code, stdout, stderr } = await server.ended;
  await Promise.all(load);
  agent.destroy();
  expect(stderr).toBe('');
  expect(code).toBe(0);
  // Nothing failed for want of what was closed before it: at this level the log tells of failures only.
  expect(stdout.split('\n').filter((line) => line.startsWith('{'))).toEqual([]);
  expect(stdout).toContain('Stopped.');
  for (const { said } of streams) expect(await said).toMatch(/retry: [2-5]\d{3}\n\n$/);

  const next = await serve();
  for (const [period, value] of acknowledged) {
    const address = `/api/v1/observations?unit=${ROW.unit}&measure=${ROW.measure}&period=${period}`;
    const { items } = (await (await fetch(`${next.origin}${address}`, { headers: next.headers })).json()) as {
      items: { value: string; counts: boolean }[];
    };
    const values = items.map((item) => item.value);
    expect([period, values]).toEqual([period, expect.arrayContaining([value])]);
    // What was sent last may have been stored without its sender hearing of it.
    expect(Number(items.find(({ counts }) => counts)?.value)).toBeGreaterThanOrEqual(Number(value));
  }
  next.server.child.kill('SIGTERM');
  expect((await next.server.ended).code).toBe(0);
});

/** A stream of events, and all it says until it ends. */
async function listen(url: string, headers: Record<string, string>): Promise<{ said: Promise<string> }> {
  const asked: ClientRequest = request(url, { headers: { ...headers, accept: 'text/event-stream' } });
  asked.on('error', () => undefined).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return { said: once(answer, 'end').then(() => text) };
}
