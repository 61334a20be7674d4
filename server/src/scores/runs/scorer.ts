import { addMonths, monthOfInstant } from '@dangzhi/metrics';
import { knownAt } from '../../observations/clock.ts';
import { mergeCopies } from '../../observations/kept-copies.ts';
import { refuse } from '../../base/errors.ts';
import { currentRequest, withRequests } from '../../base/request-context.ts';
import { createWriteGate, type WriteGate } from '../../base/write-gate.ts';
import type { Stores } from '../../stores/index.ts';
import type { Hold } from '../../stores/peers.ts';
import { scoreLive, type LiveResult } from './live-run.ts';
import { dropRuns, listSupersededRuns } from './stored-runs.ts';

/** Keeps the live result in step with the observations, one scoring at a time among all processes on the stores. */
export interface Scorer {
  /**
   * Asks for a scoring of everything from a month on. Requests that arrive while one runs are
   * gathered into the next.
   *
   * @param from first month that may have changed; `null` for all
   * @param batches those that changed it, told of as news when it is scored
   * @returns what the scoring that covers this request changed
   */
  request(from: string | null, batches?: readonly string[]): Promise<LiveResult>;
  /**
   * The same without waiting for it: a scoring that fails is told of and tried again by itself until it is done. What was
   * stored with its batches is scored by the next start if this process ends before.
   */
  ask(from: string | null, batches: readonly string[]): void;
  /** Scores what an earlier request could not, when a store was away; otherwise does nothing. */
  catchUp(): Promise<void>;
  /** Whether anything is being scored or waits for it. */
  isBusy(): boolean;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Ends what is under way at its next safe point, and begins nothing more: the next start scores what was stored. */
  stop(): Promise<void>;
}

/** What is scored next. */
interface Wanted {
  from: string | null;
  batches: readonly string[];
  /** Calls that asked for it. */
  requests: readonly string[];
}

/** A scoring that is over. */
export interface ScoringRun {
  readonly seconds: number;
  /** `null` where it was done. */
  readonly failure: string | null;
  readonly from: string | null;
  /** Months whose result changed; of one that failed, none are told. */
  readonly changed: number;
  /** Calls that asked for it. */
  readonly requests: readonly string[];
}

interface ScorerOptions {
  /** Asked before anything is scored, and before what a scoring replaced is taken away. */
  readonly gate?: WriteGate;
  /** Told in a sentence why a scoring failed that nobody waits for. */
  readonly onFailure?: (message: string) => void;
  /** Told of every scoring when it is over. */
  readonly onRun?: (run: ScoringRun) => void;
  /** How long it rests before it is tried again; twice as long after each failure. */
  readonly firstWaitMs?: number;
}

/**
 * @param onScored told after every stretch of months in which anything changed
 * @param now the clock
 * @param onDone told when a scoring is over and its requests are answered, while the runs it replaced can still be read
 */
