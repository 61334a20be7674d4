import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Trial } from './manifest.ts';
import type { Progress, Tell } from './progress.ts';

/** What the process of a trial prints, a line each. */
export interface TrialLine {
  readonly progress?: Progress;
  readonly trial?: Trial;
}

export interface TrialParts {
  readonly place: string;
  readonly at: string;
  readonly keyFile: string | null;
  readonly now: () => Date;
  readonly tell?: Tell;
  /** Ends the process. */
  readonly signal?: AbortSignal;
}

const PROCESS = fileURLToPath(new URL('./trial-process.ts', import.meta.url));
/** Below whatever else the machine does. */
const LEAST_URGENT = 19;

/**
 * Restores a backup into an empty directory of the system's for passing files (TMPDIR), compares everything, and removes
 * it again.
 *
 * @throws what aborted it
 */
export async function tryRestore({
  place,
  at,
  keyFile,
  now,
  tell = () => undefined,
  signal,
}: TrialParts): Promise<Trial> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-trial-'));
  try {
    const args = [PROCESS, place, at, path.join(scratch, 'data'), ...(keyFile === null ? [] : [keyFile])];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      // Whatever stores this server has, a trial has its own.
      env: { ...process.env, CLICKHOUSE_URL: '', DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = (): void => void child.kill('SIGKILL');
    signal?.addEventListener('abort', kill, { once: true });
    if (child.pid !== undefined) os.setPriority(child.pid, LEAST_URGENT);
    let trial: Trial | undefined;
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = `${stderr}${text}`.slice(-2000)));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = readLine(text);
      if (line?.progress !== undefined) tell(line.progress);
      trial = line?.trial ?? trial;
    });
    const [code, ended] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    signal?.removeEventListener('abort', kill);
    signal?.throwIfAborted();
    if (trial !== undefined) return trial;
    const why = /^\w*Error\b.*$/m.exec(stderr)?.[0] ?? `its process ended by ${ended ?? String(code)}`;
    return failedTrial(now(), `无法恢复：${why}`, why);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const failedTrial = (at: Date, zh: string, en: string): Trial => ({
  at: at.toISOString(),
  isGood: false,
  seconds: 0,
  compared: { tables: 0, batches: 0, runs: 0, evidence: 0 },
  found: [{ zh, en }],
});

function readLine(text: string): TrialLine | null {
  try {
    return JSON.parse(text) as TrialLine;
  } catch {
    return null;
  }
}
