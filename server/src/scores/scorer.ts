import { monthOfInstant } from '@dangzhi/metrics';
import type { Stores } from '../stores/index.ts';
import { scoreLive, type LiveResult } from './live-run.ts';

/** Keeps the live result in step with the observations, one scoring at a time. */
export interface Scorer {
  /**
   * Asks for a scoring of everything from a month on. Requests that arrive while one runs are
   * gathered into the next.
   *
   * @param from first month that may have changed; `null` for all
   * @returns what the scoring that covers this request changed
   */
  request(from: string | null): Promise<LiveResult>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/**
 * @param onScored told after every scoring that changed anything
 * @param now the clock
 */
export function createScorer(stores: Stores, onScored: (result: LiveResult) => void, now: () => Date): Scorer {
  let running: Promise<unknown> = Promise.resolve();
  let waiting: { from: string | null; result: Promise<LiveResult> } | null = null;

  const run = async (): Promise<LiveResult> => {
    const from = waiting?.from ?? null;
    waiting = null;
    const instant = now();
    const result = await scoreLive(stores, from, monthOfInstant(instant), instant);
    if (result.changed.length > 0) onScored(result);
    return result;
  };

  return {
    request: (from) => {
      if (waiting !== null) {
        if (from === null || (waiting.from !== null && from < waiting.from)) waiting.from = from;
        return waiting.result;
      }
      const result = running.then(run, run);
      waiting = { from, result };
      running = result.catch(() => undefined);
      return result;
    },
    idle: async () => {
      await running;
    },
  };
}
