import type { SourceDeclaration } from '@dangzhi/metrics';
import type { PullRun } from '@dangzhi/metrics/contract';
import { Cron } from 'croner';
import { CallRefused, refuse } from '../../base/errors.ts';
import { createWriteGate, type WriteGate } from '../../base/write-gate.ts';
import type { Meters } from '../../base/meters.ts';
import type { LiveEvents } from '../../base/live-events.ts';
import type { Finisher } from '../../observations/finisher.ts';
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
   * fails is told of and keeps none of the others, and one that is being pulled already is passed over. Pages hear of
   * them together when all are over: each hearing makes every wall ask again.
   *
   * @param onStart told as each is begun; what it throws ends the whole
   */
  pullAll(
    declarations: readonly SourceDeclaration[],
    onStart?: (declaration: SourceDeclaration) => void,
  ): Promise<void>;
  /** Stops the run under way after its current page, also one of another process; `false` when none is. */
  cancel(source: string): Promise<boolean>;
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
  readonly finisher?: Finisher;
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
  finisher,
  meters,
}: PullerParts): Puller {
  const readers = new Map<string, { declaration: SourceDeclaration; reader: SourceReader }>();
  const running = new Map<string, { abort: AbortController; done: Promise<unknown> }>();
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
    // Nobody else pulls it now: a run that is still open is of a process that ended, or of a store that was gone.
    await closeAbandonedRuns(stores.postgres, now(), declaration.code);
    const options = { now, signal: abort.signal, gate, ...(finisher && { finisher }), ...(onPage && { onPage }) };
    return pullSource(stores, declaration, readerOf(declaration), options);
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

  /** One run of a source at a time, whichever process it is in, which `stop` and `cancel` can reach. */
  const alone = async <T>(source: string, work: (abort: AbortController) => Promise<T>): Promise<T> => {
    if (running.has(source)) throw refuse('run.under-way', { source });
    const abort = new AbortController();
    const done = workAlone(source, abort, work);
    running.set(source, { abort, done: done.catch(() => undefined) });
    try {
      return await done;
    } finally {
      running.delete(source);
    }
  };

  const workAlone = async <T>(
    source: string,
    abort: AbortController,
    work: (abort: AbortController) => Promise<T>,
  ): Promise<T> => {
    const hold = await stores.peers.takeIfFree(lockOf(source));
    if (hold === null) throw refuse('run.under-way', { source });
    hold.lost.addEventListener('abort', () => abort.abort());
    try {
      return await work(abort);
    } finally {
      await hold.release();
    }
  };

  const stopHere = (source: string): boolean => {
    const run = running.get(source);
    run?.abort.abort();
    return run !== undefined;
  };
  const endHearing = stores.peers.onTold(CANCEL, (source) => void stopHere(String(source)));

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
          const result = await alone(declaration.code, (abort) => read(declaration, abort)).catch(passOverUnderWay);
          if (result === null) continue;
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
    cancel: async (source) => {
      if (stopHere(source)) return true;
      const hold = await stores.peers.takeIfFree(lockOf(source));
      await hold?.release();
      if (hold === null) await stores.peers.tell(CANCEL, source);
      return hold === null;
    },
    breaker: (declaration) => readerOf(declaration).breaker(),
    schedule: async () => {
      for (const { declaration } of await listDeclared(stores.postgres)) {
        const tick = async (): Promise<void> => {
          // It was told of when it began.
          if ((await gate.refusal()) !== null) return;
          const run = await pull(declaration).catch(passOverUnderWay);
          if (run !== null) tellFailure(declaration, run);
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
      endHearing();
      for (const cron of crons) cron.stop();
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

const CANCEL = 'cancel-pull';

const lockOf = (source: string): string => `pull ${source}`;

/** What is being pulled already, here or by another process, needs no other pull. */
function passOverUnderWay(error: unknown): null {
  if (error instanceof CallRefused && error.code === 'run.under-way') return null;
  throw error;
}
