import type { SourceDeclaration } from '@dangzhi/metrics';
import type { PullRun } from '@dangzhi/metrics/contract';
import { Cron } from 'croner';
import { RunUnderWay } from '../errors.ts';
import type { LiveEvents } from '../live-events.ts';
import type { Stores } from '../stores/index.ts';
import { pullSource } from './pull.ts';
import { closeAbandonedRuns, listDeclared } from './queries.ts';
import { createReader, type SourceReader } from './reader.ts';

/** Pulls declared sources: by schedule, or when asked. */
export interface Puller {
  /**
   * Pulls one source and, when anything is new, has it scored before it resolves.
   *
   * @throws RunUnderWay when it is being pulled already
   */
  pull(declaration: SourceDeclaration, onPage?: (run: PullRun) => void): Promise<PullRun>;
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
  /** Asked to score from the earliest month that changed. */
  readonly scorer: { request(from: string): Promise<unknown>; catchUp(): Promise<void> };
  readonly events: LiveEvents;
  readonly now: () => Date;
  readonly token: (name: string) => string | undefined;
  readonly onFailure: (message: string) => void;
}

export function createPuller({ stores, scorer, events, now, token, onFailure }: PullerParts): Puller {
  const readers = new Map<string, { declaration: SourceDeclaration; reader: SourceReader }>();
  const running = new Map<string, { abort: AbortController; done: Promise<unknown> }>();
  const lost = new Set<string>();
  const crons: Cron[] = [];

  // A reader keeps its breaker between runs; a changed declaration gets a fresh one.
  const readerOf = (declaration: SourceDeclaration): SourceReader => {
    const known = readers.get(declaration.code);
    if (known !== undefined && JSON.stringify(known.declaration) === JSON.stringify(declaration)) return known.reader;
    const reader = createReader(declaration, token);
    readers.set(declaration.code, { declaration, reader });
    return reader;
  };

  const pullAndScore = async (
    declaration: SourceDeclaration,
    abort: AbortController,
    onPage?: (run: PullRun) => void,
  ): Promise<PullRun> => {
    if (lost.delete(declaration.code)) await closeAbandonedRuns(stores.postgres, now(), declaration.code);
    const options = { now, signal: abort.signal, ...(onPage && { onPage }) };
    const { run, changedFrom } = await pullSource(stores, declaration, readerOf(declaration), options).catch(
      (error) => {
        // Its log could not be closed either: the next pull does it.
        if (!(error instanceof RunUnderWay)) lost.add(declaration.code);
        throw error;
      },
    );
    events.publish({ type: 'pulled', source: declaration.code, run: run.id, state: run.state });
    if (changedFrom !== null) await scorer.request(changedFrom);
    else await scorer.catchUp();
    return run;
  };

  const pull: Puller['pull'] = async (declaration, onPage) => {
    if (running.has(declaration.code)) throw new RunUnderWay(declaration.code);
    const abort = new AbortController();
    const work = pullAndScore(declaration, abort, onPage);
    running.set(declaration.code, { abort, done: work.catch(() => undefined) });
    try {
      return await work;
    } finally {
      running.delete(declaration.code);
    }
  };

  return {
    pull,
    cancel: (source) => {
      const run = running.get(source);
      run?.abort.abort();
      return run !== undefined;
    },
    breaker: (declaration) => readerOf(declaration).breaker(),
    schedule: async () => {
      for (const { declaration } of await listDeclared(stores.postgres)) {
        const tick = async (): Promise<void> => {
          const run = await pull(declaration);
          if (run.state === 'failed') onFailure(`source ${declaration.code}: ${run.error ?? 'failed'}`);
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
      for (const cron of crons) cron.stop();
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}
