import {
  areas,
  catalogue,
  classes,
  demoAdjustments,
  demoBatches,
  facts,
  otherCounties,
  publishedBatch,
  recordsOf,
  schemes,
  units,
  type SeedBatch,
} from '@dangzhi/seed';
import { parsePeriod } from '@dangzhi/metrics';
import { findUnchanged } from '../observations/unchanged.ts';
import { batchId, storeBatch, type IncomingBatch } from '../observations/batches.ts';
import { findMixing } from '../observations/demo-mixing.ts';
import { UserError } from '../base/errors.ts';
import { nameSource } from '../intake/sources/queries.ts';
import type { Stores } from '../stores/index.ts';
import { loadCounty } from '../county/load.ts';
import { fingerprintOfSources } from './fingerprint.ts';

export interface LoadedData {
  readonly units: number;
  readonly facts: number;
  /** Observations stored now; 0 when everything was there. */
  readonly stored: number;
  /** Earliest month anything new was stored for. */
  readonly changedFrom: string | null;
}

/**
 * {@link loadFirstData} at a start: where an earlier one loaded what this version of the program would load, nothing is
 * made or read.
 *
 * @throws UserError when the stores hold demo data and none is asked for, or the other way round
 */
export async function ensureFirstData(stores: Stores, until: string | null, now: Date): Promise<void> {
  const { db } = stores.postgres;
  const mark = `${until ?? 'published'} ${fingerprintOfSources()}`;
  const loaded = await db.selectFrom('progress').select('mark').where('work', '=', 'first-data').executeTakeFirst();
  if (loaded?.mark === mark) return;
  await loadFirstData(stores, until, now);
  await db
    .insertInto('progress')
    .values({ work: 'first-data', mark })
    .onConflict((conflict) => conflict.column('work').doUpdateSet({ mark }))
    .execute();
}

/**
 * Loads the county's documents, its published figures and, in a demo, what no upstream supplies.
 * Repeating it stores only what is new (a new month of demo data).
 *
 * @param until last month of demo data; `null` loads none
 * @param now when it is recorded: as of an earlier instant nothing was known here
 * @throws UserError when the stores hold demo data and none is asked for, or the other way round
 */
export async function loadFirstData(stores: Stores, until: string | null, now: Date): Promise<LoadedData> {
  await refuseMixing(stores, until !== null);
  await loadCounty(stores, {
    classes,
    areas: areas(until !== null),
    units: [...units, ...otherCounties(until !== null)],
    catalogue,
    schemes,
    facts,
    records: recordsOf(until !== null),
    adjustments: until === null ? [] : demoAdjustments,
  });
  // The demo first: a start that dies in between is then still known for what it is.
  const batches = [...(until === null ? [] : demoBatches(until)), publishedBatch()];
  let stored = 0;
  let changedFrom: string | null = null;
  for (const seed of batches) {
    await nameSource(stores.postgres, seed.source, seed.sourceName);
    const { rows, fresh } = await storeSeedBatch(stores, seed, now);
    stored += rows;
    if (fresh !== null && (changedFrom === null || fresh < changedFrom)) changedFrom = fresh;
  }
  return { units: units.length, facts: facts.length, stored, changedFrom };
}

/**
 * A demo's stores stay a demo's: its figures would go on being scored without the notice that says so,
 * and a county's own must never be mixed with invented ones.
 *
 * @throws UserError when the stores hold demo data and none is asked for, or the other way round
 */
export async function refuseMixing({ postgres: { db } }: Stores, demo: boolean): Promise<void> {
  const standings = await db.selectFrom('batch').select('standing').distinct().execute();
  const mixing = findMixing(
    standings.map(({ standing }) => standing),
    demo,
  );
  if (mixing !== null) throw new UserError(mixing);
}

async function storeSeedBatch(
  stores: Stores,
  seed: SeedBatch,
  now: Date,
): Promise<{ rows: number; fresh: string | null }> {
  const batch: IncomingBatch = { ...seed, status: null, run: null, recordedAt: now };
  const { db } = stores.postgres;
  const known = await db.selectFrom('batch').select('state').where('id', '=', batchId(batch)).executeTakeFirst();
  if (known?.state === 'checked') return { rows: 0, fresh: null };
  const skip = await findUnchanged(stores, seed.source, batch.rows);
  const { stored } = await storeBatch(stores, batch, skip);
  const months = batch.rows.flatMap(({ period }, index) =>
    skip.has(index) ? [] : [(parsePeriod(period)?.start ?? period).slice(0, 7)],
  );
  return { rows: stored, fresh: months.sort()[0] ?? null };
}
