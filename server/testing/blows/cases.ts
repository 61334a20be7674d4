import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@dangzhi/metrics/doubt';
import { syncTree } from '../../src/base/durable-files.ts';
import { storeTemplate, type StorePlace } from '../store-template.ts';
import { makeCutDisk } from './cut-disk.ts';
import { readKept, scoreUnharmed, type Kept } from './kept.ts';
import { startMixedLoad, type Acknowledged } from './mixed-load.ts';
import { startBlownServer, type Keeps } from './server.ts';

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

/** The same on embedded stores of their own. */
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
