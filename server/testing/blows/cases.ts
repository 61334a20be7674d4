import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@dangzhi/metrics/doubt';
import { syncTree } from '../../src/base/durable-files.ts';
import { openEventStream } from '../event-stream.ts';
import type { TestServer } from '../served/server-process.ts';
import { storeTemplate, type StorePlace } from '../store-template.ts';
import { makeCutDisk } from './cut-disk.ts';
import { readKept, scoreUnharmed, type Kept } from './kept.ts';
import { ask, Refused, startMixedLoad, UNANSWERED, type Acknowledged, type NotDone } from './mixed-load.ts';
import { startBlownServer, type BlownServer, type Keeps } from './server.ts';

/** What a server had acknowledged when it was hit, and what it keeps after it came up again. */
export interface Aftermath {
  readonly acknowledged: readonly Acknowledged[];
  readonly kept: Kept;
  /** The scores of an unharmed server with the same reports. */
  readonly unharmed: readonly string[];
}

const NO_SYNCS = path.join(import.meta.dirname, 'no-syncs.mjs');

/** A county that was founded and has no figure yet, as every case begins with it. */
const founded = (): Promise<StorePlace> =>
  storeTemplate('founded', async ({ dataDir }) => {
    const server = await startBlownServer({ dataDir });
    await server.stop();
  });

export async function copyFounded(dataDir: string): Promise<void> {
  mkdirSync(dataDir, { mode: 0o700 });
  cpSync((await founded()).dataDir, dataDir, { recursive: true, verbatimSymlinks: true });
}

/**
 * Cuts the power of a disk under load, at a moment that the seed sets.
 *
 * @param unsynced the server's syncs reach nobody, and the kernel wrote nothing back by itself
 * @throws Error when it does not come up again
 */
export async function cutPower(seed: string, { unsynced = false } = {}): Promise<Aftermath> {
  const random = seededRandom(seed);
  const disk = makeCutDisk();
  try {
    const keeps = { dataDir: path.join(disk.folder, 'data') };
    await copyFounded(keeps.dataDir);
    syncTree(keeps.dataDir);
    const server = await startBlownServer(keeps, unsynced ? { NODE_OPTIONS: `--import=${NO_SYNCS}` } : {});
    const load = await startMixedLoad(server.origin, server.token, seed);
    try {
      await load.until(5 + Math.floor(random() * 60));
      await sleep(random() * 40);
      disk.cut(unsynced ? null : random);
    } finally {
      await server.kill();
    }
    await load.stop();
    disk.comeUp();
    return await aftermathOf(keeps, load.acknowledged);
  } finally {
    disk.remove();
  }
}

/**
 * Kills a server under load with SIGKILL, again and again, each time at another moment.
 *
 * @param keeps where it keeps everything, founded; and an unharmed one with nothing else
 */
export async function killAgain(
  seed: string,
  kills: number,
  { harmed, unharmed }: { readonly harmed: Keeps; readonly unharmed: Keeps },
): Promise<Aftermath> {
  const random = seededRandom(seed);
  const acknowledged: Acknowledged[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const server = await startBlownServer(harmed);
    const load = await startMixedLoad(server.origin, server.token, `${seed}-${kill}`);
    await load.until(1 + Math.floor(random() * 20));
    await sleep(random() * 40);
    await server.kill();
    await load.stop();
    acknowledged.push(...load.acknowledged);
  }
  return aftermathOf(harmed, acknowledged, unharmed);
}

/** What a server said and did while one of its stores was away. */
export interface Absence {
  readonly store: 'ClickHouse' | 'PostgreSQL';
  /** What was not done from the moment it was stopped until it was there again. */
  readonly notDone: readonly NotDone[];
  /** `/readyz` meanwhile. */
  readonly ready: { readonly status: number; readonly clickhouse: string; readonly postgres: string };
  /** Acknowledged after it had come back. */
  readonly after: number;
}

/**
 * Stops both stores of a server under load, one after the other, and starts them again.
 *
 * @returns what was left; and of each absence, and of the stream that was open all the while, what was seen
 */
