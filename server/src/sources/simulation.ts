import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { upstreamEntry } from '@dangzhi/seed/upstream';

/** The simulated upstream systems, running as a process of their own. */
export interface Simulation {
  readonly address: string;
  /** Environment name and value of the token it asks for. */
  readonly token: { readonly name: string; readonly value: string };
  stop(): Promise<void>;
}

const TOKEN_NAME = 'ERMS_TOKEN';
const START_MS = 20_000;

/**
 * Starts the simulated 电子文件统一管理平台 on a free loopback port. It ends with this process.
 *
 * @param until last month it has records of
 * @throws Error with its last output when it does not come up
 */
export async function startSimulation(until: string): Promise<Simulation> {
  const token = { name: TOKEN_NAME, value: randomBytes(24).toString('base64url') };
  const main = fileURLToPath(upstreamEntry);
  const child = spawn(process.execPath, [main, '--port', '0', '--until', until, '--with-parent'], {
    // Its standard input is our end of a pipe: when this process dies the pipe closes and it ends too.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, [token.name]: token.value },
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
    token,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
