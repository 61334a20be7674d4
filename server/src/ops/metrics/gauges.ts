import { ENGINE_VERSION } from '@dangzhi/metrics';
import { sql } from 'kysely';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { readSpace, type Place } from '../../base/free-space.ts';
import type { KeptAnswers } from '../../base/kept-answers.ts';
import type { Meters } from '../../base/meters.ts';
import type { WriteGate } from '../../base/write-gate.ts';
import type { Settings } from '../../runtime/settings.ts';
import { findUnscored } from '../../scores/runs/due.ts';
import type { Stores } from '../../stores/index.ts';
import type { Product } from '../about/product.ts';
import type { Backups } from '../backup/backups.ts';

export interface GaugeParts {
  readonly stores: Stores;
  readonly meters: Meters;
  readonly gate: WriteGate;
  readonly answers: KeptAnswers;
  readonly backups: Pick<Backups, 'status'>;
  readonly config: Pick<Settings, 'dataDir' | 'evidenceFolder' | 'backup' | 'keepFreeMib'>;
  readonly product: Product;
  readonly now: () => Date;
}

/**
 * Everything an operator's monitor is told, in the text format of Prometheus. What the process counts is there at once;
 * what lies in the stores is read for each answer, and left out where they do not answer.
 *
 * @returns makes the text
 */
export function createExposition(parts: GaugeParts): () => Promise<string> {
  const { stores, meters, gate, answers, backups, config, product, now } = parts;
  const registry = new Registry();
  const registers = [registry];
  const gauge = <Label extends string = never>(name: string, help: string, ...labelNames: Label[]): Gauge<Label> =>
    new Gauge({ name: `dangzhi_${name}`, help, labelNames, registers });

  const info = gauge('info', 'What runs', 'version', 'commit', 'node', 'engine');
  info.set(
    { version: product.version, commit: product.commit ?? '', node: process.versions.node, engine: ENGINE_VERSION },
    1,
  );
  const kept = new Counter({
    name: 'dangzhi_kept_answers_total',
    help: 'Answers that are kept, by whether they were there (hit) or had to be made (miss)',
    labelNames: ['outcome'],
    registers,
  });
  const up = gauge('store_up', 'Whether a store answers', 'store');
  const connected = gauge('peers_connected', 'Whether what other processes on the same stores write is heard');
  const writable = gauge('writable', 'Whether anything new is stored');
  const free = gauge('disk_free_bytes', 'Free on the disk of a folder', 'place');
  const floor = gauge('disk_floor_bytes', 'What has to stay free there; below it nothing new is stored', 'place');
  const goodBackup = gauge('backup_good_age_seconds', 'Since the last backup that was restored and found the same');
  const pulled = gauge('pull_success_age_seconds', 'Since a source was last pulled in full', 'source');
  const unscored = gauge('unscored_batches', 'Batches that are stored and not scored');
  const unscoredAge = gauge('unscored_age_seconds', 'Since the first of them came in; 0 where there is none');
  const unstored = gauge('unstored_batches', 'Batches that came in and are not stored in full');
  const pending = gauge('pending_values', 'Values that wait for somebody to look at them');

  const secondsSince = (instant: string | Date): number => (now().getTime() - new Date(instant).getTime()) / 1000;

  const readDisks = async (): Promise<void> => {
    const places: [Place, string][] = [['DATA_DIR', config.dataDir]];
    if (config.evidenceFolder !== undefined) places.push(['EVIDENCE_FOLDER', config.evidenceFolder]);
    if (config.backup !== null) places.push(['BACKUP_FOLDER', config.backup.folder]);
    for (const [place, folder] of places) {
      const { freeBytes, neededBytes } = await readSpace(folder, config.keepFreeMib);
      free.set({ place }, freeBytes);
      floor.set({ place }, neededBytes);
    }
    writable.set((await gate.refusal()) === null ? 1 : 0);
  };

  const readBackups = async (): Promise<void> => {
    const { lastGood } = backups.status();
    if (lastGood !== null) goodBackup.set(secondsSince(lastGood));
  };

  const readDocuments = async (): Promise<void> => {
    const [found, owed] = await Promise.all([readCounts(stores), findUnscored(stores)]);
    unstored.set(found.unstored);
    pending.set(found.pending);
    for (const { source, at } of found.pulls) pulled.set({ source }, secondsSince(at));
    unscored.set(owed.batches);
    unscoredAge.set(owed.since === null ? 0 : secondsSince(owed.since));
  };

  const ofAll = [writable, goodBackup, unscored, unscoredAge, unstored, pending];
  const byLabel = [pulled, free, floor];
  let isWatchingProcess = false;
  return async () => {
    // Measures the delays of the event loop from the first time somebody asks.
    if (!isWatchingProcess) collectDefaultMetrics({ register: registry });
    isWatchingProcess = true;
    const { hits, misses } = answers.counts();
    kept.reset();
    kept.inc({ outcome: 'hit' }, hits);
    kept.inc({ outcome: 'miss' }, misses);
    const [clickhouse, postgres] = await Promise.all([stores.clickhouse.ping(), stores.postgres.ping()]);
    up.set({ store: 'clickhouse' }, clickhouse ? 1 : 0);
    up.set({ store: 'postgres' }, postgres ? 1 : 0);
    connected.set(stores.peers.isConnected() ? 1 : 0);
    // A reset would say 0 of those that have no labels.
    for (const one of ofAll) one.remove();
    for (const one of byLabel) one.reset();
    // A figure that cannot be had now is no reason to withhold the others.
    await Promise.allSettled([readDisks(), readBackups(), readDocuments()]);
    return `${await meters.registry.metrics()}\n${await registry.metrics()}`;
  };
}

interface Counts {
  readonly unstored: number;
  readonly pending: number;
  readonly pulls: readonly { readonly source: string; readonly at: Date }[];
}

async function readCounts({ postgres: { db } }: Stores): Promise<Counts> {
  const { rows } = await sql<{ unstored: string | number; pending: string | number }>`
    SELECT
      (SELECT count(*) FROM batch WHERE state <> 'checked') AS unstored,
      (SELECT count(*) FROM pending_value WHERE state = 'pending') AS pending`.execute(db);
  const pulls = await db
    .selectFrom('pull_run')
    .select(({ fn }) => ['source', fn.max<Date>('finished_at').as('at')])
    .where('state', '=', 'succeeded')
    .groupBy('source')
    .execute();
  return { unstored: Number(rows[0]?.unstored ?? 0), pending: Number(rows[0]?.pending ?? 0), pulls };
}
