import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { simulatedSources } from '@dangzhi/seed';
import { createLiveEvents } from '../server/src/base/live-events.ts';
import { createPuller } from '../server/src/intake/sources/puller.ts';
import { declareSources, listLastRuns } from '../server/src/intake/sources/queries.ts';
import { startSimulation } from '../server/src/intake/sources/simulation.ts';
import { openStores } from '../server/src/stores/index.ts';
import { rounded, type Figure } from './figure.ts';

/** Observations stored a second by the first pull of every simulated system into empty embedded stores. */
export async function benchPull(): Promise<Figure> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-bench-'));
  const simulation = await startSimulation('2026-10');
  const stores = await openStores({ dataDir });
  try {
    const sources = simulatedSources(simulation.address);
    await declareSources(stores.postgres, sources);
    const puller = createPuller({
      stores,
      scorer: { request: async () => undefined, catchUp: async () => undefined },
      events: createLiveEvents(),
      now: () => new Date(),
      access: { token: (name) => simulation.tokens[name], mayCall: async () => undefined },
      onFailure: (message) => {
        throw new Error(message);
      },
    });
    const began = performance.now();
    await puller.pullAll(sources);
    const seconds = (performance.now() - began) / 1000;
    const runs = await listLastRuns(stores.postgres);
    const stored = runs.reduce((sum, run) => sum + run.stored, 0);
    return { name: 'pull.rows-per-s', value: rounded(stored / seconds), unit: 'observations/s' };
  } finally {
    await stores.close();
    await simulation.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
