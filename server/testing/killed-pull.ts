import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStores, type Stores } from '../src/stores/index.ts';
import { declareAt, readerOf, type TestPlatform } from './platform.ts';
import { pullSource } from '../src/intake/sources/pull.ts';
import { closeAbandonedRuns } from '../src/intake/sources/queries.ts';

const PAGE_SIZE = 40;

/** What `serve` does at its start, as far as a source is concerned: opens embedded stores, pulls, closes. */
export async function pullInto(dataDir: string, address: string): Promise<void> {
  const stores = await openStores({ dataDir });
  const now = (): Date => new Date();
  const declaration = await declareAt(stores, { address }, { code: 'erms', pageSize: PAGE_SIZE, attempts: 1 });
  await closeAbandonedRuns(stores.postgres, now());
  const signal = new AbortController().signal;
  const { run } = await pullSource(stores, declaration, readerOf(declaration), { now, signal });
  if (run.state !== 'succeeded') throw new Error(`the run ${run.state}: ${run.error ?? ''}`);
  await stores.close();
}

/** When to kill: so many milliseconds after the process was given its n-th page. */
export interface Blow {
  readonly page: number;
  readonly afterMs: number;
}

/**
 * Pulls in a process of its own and kills it with SIGKILL in the middle.
 *
 * @returns whether the process was still at it; one that had ended had pulled everything
 */
export async function pullAndKill(dataDir: string, platform: TestPlatform, { page, afterMs }: Blow): Promise<boolean> {
  const work = `
    const { pullInto } = await import(${JSON.stringify(import.meta.url)});
    await pullInto(${JSON.stringify(dataDir)}, ${JSON.stringify(platform.address)});`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', work], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let given = 0;
  platform.onCall = () => {
    given += 1;
    if (given === page) void sleep(afterMs).then(() => child.kill('SIGKILL'));
  };
  const [code, signal] = await ended;
  platform.onCall = () => undefined;
  if (signal === null && code !== 0) throw new Error(`the pulling process ended with code ${String(code)}`);
  return signal === 'SIGKILL';
}

/** Everything a source told, by identity; equal for equal histories. */
export function readHistory({ clickhouse }: Stores): Promise<object[]> {
  return clickhouse.rows(
    `SELECT measure, unit, toString(period) AS month, batch, row, groupUniqArray(toString(value)) AS values
     FROM observation
     GROUP BY measure, unit, month, batch, row
     ORDER BY measure, unit, month, batch, row`,
  );
}
