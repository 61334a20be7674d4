import type { PGlite } from '@electric-sql/pglite';
import { readSpace } from '../base/free-space.ts';
import { syncTree } from '../base/durable-files.ts';
import { StoreError } from '../base/errors.ts';
import { narrowBelow } from './data-dir.ts';
import { openSyncedFiles, type SyncTarget } from './synced-files.ts';

/** Why an engine answers nothing any more. */
export interface EngineFailure {
  readonly reason: string;
  /** It found no room for what it had to write. */
  readonly isFull: boolean;
  /**
   * Whether another may be started on its files: what it had written is there to be read. Not after a sync that failed,
   * since nobody knows then what the disk has.
   */
  readonly mayGoOn: boolean;
}

/** One PGlite on files in a folder, watched. */
export interface Engine {
  readonly pglite: PGlite;
  /** `null` as long as it runs. */
  readonly failure: () => EngineFailure | null;
  /** Never resolves; rejects when it has stopped. */
  readonly stopped: Promise<never>;
  close(): Promise<void>;
}

/** All of a county's documents; what was in PostgreSQL's own 128 MB once stays in the process's memory for good. */
const EMBEDDED_BUFFERS = '24MB';

/** What makes the engine wait for the disk, said whatever a file of settings says. */
const DURABLE = ['fsync=on', 'full_page_writes=on', 'synchronous_commit=on', 'wal_sync_method=fsync'];

/**
 * Starts PGlite on files in `folder`; where one was killed or has stopped, it reads its log first.
 *
 * @param target where its syncs go; the disk, but in tests of them
 */
export async function startEngine(folder: string, target?: SyncTarget): Promise<Engine> {
  const { PGlite } = await import('@electric-sql/pglite');
  // An earlier version, a copy or a restore may have left it to the kernel when to write it.
  syncTree(folder);
  const files = openSyncedFiles(folder, target);
  const starting = PGlite.create({
    fs: files.fs,
    relaxedDurability: false,
    startParams: [
      // Told with it, the engine asks for no sync at all.
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
      ...[...DURABLE, `shared_buffers=${EMBEDDED_BUFFERS}`].flatMap((setting) => ['-c', setting]),
    ],
  });
  const pglite = await starting.catch((error: unknown) => {
    // It says nothing but that it was aborted.
    throw files.wasFull() ? new StoreError('PostgreSQL', 'full', NO_ROOM) : error;
  });
  // What it makes at a start has modes of its own.
  narrowBelow(folder);
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  // It is told where it is waited for.
  stopped.catch(() => undefined);
  let crash: Error | null = null;
  const failure = (): EngineFailure | null => {
    const sync = files.failure();
    if (sync !== null) return { reason: `a sync failed: ${sync.message}`, isFull: false, mayGoOn: false };
    if (crash === null) return null;
    const isFull = files.wasFull();
    return { reason: isFull ? NO_ROOM : `it stopped: ${crash.message}`, isFull, mayGoOn: true };
  };
  watch(pglite, {
    refuse: () => refuseAfter(failure()),
    isStopped: () => failure() !== null,
    stop: (error) => {
      crash ??= error;
      reject(storeErrorOf(failure()));
    },
  });
  return {
    pglite,
    failure,
    stopped,
    close: async () => {
      // An engine that is asked to end writes what it has.
      if (failure() !== null) await files.fs.closeFs();
      else if (!pglite.closed) await pglite.close();
    },
  };
}

/**
 * After a sync has failed, or PostgreSQL has stopped itself, the engine stands in the middle of something, and what it
 * would answer is not what the disk has.
 */
export function refuseAfter(failure: EngineFailure | null): void {
  if (failure !== null) throw storeErrorOf(failure);
}

function storeErrorOf(failure: EngineFailure | null): StoreError {
  const { reason = 'it stopped', isFull = false, mayGoOn = true } = failure ?? {};
  const then = mayGoOn ? '' : '; start the server again';
  return new StoreError('PostgreSQL', isFull ? 'full' : 'unavailable', `${reason}${then}`);
}

interface Watched {
  /** Throws where it has stopped. */
  readonly refuse: () => void;
  readonly isStopped: () => boolean;
  readonly stop: (error: Error) => void;
}

/** As much of PGlite's module as its loop over a message calls. */
interface EngineModule {
  _PostgresMainLoopOnce: () => unknown;
  stackRestore: (pointer: number) => unknown;
  _PostgresSendReadyForQueryIfNecessary: () => unknown;
  _pgl_pq_flush: () => unknown;
}

const NO_ROOM = 'no space left on its disk';

/** PGlite's number for an error of a statement, which PostgreSQL goes on after. */
const STATEMENT_FAILED = 100;

/**
 * PGlite takes whatever ends a turn of PostgreSQL's main loop for an error of the statement: after a PANIC, as when the log
 * of a commit finds no room, it says that all is well, or asks for ever. Here such an end is noted, and nothing is asked
 * or answered after it.
 */
function watch(pglite: PGlite, { refuse, isStopped, stop }: Watched): void {
  const engine = pglite.Module as unknown as EngineModule;
  const turn = engine._PostgresMainLoopOnce.bind(engine);
  engine._PostgresMainLoopOnce = () => {
    try {
      return turn();
    } catch (error) {
      if ((error as { status?: number }).status !== STATEMENT_FAILED)
        stop(error instanceof Error ? error : new Error(String((error as { message?: string }).message ?? error)));
      throw error;
    }
  };
  // The one step between a turn that ended so and the next.
  const restore = engine.stackRestore.bind(engine);
  engine.stackRestore = (pointer) => {
    refuse();
    return restore(pointer);
  };
  for (const name of ['_PostgresSendReadyForQueryIfNecessary', '_pgl_pq_flush'] as const) {
    const answer = engine[name].bind(engine);
    engine[name] = () => (isStopped() ? undefined : answer());
  }
  // Every way to the engine leads through here, also the ROLLBACK of a COMMIT that failed.
  const ask = pglite.execProtocolRawSync.bind(pglite);
  pglite.execProtocolRawSync = (message) => {
    refuse();
    return ask(message);
  };
}

/** A file of the log and half as much again: with less it could not even read its log and go on. */
const ROOM_TO_GO_ON = 24 * 2 ** 20;
const TRY_EVERY_MS = 2000;

/**
 * What starts an engine again where one has stopped, when there is room for it.
 *
 * @param start starts it
 * @returns the one that runs now, or the stopped one where it cannot be or was tried a moment ago; never rejects
 */
export function createRestart(folder: string, start: () => Promise<Engine>): (engine: Engine) => Promise<Engine> {
  let triedAt = -Infinity;
  return async (engine) => {
    if (engine.failure()?.mayGoOn !== true || performance.now() - triedAt < TRY_EVERY_MS) return engine;
    triedAt = performance.now();
    try {
      const { freeBytes } = await readSpace(folder, 0);
      if (freeBytes < ROOM_TO_GO_ON) return engine;
      // What it has open is of no use any more, whether it lets go of it or not.
      await engine.close().catch(() => undefined);
      return await start();
    } catch {
      return engine;
    }
  };
}
