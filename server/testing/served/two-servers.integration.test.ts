import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { runCli, startCli, type CliProcess } from '../cli.ts';
import { startPublishedCounty } from '../published-county.ts';
import type { TestService } from '../service.ts';
import { PATIENCE_MS } from '../patience.ts';

// Two servers as they are started in production: processes of their own, each with its data directory, on one pair of
// served stores. The second is killed and comes back.
const scratch = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-two-'));
const running: CliProcess[] = [];
let county: TestService | null = null;

afterAll(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL');
    await ended;
  }
  await county?.test.drop();
  rmSync(scratch, { recursive: true, force: true });
});

interface Running {
  readonly process: CliProcess;
  call(route: string, init?: RequestInit): Promise<Response>;
}

const settings = (name: string, given: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const { clickhouseUrl = '', databaseUrl = '' } = county?.test.config ?? {};
  return {
    DATA_DIR: path.join(scratch, name),
    EVIDENCE_FOLDER: path.join(scratch, 'evidence'),
    CLICKHOUSE_URL: clickhouseUrl,
    DATABASE_URL: databaseUrl,
    DEMO: 'off',
    PORT: '0',
    ...given,
  };
};

async function start(name: string): Promise<Running> {
  const env = settings(name);
  const process = startCli(['serve'], env);
  running.push(process);
  const [, origin = ''] = await process.until(/API\s+(http:\/\/[\d.:]+)\//);
  const token = readFileSync(path.join(scratch, name, 'operator.token'), 'utf8').trim();
  return {
    process,
    call: (route, init = {}) =>
      fetch(`${origin}/api/v1${route}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
  };
}

const report = (server: Running, value: string) =>
  server.call('/observations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      standing: 'reported',
      rows: [{ unit: 'XC-D29', measure: 'formal-items', period: '2022-12', value, reason: '更正' }],
    }),
  });

const ranking = async (server: Running): Promise<unknown> =>
  (await server.call('/rankings?scheme=XC-DEPARTMENT&period=2022-12')).json();

/** Until all that was stored is scored, whichever of them does it. */
const scored = (server: Running) =>
  vi.waitFor(
    async () => {
      const state = (await (await server.call('/scoring')).json()) as { underWay: boolean; batches: number };
      expect(state).toMatchObject({ underWay: false, batches: 0 });
    },
    { timeout: PATIENCE_MS, interval: 50 },
  );

it(
  'two servers are one county: what one is told the other says, and one that is killed is missed by nobody',
  { timeout: PATIENCE_MS },
  async () => {
    county = await startPublishedCounty();
    await county.closeKeeping();
    for (const name of ['a', 'b', 'c']) mkdirSync(path.join(scratch, name), { mode: 0o700 });
    // At the same moment: one prepares the stores, the other waits for it.
    const [a, b] = await Promise.all([start('a'), start('b')]);
    await scored(a);
    const before = await ranking(b);
    expect(await ranking(a)).toEqual(before);

    expect((await report(a, '1')).status).toBe(200);
    await scored(a);
    const after = await ranking(a);
    expect(after).not.toEqual(before);
    await vi.waitFor(async () => expect(await ranking(b)).toEqual(after), { timeout: PATIENCE_MS, interval: 50 });

    const form = new FormData();
    form.append('file', new Blob(['%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), '依据.pdf');
    const kept = (await (await a.call('/evidence?unit=XC-D29', { method: 'POST', body: form })).json()) as {
      id: string;
    };
    expect(await (await b.call(`/evidence/${kept.id}`)).text()).toBe('%PDF-1.4\n%%EOF\n');

    b.process.child.kill('SIGKILL');
    await b.process.ended;
    expect((await report(a, '2')).status).toBe(200);
    await scored(a);
    const back = await start('b');
    await scored(back);
    expect(await ranking(back)).toEqual(await ranking(a));

    const [elsewhere, demo] = await Promise.all([
      runCli(['serve'], settings('c', { EVIDENCE_FOLDER: path.join(scratch, 'elsewhere') })),
      runCli(['serve'], settings('c', { DEMO: 'on' })),
    ]);
    expect([elsewhere.code, elsewhere.stderr]).toEqual([1, expect.stringContaining('set EVIDENCE_FOLDER to that one')]);
    expect([demo.code, demo.stderr]).toEqual([1, expect.stringContaining('A demonstration is one process')]);

    for (const { process } of [a, back]) {
      process.child.kill('SIGTERM');
      if (process.child.exitCode === null) await once(process.child, 'close');
      expect((await process.ended).code).toBe(0);
    }
  },
);
