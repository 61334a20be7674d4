import {
  catalogue,
  classes,
  demoAdjustments,
  demoBatches,
  facts,
  publishedBatch,
  schemes,
  units,
  type SeedBatch,
} from '@dangzhi/seed';
import { findUnchanged } from './observations/unchanged.ts';
import { batchId, storeBatch, type IncomingBatch } from './observations/batches.ts';
import { nameSource } from './sources/queries.ts';
import type { Stores } from './stores/index.ts';
import { loadCounty } from './catalogue/county.ts';

export interface LoadedData {
  readonly units: number;
  readonly facts: number;
  /** Observations stored now; 0 when everything was there. */
  readonly stored: number;
  /** Earliest month anything new was stored for. */
  readonly changedFrom: string | null;
}

/**
 * Loads the county's documents, its published figures and, in a demo, what no upstream supplies.
 * Repeating it stores only what is new (a new month of demo data).
 *
 * @param until last month of demo data; `null` loads none
 */
export async function loadFirstData(stores: Stores, until: string | null): Promise<LoadedData> {
  await loadCounty(stores, {
    classes,
    units,
    catalogue,
    schemes,
    facts,
    adjustments: until === null ? [] : demoAdjustments,
  });
  const batches = [publishedBatch(), ...(until === null ? [] : demoBatches(until))];
  let stored = 0;
  let changedFrom: string | null = null;
  for (const seed of batches) {
    await nameSource(stores.postgres, seed.source, seed.sourceName);
    const { rows, fresh } = await storeSeedBatch(stores, seed);
    stored += rows;
    if (fresh !== null && (changedFrom === null || fresh < changedFrom)) changedFrom = fresh;
  }
  return { units: units.length, facts: facts.length, stored, changedFrom };
}

async function storeSeedBatch(stores: Stores, seed: SeedBatch): Promise<{ rows: number; fresh: string | null }> {
  const batch: IncomingBatch = { ...seed, status: null, run: null, recordedAt: new Date(seed.recordedAt) };
  const { db } = stores.postgres;
  const known = await db.selectFrom('batch').select('state').where('id', '=', batchId(batch)).executeTakeFirst();
  if (known?.state === 'checked') return { rows: 0, fresh: null };
  const skip = await findUnchanged(stores, seed.source, batch.rows);
  const { stored } = await storeBatch(stores, batch, skip);
  const months = batch.rows.flatMap(({ period }, index) =>
    skip.has(index) ? [] : [period.length === 4 ? `${period}-01` : period.slice(0, 7)],
  );
  return { rows: stored, fresh: months.sort()[0] ?? null };
}
