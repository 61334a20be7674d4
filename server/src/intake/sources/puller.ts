import type { SourceDeclaration } from '@dangzhi/metrics';
import type { PullRun } from '@dangzhi/metrics/contract';
import { Cron } from 'croner';
import { CallRefused, refuse } from '../../base/errors.ts';
import { createWriteGate, type WriteGate } from '../../base/write-gate.ts';
import type { Meters } from '../../base/meters.ts';
import type { LiveEvents } from '../../base/live-events.ts';
import type { Stores } from '../../stores/index.ts';
import { pullSource, type PullResult } from './pull.ts';
import { closeAbandonedRuns, listDeclared } from './queries.ts';
import { createReader, type SourceAccess, type SourceReader } from './reader.ts';

/** Pulls declared sources: by schedule, or when asked. */
export interface Puller {
  /**
   * Pulls one source and, when anything is new, has it scored before it resolves.
   *
   * @throws CallRefused `run.under-way` when it is being pulled already, `clock.undecided`; the gate's where nothing may be
   *   stored
   */
  pull(declaration: SourceDeclaration, onPage?: (run: PullRun) => void): Promise<PullRun>;
  /**
   * Pulls several sources, a few side by side. Scoring is left to the caller, once for all of them; a source that
   * fails is told of and keeps none of the others. Pages hear of them together when all are over: each hearing makes
   * every wall ask again.
   *
   * @param onStart told as each is begun; what it throws ends the whole
   */
  pullAll(
    declarations: readonly SourceDeclaration[],
    onStart?: (declaration: SourceDeclaration) => void,
  ): Promise<void>;
  /** Stops the run under way after its current page; `false` when none is. */
  cancel(source: string): boolean;
  breaker(declaration: SourceDeclaration): ReturnType<SourceReader['breaker']>;
  /** Pulls every declared source by its own schedule from now on. */
  schedule(): Promise<void>;
  /** Ends schedules and runs. */
  stop(): Promise<void>;
}

export interface PullerParts {
  readonly stores: Stores;
  /** Asked to score from the earliest month that changed, and told the batches. */
  readonly scorer: {
    request(from: string, batches: readonly string[]): Promise<unknown>;
    catchUp(): Promise<void>;
  };
  readonly events: LiveEvents;
  readonly now: () => Date;
  readonly access: SourceAccess;
  readonly onFailure: (message: string) => void;
  /** Asked before a run is begun, and before each page of it. */
  readonly gate?: WriteGate;
  readonly meters?: Pick<Meters, 'pulls'>;
}

/** One source answers while another's page is stored; more would only wait for the stores, which write in turn. */
const SIDE_BY_SIDE = 3;

export function createPuller({
  stores,
  scorer,
  events,
  now,
  access,
  onFailure,
  gate = createWriteGate(),
  meters,
}: PullerParts): Puller {
  const readers = new Map<string, { declaration: SourceDeclaration; reader: SourceReader }>();
  const running = new Map<string, { abort: AbortController; done: Promise<unknown> }>();
  const lost = new Set<string>();
  const crons: Cron[] = [];
  let isStopped = false;

  // A reader keeps its breaker between runs; a changed declaration gets a fresh one.
  const readerOf = (declaration: SourceDeclaration): SourceReader => {
    const known = readers.get(declaration.code);
    if (known !== undefined && JSON.stringify(known.declaration) === JSON.stringify(declaration)) return known.reader;
    const reader = createReader(declaration, access);
    readers.set(declaration.code, { declaration, reader });
    return reader;
  };

  const read = async (
    declaration: SourceDeclaration,
    abort: AbortController,
    onPage?: (run: PullRun) => void,
  ): Promise<PullResult> => {
    if (lost.delete(declaration.code)) await closeAbandonedRuns(stores.postgres, now(), declaration.code);
    const options = { now, signal: abort.signal, gate, ...(onPage && { onPage }) };
    const result = await pullSource(stores, declaration, readerOf(declaration), options).catch((error) => {
      // Its log could not be closed either: the next pull does it.
      if (!isRefused(error)) lost.add(declaration.code);
      throw error;
    });
    return result;
  };

  const publish = ({ run: { source, id, state } }: PullResult): void => {
    meters?.pulls.inc({ source, outcome: state });
    events.publish({ type: 'pulled', source, run: id, state });
  };

  const score = async ({ run, changedFrom, batches }: PullResult): Promise<PullRun> => {
    if (changedFrom !== null) await scorer.request(changedFrom, batches);
    else await scorer.catchUp();
    return run;
  };

  /** One run of a source at a time, which `stop` and `cancel` can reach. */
  const alone = async <T>(source: string, work: (abort: AbortController) => Promise<T>): Promise<T> => {
    if (running.has(source)) throw refuse('run.under-way', { source });
    const abort = new AbortController();
    const done = work(abort);
    running.set(source, { abort, done: done.catch(() => undefined) });
    try {
      return await done;
    } finally {
      running.delete(source);
    }
  };

  const tellFailure = ({ code }: SourceDeclaration, { state, error }: PullRun): void => {
    if (state === 'failed') onFailure(`source ${code}: ${error ?? 'failed'}`);
  };

  const pull: Puller['pull'] = (declaration, onPage) =>
    alone(declaration.code, async (abort) => {
      await gate.check();
      const result = await read(declaration, abort, onPage);
      publish(result);
      return score(result);
    });

  return {
    pull,
    pullAll: async (declarations, onStart = () => undefined) => {
      const waiting = [...declarations];
      const pulled: PullResult[] = [];
      const pullWaiting = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined && !isStopped; next = waiting.shift()) {
          const declaration = next;
          onStart(declaration);
          await gate.check();
          const result = await alone(declaration.code, (abort) => read(declaration, abort));
          pulled.push(result);
          tellFailure(declaration, result.run);
        }
      };
      try {
        await Promise.all(Array.from({ length: SIDE_BY_SIDE }, pullWaiting));
      } finally {
        pulled.forEach(publish);
      }
    },
    cancel: (source) => {
      const run = running.get(source);
      run?.abort.abort();
      return run !== undefined;
    },
    breaker: (declaration) => readerOf(declaration).breaker(),
    schedule: async () => {
      for (const { declaration } of await listDeclared(stores.postgres)) {
        const tick = async (): Promise<void> => {
          // It was told of when it began.
          if ((await gate.refusal()) !== null) return;
          tellFailure(declaration, await pull(declaration));
        };
        crons.push(
          new Cron(
            declaration.schedule,
            {
              timezone: 'Asia/Shanghai',
              protect: true,
              catch: (error) => onFailure(`source ${declaration.code}: ${String(error)}`),
            },
            tick,
          ),
        );
      }
    },
    stop: async () => {
      isStopped = true;
      for (const cron of crons) cron.stop();
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

const isRefused = (error: unknown): boolean => error instanceof CallRefused;
