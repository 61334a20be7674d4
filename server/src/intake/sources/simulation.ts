import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { tokenNames, upstreamEntry } from '@dangzhi/seed/upstream';

/** The simulated upstream systems, running as a process of their own. */
export interface Simulation {
  readonly address: string;
  /** The tokens its systems ask for, by their names in the environment. */
  readonly tokens: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const START_MS = 20_000;

/**
 * Starts the simulated systems on a free loopback port. They end with this process.
 *
 * @param until last month they have records of
 * @throws Error with its last output when it does not come up
 */
export async function startSimulation(until: string): Promise<Simulation> {
  const tokens = Object.fromEntries(tokenNames.map((name) => [name, randomBytes(24).toString('base64url')]));
  const main = fileURLToPath(upstreamEntry);
  const child = spawn(process.execPath, [main, '--port', '0', '--until', until, '--with-parent'], {
    // Its standard input is our end of a pipe: when this process dies the pipe closes and it ends too.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...tokens },
  });
  const output: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new Error(`The simulated upstream did not start: ${why} ${output.join('').slice(-500)}`));
    const timer = setTimeout(() => fail('no answer in time'), START_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it ended with code ${code}`));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const listening = /"listening":"([^"]+)"/.exec(line)?.[1];
      if (listening === undefined) return;
      clearTimeout(timer);
      resolve(listening);
    });
  });
  return {
    address,
    tokens,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
