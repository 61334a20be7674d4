import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a process of its own. */
export interface CliProcess {
  readonly child: ChildProcess;
  /** What it printed so far. */
  printed(): string;
  /** Resolves when something was printed; rejects when it ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
}

/** @param logFile where it prints everything, read back from there; from the process itself without one */
export function startCli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  logFile?: string,
): CliProcess {
  const into = logFile === undefined ? ('pipe' as const) : openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...args], {
    // Served stores of the test run are not the command's.
    env: { ...process.env, CLICKHOUSE_URL: '', DATABASE_URL: '', ...env },
    stdio: ['ignore', into, into],
  });
  if (typeof into === 'number') closeSync(into);
  let [stdout, stderr] = ['', ''];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const printed = (): string => (logFile === undefined ? `${stdout}${stderr}` : readFileSync(logFile, 'utf8'));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout: logFile === undefined ? stdout : printed(), stderr }));
  });
  return {
    child,
    printed,
    ended,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(printed());
          if (found === null) return;
          clearInterval(looking);
          resolve(found);
        };
        const looking = logFile === undefined ? undefined : setInterval(look, LOOK_EVERY_MS);
        child.stdout?.on('data', look);
        void ended.then(({ code }) => {
          clearInterval(looking);
          reject(new Error(`it ended with ${String(code)}: ${printed()}`));
        });
        look();
      }),
  };
}

const LOOK_EVERY_MS = 50;

export const runCli = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  startCli(args, env).ended;
