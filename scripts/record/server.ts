import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { findFreePort } from '../../server/testing/served/server-process.ts';

/** When the county is filled, and at what speed: whatever is stored one after the other has an instant of its own. */
export const FILLED_AT = { start: Date.parse('2026-11-26T20:00:00+08:00'), rate: 0.25 };
/** When it is recorded: a minute of the machine is 60 ms here, so that no schedule comes due and no second passes unseen. */
export const RECORDED_AT = { start: Date.parse('2026-11-27T10:00:30+08:00'), rate: 0.001 };

const CLOCK = pathToFileURL(path.join(import.meta.dirname, 'slow-clock.mjs')).href;
/** The first start fills the county; on a busy machine it takes minutes. */
const READY_MS = 900_000;

/** A server of some tree. */
export interface Served {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Serves a data directory with the code of a tree, through its command line, under a clock.
 *
 * @param tree a checkout with its packages installed and its pages built
 * @throws Error with the last output when it ends or is not ready in time
 */
export async function serveTree(
  tree: string,
  dataDir: string,
  clock: { start: number; rate: number },
): Promise<Served> {
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/src/cli.ts', 'serve'], {
    cwd: tree,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TZ: 'Asia/Shanghai',
      NODE_OPTIONS: `--import=${CLOCK}`,
      RECORD_CLOCK: JSON.stringify({ ...clock, began: Date.now() }),
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      API_CALLS_PER_MINUTE: '0',
      SIGN_INS_PER_MINUTE: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-4000)));
  const ended = once(child, 'exit');
  const deadline = performance.now() + READY_MS;
  while (!(await isReady(address))) {
    if (child.exitCode === null && performance.now() < deadline) await sleep(200);
    else {
      child.kill('SIGTERM');
      throw new Error(`the server of ${tree} is not ready:\n${output}`);
    }
  }
  return {
    address,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok;
  } catch {
    return false;
  }
}
