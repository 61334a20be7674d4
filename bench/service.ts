import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { findFreePort } from '../server/testing/served/server-process.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

export interface Service {
  readonly address: string;
  /** Of the command; what it serves with may be a process below. */
  readonly pid: number;
  /** From the command to the first ready answer. */
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

/**
 * Runs a command that serves, and waits until it is ready.
 *
 * @param command and its arguments, in the project's folder
 * @throws Error with its last output when it ends first or takes longer than three minutes
 */
export async function startService(command: readonly [string, ...string[]], dataDir: string): Promise<Service> {
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      API_CALLS_PER_MINUTE: '1000000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-2000)));
  const ended = once(child, 'exit');
  const deadline = began + 180_000;
  while (!(await isReady(address))) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`${command.join(' ')} is not ready:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return {
    address,
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - began,
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
