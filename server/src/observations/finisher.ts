import { setTimeout as sleep } from 'node:timers/promises';
import { recordAlone } from '../audit/trail.ts';
import { CallRefused, StoreError } from '../base/errors.ts';
import type { WriteGate } from '../base/write-gate.ts';
import { SYSTEM } from '../rights/actor.ts';
import type { Stores } from '../stores/index.ts';
import { asPostgresFailure } from '../stores/postgres.ts';
import { batchId, finishBatch, type BatchReceipt, type IncomingBatch } from './batches.ts';

/**
 * Finishes batches that were cut short while the server runs: received by PostgreSQL, and not wholly stored in ClickHouse
 * because that had no room or was away. What a start finishes the running server must not leave half done until then.
 */
export interface Finisher {
  /**
   * Finishes now what was cut short, where anything was: to be called before the values that count are read for what is to be
   * stored. What came first counts as first, also where it could only be finished later: else whoever says again what counted
   * before a batch that is half there would be told that it counts already, and the batch, finished, would take its place.
   *
   * @throws StoreError where a store still has no room or is away; CallRefused what the gate says
   */
  settle(): Promise<void>;
  /**
   * Passes on what storing a batch comes to. Where it fails, whatever was received of the batch is finished as soon as it can
   * be, and scored; whoever sends it again meanwhile has it finished earlier.
   */
  watch(batch: IncomingBatch, storing: Promise<BatchReceipt>): Promise<BatchReceipt>;
  /** Ends what is under way after its current batch; the next start finishes the rest. */
  stop(): Promise<void>;
}

interface FinisherParts {
  readonly stores: Stores;
  readonly now: () => Date;
  /** Asked before anything is stored. */
  readonly gate: WriteGate;
  /** Told the batches that are whole now, and the first month they reach. */
  readonly onFinished: (from: string, batches: readonly string[]) => void;
  /** Told in a sentence why it could not be done yet. */
  readonly onFailure: (message: string) => void;
  /** How long it rests before it is tried; twice as long after each failure. */
  readonly firstWaitMs?: number;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

export function createFinisher(parts: FinisherParts): Finisher {
  const { stores, now, gate, onFinished, onFailure, firstWaitMs = FIRST_WAIT_MS } = parts;
  const cutShort = new Set<string>();
  const stopping = new AbortController();
  const { signal } = stopping;
  let working: Promise<void> | null = null;
  let finishing: Promise<void> | null = null;

  const finishEach = async (): Promise<void> => {
    for (const id of cutShort) {
      signal.throwIfAborted();
      await gate.check();
      const month = await finish(id);
      cutShort.delete(id);
      if (month !== null) onFinished(month, [id]);
    }
  };

  const finishAll = (): Promise<void> => (finishing ??= finishEach().finally(() => (finishing = null)));

  /** @returns the first month that has to be scored because of it; `null` where none has */
  const finish = async (id: string): Promise<string | null> => {
    const { db } = stores.postgres;
    const known = await db.selectFrom('batch').select('state').where('id', '=', id).executeTakeFirst();
    // It never came so far, or somebody sent it again.
    if (known === undefined || known.state === 'void') return null;
    if (known.state !== 'checked') await finishRecorded(stores, id, now());
    const owed = await db.selectFrom('scoring_owed').select('month').where('batch', '=', id).executeTakeFirst();
    return owed?.month ?? null;
  };

  const work = async (): Promise<void> => {
    for (let wait = firstWaitMs; cutShort.size > 0; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      await sleep(wait, undefined, { signal, ref: false });
      await gate.untilOpen(signal);
      await finishAll().catch((error: unknown) => {
        if (!signal.aborted) onFailure(String(error));
      });
    }
  };

  return {
    settle: async () => {
      if (cutShort.size === 0) return;
      try {
        await finishAll();
      } catch (error) {
        // What no waiting mends must not keep out all that comes after it: a start tells of it.
        if (isOfTheMoment(error)) throw error;
      }
    },
    watch: async (batch, storing) => {
      try {
        return await storing;
      } catch (error) {
        if (error instanceof CallRefused) throw error;
        cutShort.add(batchId(batch));
        working ??= work()
          .catch(() => undefined)
          .finally(() => (working = null));
        throw error;
      }
    },
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}

/**
 * Finishes a batch from what was kept of it, with a line in the trail.
 *
 * @returns `false` where nothing was kept
 */
export async function finishRecorded(stores: Stores, id: string, at: Date): Promise<boolean> {
  const isFinished = await finishBatch(stores, id);
  if (isFinished) await recordAlone(stores.postgres, SYSTEM, at, { action: 'batch.finish', target: `batch:${id}` });
  return isFinished;
}

const isOfTheMoment = (error: unknown): boolean =>
  error instanceof CallRefused ||
  (error instanceof StoreError ? error.kind !== 'query' : asPostgresFailure(error) !== null);
