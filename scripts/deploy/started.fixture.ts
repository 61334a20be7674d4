import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from './compose.fixture.ts';

/** A server that a file of deploy/ sets, started here. */
export interface Started {
  readonly origin: string;
  readonly child: ChildProcess;
  readonly printed: () => string;
  /**
   * Ends it as the file says, and kills what is still there when the file's time is over.
   *
   * @returns with which code it ended; `null` where it was killed
   */
  end(signal: NodeJS.Signals, seconds: number): Promise<number | null>;
}

/**
 * Starts a command with an environment of its own and nothing of this process's, and waits until it answers.
 *
 * @throws Error with what it printed when it ends before
 */
export async function start(command: readonly string[], environment: Environment): Promise<Started> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const closed = once(child, 'close') as Promise<[number | null]>;
  const origin = `http://127.0.0.1:${environment['PORT'] ?? ''}`;
  const answers = async (): Promise<boolean> => {
    const answer = await fetch(`${origin}/healthz`).catch(() => null);
    return answer?.ok === true;
  };
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${printed}`);
    await sleep(50);
  }
  return {
    origin,
    child,
    printed: () => printed,
    end: async (signal, seconds) => {
      child.kill(signal);
      const overdue = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
      const [code] = await closed;
      clearTimeout(overdue);
      return code;
    },
  };
}
