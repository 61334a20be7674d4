import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCli, type CliProcess } from '../testing/cli.ts';
import { startClickHouse } from '../testing/served/clickhouse.ts';
import { startPostgres } from '../testing/served/postgres.ts';
import { findFreePort, type TestServer } from '../testing/served/server-process.ts';

// docs/operations.md, block by block: what it says to type is typed here.
const DOCUMENT = path.resolve(import.meta.dirname, '../../docs/operations.md');
const BLOCKS = [...readFileSync(DOCUMENT, 'utf8').matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text = '']) => text);

let scratch: string;
let port: string;
let servers: TestServer[];
let server: CliProcess | null = null;
beforeAll(async () => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-operations-'));
  port = String(await findFreePort());
  servers = await Promise.all([startClickHouse(), startPostgres()]);
  for (const folder of ['srv/dangzhi', 'srv/backups', 'srv/keys'])
    mkdirSync(path.join(scratch, folder), { recursive: true });
  const wrapper = path.join(scratch, 'dangzhi');
  const cli = path.resolve(import.meta.dirname, 'cli.ts');
  writeFileSync(wrapper, `#!/bin/sh\nexec '${process.execPath}' --disable-warning=ExperimentalWarning '${cli}' "$@"\n`);
  chmodSync(wrapper, 0o755);
}, 120_000);
afterAll(async () => {
  server?.child.kill('SIGKILL');
  await server?.ended;
  for (const one of servers) await one.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** The same with the folders and addresses of this test. */
const here = (text: string): string =>
  text
    .replaceAll('/srv/', `${scratch}/srv/`)
    .replaceAll('http://clickhouse:8123/dangzhi', servers[0]!.url)
    .replaceAll('postgres://dangzhi@db/dangzhi', servers[1]!.url);

async function run(text: string): Promise<{ code: number; output: string }> {
  const env = { ...process.env, PORT: port, CLICKHOUSE_URL: '', DATABASE_URL: '' };
  return new Promise((resolve) => {
    execFile('bash', ['-euc', text], { cwd: scratch, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}` }),
    );
  });
}

async function stopServer(): Promise<void> {
  if (server === null) return;
  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
  server = null;
}

it('has blocks', () => {
  expect(BLOCKS.length).toBeGreaterThan(6);
});

it.each(BLOCKS)(
  '%s',
  async (block) => {
    if (block.includes('./dangzhi serve')) {
      server = startCli(['serve'], { DATA_DIR: path.join(scratch, 'srv/dangzhi/data'), DEMO: 'off', PORT: port });
      await server.until(/Ctrl-C/);
      return;
    }
    if (block.includes('# the server is stopped')) await stopServer();
    const { code, output } = await run(here(block));
    // Pages are built by another step, and may not be here: doctor says so with 1.
    if (block.includes('doctor')) expect(output).toMatch(/\d+ ok, \d+ to know, \d+ to mend/);
    else expect([code, output]).toEqual([0, expect.any(String)]);
  },
  1_800_000,
);
