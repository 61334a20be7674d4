import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { upstreamEntry } from './index.ts';

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

/** Starts the process and waits for its one line. */
async function start(...args: string[]): Promise<{ process: ChildProcess; address: string }> {
  const started = spawn(process.execPath, [fileURLToPath(upstreamEntry), '--until', '2022-12', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child = started;
  const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
  const { listening } = JSON.parse(line) as { listening: string };
  return { process: started, address: listening };
}

test('says where it listens, answers there, and closes on SIGTERM', async () => {
  const { process: running, address } = await start('--token', 'secret');
  const answer = await fetch(`${address}/api/v1/gdtj?myts=1`, { headers: { authorization: 'Bearer secret' } });
  expect(answer.status).toBe(200);
  running.kill('SIGTERM');
  expect(await once(running, 'exit')).toEqual([0, null]);
}, 20_000);

test('with a parent, closes when the parent lets go of its stdin', async () => {
  const { process: running } = await start('--with-parent');
  running.stdin?.end();
  expect(await once(running, 'exit')).toEqual([0, null]);
}, 20_000);