export async function stopStores(
  seed: string,
  servers: readonly [clickhouse: TestServer, postgres: TestServer],
  { harmed, unharmed }: { readonly harmed: Keeps; readonly unharmed: Keeps },
): Promise<Aftermath & { readonly absences: readonly Absence[]; readonly stream: StreamSeen }> {
  const random = seededRandom(seed);
  const server = await startBlownServer(harmed);
  try {
    let notDone: NotDone[] = [];
    const load = await startMixedLoad(server.origin, server.token, seed, (told) => notDone.push(told));
    const reading = startReading(server, (told) => notDone.push(told));
    const stream = await watchStream(server);
    const absences: Absence[] = [];
    for (const [store, stopped] of [['PostgreSQL', servers[1]] as const, ['ClickHouse', servers[0]] as const]) {
      await load.until(load.acknowledged.length + 3 + Math.floor(random() * 8));
      await sleep(random() * 40);
      notDone = [];
      await stopped.halt();
      const ready = await readyUntil(server, false);
      // Each clerk and each page has met it.
      while (notDone.filter(({ reason }) => reason === `503 store.down ${store}`).length < 20) await sleep(20);
      await stopped.resume();
      await readyUntil(server, true);
      const before = load.acknowledged.length;
      await load.until(before + 10);
      absences.push({ store, notDone, ready, after: load.acknowledged.length - before });
    }
    await Promise.all([load.stop(), reading.stop()]);
    await server.untilScored();
    const seen = await stream.end();
    await server.stop();
    return { ...(await aftermathOf(harmed, load.acknowledged, unharmed)), absences, stream: seen };
  } finally {
    await server.kill();
  }
}

/** `/readyz`, as soon as it says so. */
async function readyUntil({ origin }: BlownServer, wanted: boolean): Promise<Absence['ready']> {
  for (;;) {
    const answer = await fetch(`${origin}/readyz`);
    const { clickhouse, postgres } = (await answer.json()) as Absence['ready'];
    if (answer.ok === wanted) return { status: answer.status, clickhouse, postgres };
    await sleep(20);
  }
}

/** Pages that ask for what there is, one call after the other. */
function startReading(server: BlownServer, onNotDone: (told: NotDone) => void): { stop(): Promise<void> } {
  let isStopped = false;
  const read = async (path: string): Promise<void> => {
    while (!isStopped) {
      await ask(server, 'GET', path).catch((error: unknown) =>
        onNotDone(error instanceof Refused ? error : UNANSWERED),
      );
      await sleep(50);
    }
  };
  const readers = ['/wall/overview', '/observations?pageSize=1', '/sources'].map(read);
  return {
    stop: async () => {
      isStopped = true;
      await Promise.all(readers);
    },
  };
}

interface StreamSeen {
  /** It broke, or was ended by the server. */
  readonly hasEnded: boolean;
  readonly events: readonly string[];
}

async function watchStream({ origin, token }: BlownServer): Promise<{ end(): Promise<StreamSeen> }> {
  const stream = await openEventStream(origin, { authorization: `Bearer ${token}` });
  const events: string[] = [];
  let [hasEnded, isOver] = [false, false];
  const watching = (async () => {
    for (;;) events.push((await stream.next()).event);
  })().catch(() => {
    hasEnded = !isOver;
  });
  return {
    end: async () => {
      isOver = true;
      stream.close();
      await watching;
      return { hasEnded, events };
    },
  };
}

/** {@link killAgain} on embedded stores of their own. */
export async function killAgainEmbedded(seed: string, kills: number): Promise<Aftermath> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-killed-'));
  try {
    const [harmed, unharmed] = ['harmed', 'unharmed'].map((name) => ({ dataDir: path.join(folder, name) }));
    for (const one of [harmed!, unharmed!]) await copyFounded(one.dataDir);
    return await killAgain(seed, kills, { harmed: harmed!, unharmed: unharmed! });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A start, and the end of it when everything that was stored is scored. */
async function scoreAll(keeps: Keeps): Promise<void> {
  const server = await startBlownServer(keeps);
  try {
    await server.untilScored();
    await server.stop();
  } finally {
    await server.kill();
  }
}

async function aftermathOf(
  keeps: Keeps,
  acknowledged: readonly Acknowledged[],
  beside: Keeps | null = null,
): Promise<Aftermath> {
  await scoreAll(keeps);
  const kept = await readKept(keeps, acknowledged);
  if (beside !== null) return { acknowledged, kept, unharmed: await scoreUnharmed(beside, kept.reports) };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-unharmed-'));
  try {
    const dataDir = path.join(folder, 'data');
    await copyFounded(dataDir);
    return { acknowledged, kept, unharmed: await scoreUnharmed({ dataDir }, kept.reports) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