export function createScorer(
  stores: Stores,
  onScored: (result: LiveResult) => void,
  now: () => Date,
  onDone: (result: LiveResult, batches: readonly string[]) => Promise<void> = async () => undefined,
  {
    gate = createWriteGate(),
    onFailure = () => undefined,
    onRun = () => undefined,
    firstWaitMs = FIRST_WAIT_MS,
  }: ScorerOptions = {},
): Scorer {
  let running: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  const stopping = new AbortController();
  let again: NodeJS.Timeout | null = null;
  let wait = firstWaitMs;
  // Runs replaced before the scoring under way. They go after it, so that a page read just before a
  // swap still finds its rows, and nobody waits for the deletion, which costs as much as the scoring.
  let superseded: readonly number[] = [];
  let waiting: (Wanted & { result: Promise<LiveResult> }) | null = null;
  // Of scorings that failed: nobody would ask for these months again.
  let owed: Wanted | null = null;

  // Those of the scoring that was last; the next one waits until they are told of.
  let scored: readonly string[] = [];
  // Until what a scoring replaced is taken away as well: another process that scores meanwhile would score for nothing.
  let turn: Hold | null = null;

  const run = async (): Promise<LiveResult> => {
    if (stopping.signal.aborted) throw refuse('server.stopping');
    const wanted: Wanted = waiting ?? { from: null, batches: [], requests: [] };
    const from = owed === null ? wanted.from : earlier(wanted.from, owed.from);
    const batches = [...(owed?.batches ?? []), ...wanted.batches];
    const requests = [...new Set([...(owed?.requests ?? []), ...wanted.requests])];
    waiting = null;
    owed = { from, batches, requests };
    await gate.check();
    turn = await stores.peers.take('scoring', stopping.signal);
    const unscored = await listOwed(stores);
    const began = performance.now();
    const tell = (changed: number, failure: string | null): void =>
      onRun({ seconds: (performance.now() - began) / 1000, failure, from, changed, requests });
    const result = await score(from, AbortSignal.any([stopping.signal, turn.lost])).catch((error: unknown) => {
      tell(0, String(error));
      throw error;
    });
    tell(result.changed.length, null);
    owed = null;
    await settleOwed(
      stores,
      unscored.filter(({ month }) => from === null || month >= from),
    );
    scored = batches;
    return result;
  };

  const score = async (from: string | null, signal: AbortSignal): Promise<LiveResult> => {
    superseded = await listSupersededRuns(stores);
    const instant = await knownAt(stores.postgres, now());
    const result: { changed: LiveResult['changed'][number][]; months: number; units: number } = {
      changed: [],
      months: 0,
      units: 0,
    };
    for (const [first, last] of stretches(from, monthOfInstant(instant))) {
      const part = await scoreLive(stores, first, last, instant, signal);
      if (part.changed.length > 0) onScored(part);
      result.changed.push(...part.changed);
      result.months += part.months;
      result.units = part.units;
    }
    return result;
  };

  // Only after a scoring that succeeded: one that failed for want of room would be followed by a deletion that needs some
  // itself, and of which the engine would leave half a file. The next scoring finds what is left here.
  const tidy = async (): Promise<void> => {
    if (stopping.signal.aborted || (await gate.refusal()) !== null) return;
    await dropRuns(stores, superseded);
    await mergeCopies(stores.clickhouse);
  };

  const request = (from: string | null, batches: readonly string[] = []): Promise<LiveResult> => {
    const id = currentRequest();
    const requests = id === null ? [] : [id];
    if (waiting === null) {
      const result = running.then(run, run);
      waiting = { from, batches, requests, result };
      underWay += 1;
      running = result
        .then((done) => onDone(done, scored))
        .then(tidy)
        .catch(() => undefined)
        .finally(async () => {
          await turn?.release();
          turn = null;
          underWay -= 1;
        });
    } else {
      waiting.from = earlier(waiting.from, from);
      waiting.batches = [...waiting.batches, ...batches];
      waiting.requests = [...waiting.requests, ...requests];
    }
    return waiting.result;
  };

  const catchUp = async (): Promise<void> => {
    await running;
    if (owed !== null) await request(owed.from);
  };

  const tryAgain = (error: unknown): void => {
    // Several that were gathered into one scoring fail together.
    if (again !== null || stopping.signal.aborted) return;
    onFailure(withRequests(String(error), owed?.requests ?? []));
    const goOn = async (): Promise<void> => {
      // However long it is closed, what waits is scored as soon as it opens.
      await gate.untilOpen(stopping.signal).finally(() => (again = null));
      await catchUp();
    };
    again = setTimeout(() => void goOn().then(() => (wait = firstWaitMs), tryAgain), wait);
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  };

  return {
    request,
    ask: (from, batches) => void request(from, batches).catch(tryAgain),
    catchUp,
    isBusy: () => underWay > 0 || owed !== null,
    idle: async () => {
      await running;
    },
    stop: async () => {
      stopping.abort(refuse('server.stopping'));
      if (again !== null) clearTimeout(again);
      await running;
    },
  };
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;

/** Batches that are here in full and that no scoring has covered: of any other the rows may yet come in. */
const listOwed = ({ postgres: { db } }: Stores): Promise<{ batch: string; month: string }[]> =>
  db
    .selectFrom('scoring_owed')
    .innerJoin('batch', 'batch.id', 'scoring_owed.batch')
    .select(['scoring_owed.batch', 'scoring_owed.month'])
    .where('batch.state', '=', 'checked')
    .execute();

async function settleOwed({ postgres: { db } }: Stores, covered: readonly { batch: string }[]): Promise<void> {
  if (covered.length === 0) return;
  const batches = covered.map(({ batch }) => batch);
  await db.deleteFrom('scoring_owed').where('batch', 'in', batches).execute();
}

/** The earlier of two first months; `null` stands for the very first. */
const earlier = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? null : a < b ? a : b;

/** Months scored and shown before the rest: those a monthly value reaches by itself. */
const FIRST_STRETCH = 3;

/**
 * The months to score, those next to the change first: whoever looks at it sees the result before
 * the years after it, where little or nothing differs, are gone through.
 */
function stretches(from: string | null, until: string): [string | null, string][] {
  if (from === null) return [[null, until]];
  const later = addMonths(from, FIRST_STRETCH);
  if (later > until) return [[from, until]];
  return [
    [from, addMonths(later, -1)],
    [later, until],
  ];
}
