import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { simulatedSources } from '@dangzhi/seed';
import { pullSource } from '../server/src/sources/pull.ts';
import { declareSources } from '../server/src/sources/queries.ts';
import { createReader } from '../server/src/sources/reader.ts';
import { startSimulation } from '../server/src/sources/simulation.ts';
import { openStores } from '../server/src/stores/index.ts';
import { rounded, type Figure } from './figure.ts';

/** Observations stored a second by a first pull into empty embedded stores, call to last page. */
export async function benchPull(): Promise<Figure> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-bench-'));
  const simulation = await startSimulation('2026-10');
  const stores = await openStores({ dataDir });
  try {
    const [declaration] = simulatedSources(simulation.address);
    if (declaration === undefined) throw new Error('the seed declares no source');
    await declareSources(stores.postgres, [declaration]);
    const reader = createReader(declaration, (name) => simulation.tokens[name]);
    const began = performance.now();
    const { run } = await pullSource(stores, declaration, reader, {
      now: () => new Date(),
      signal: new AbortController().signal,
    });
    const seconds = (performance.now() - began) / 1000;
    if (run.state !== 'succeeded') throw new Error(`the pull ${run.state}: ${run.error ?? ''}`);
    return { name: 'pull.rows-per-s', value: rounded(run.stored / seconds), unit: 'observations/s' };
  } finally {
    await stores.close();
    await simulation.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
