import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { StoreError, UserError } from '../base/errors.ts';
import { createMessageReader, writeMessage } from './peer-messages.ts';
import type { Hold, Peers } from './peers.ts';
import { CHANNEL, writeToldIn } from './told-writes.ts';
import type { Write } from './writes.ts';

export interface JoinParts {
  readonly connectionString: string;
  /** This process, as its connections to the database are named. */
  readonly name: string;
  /** Told what the others write. */
  readonly tellWrites: (writes: Iterable<Write>) => void;
  /** All that may have been written while nobody heard it. */
  readonly everyWrite: () => Promise<Iterable<Write>>;
  /** Told twice a second while another process prepares the stores; what it throws ends the waiting. */
  readonly onWait?: () => void;
}

/** The first holds it alone until others may come in, then everybody shares it. */
const STORES = 'stores';

const WAIT_MS = 500;
const HEARTBEAT_MS = 5000;
/** A server that takes longer to answer the smallest question is gone, as far as locks go. */
const ANSWER_MS = 15_000;

/**
 * Joins the processes that work on a PostgreSQL server: over one connection that lives as long as the process, since
 * locks and notifications are of a connection. While it is away nothing is held, and whatever is kept of the stores is
 * made anew every second, as nobody knows what was written; it comes back by itself. A pooler that lends out connections
 * for single transactions carries neither: the server is connected to directly.
 *
 * @throws UserError where such a pooler answers; what the driver says where the server cannot be reached; what `onWait`
 *   throws
 */
export async function joinPeers(parts: JoinParts): Promise<Peers> {
  const { name, tellWrites, onWait = () => undefined } = parts;
  const told = new EventEmitter().setMaxListeners(0);
  const freed = new EventEmitter().setMaxListeners(0);
  const holds = new Map<string, AbortController>();
  const taking = new Set<string>();
  let isClosed = false;
  let isSharing = false;
  let hasStayedFirst = true;
  let session: Session | null = null;

  const readMessage = createMessageReader();
  const hear = (notice: string): void => {
    const write = writeToldIn(notice, name);
    if (write !== null) tellWrites([write]);
    const message = readMessage(notice);
    if (message === null || message.from === name) return;
    if (message.topic === FREED) freed.emit(String(message.content));
    else told.emit(message.topic, message.content);
  };

  const current = (): Session => {
    if (session === null) throw away();
    return session;
  };

  const join = async (): Promise<Session> => {
    const joined = await openSession(parts, hear);
    joined.ended.addEventListener('abort', () => {
      session = null;
      hasStayedFirst &&= isSharing;
      for (const lost of holds.values()) lost.abort(away());
      holds.clear();
      if (!isClosed) void comeBack();
    });
    return joined;
  };

  const comeBack = async (): Promise<void> => {
    while (!isClosed) {
      try {
        tellWrites(await parts.everyWrite());
        const joined = await join();
        while (isSharing && !isClosed && !(await joined.tryLockShared(STORES))) await sleep(WAIT_MS);
        session = joined;
        // What was written between the last telling and the moment it heard again.
        tellWrites(await parts.everyWrite());
        return;
      } catch {
        await sleep(1000);
      }
    }
  };

  const takeIfFree = async (work: string): Promise<Hold | null> => {
    // A connection may take a lock that it has: within the process it is for us to tell.
    if (holds.has(work) || taking.has(work)) return null;
    const held = current();
    const lost = new AbortController();
    taking.add(work);
    try {
      if (!(await held.tryLock(work))) return null;
      if (held.ended.aborted) throw away();
      holds.set(work, lost);
    } finally {
      taking.delete(work);
    }
    const release = async (): Promise<void> => {
      if (holds.get(work) !== lost) return;
      // Its loss gives it back as well.
      await held.unlock(work).catch(() => undefined);
      holds.delete(work);
      freed.emit(work);
      await send(FREED, work).catch(() => undefined);
    };
    return { lost: lost.signal, release };
  };

  /** Whoever is not reached asks again after a while, or never needed to know. */
  const send = async (topic: string, content: unknown): Promise<void> => {
    try {
      for (const notice of writeMessage({ from: name, topic, content })) await current().notify(notice);
    } catch (error) {
      if (session !== null) throw error;
    }
  };

  session = await join();
  const isFirst = await session.tryLock(STORES);
  try {
    while (!isFirst && !(await current().tryLockShared(STORES))) {
      onWait();
      await sleep(WAIT_MS);
    }
  } catch (error) {
    isClosed = true;
    await session?.end();
    throw error;
  }
  isSharing = !isFirst;

  return {
    isConnected: () => session !== null,
    isFirst,
    letIn: async () => {
      if (isSharing) return;
      // Another process may have been the first meanwhile.
      if (!hasStayedFirst) throw away();
      // A connection shares with itself: there is no moment in which the lock is nobody's.
      await current().tryLockShared(STORES);
      await current().unlock(STORES);
      isSharing = true;
    },
    takeIfFree,
    take: async (work, signal) => {
      for (;;) {
        signal?.throwIfAborted();
        const hold = await takeIfFree(work);
        if (hold !== null) return hold;
        const over = AbortSignal.any([AbortSignal.timeout(2 * WAIT_MS), ...(signal ? [signal] : [])]);
        await once(freed, work, { signal: over }).catch(() => undefined);
      }
    },
    tell: send,
    onTold: (topic, listener) => {
      told.on(topic, listener);
      return () => told.off(topic, listener);
    },
    close: async () => {
      isClosed = true;
      await session?.end();
    },
  };
}

const away = (): StoreError =>
  new StoreError('PostgreSQL', 'unavailable', 'the connection that keeps order among processes is away');

/** One connection, and what is asked over it. */
interface Session {
  /** Aborted when the connection is gone, whoever ended it. */
  readonly ended: AbortSignal;
  tryLock(work: string): Promise<boolean>;
  tryLockShared(work: string): Promise<boolean>;
  unlock(work: string): Promise<void>;
  notify(notice: string): Promise<void>;
  end(): Promise<void>;
}

/** The first half of every key: any number nobody else locks with. */
const LOCKS = 20_261_201;

async function openSession({ connectionString }: JoinParts, hear: (notice: string) => void): Promise<Session> {
  const { Client } = await import('pg');
  const socket = new Socket();
  const client: Client = new Client({
    connectionString,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    // A line that went dead says nothing: it is cut from this end.
    stream: () => socket,
  });
  const gone = new AbortController();
  const leave = (): void => {
    clearInterval(heartbeat);
    socket.destroy();
    gone.abort();
  };
  client.on('error', leave);
  client.on('end', leave);
  client.on('notification', ({ payload = '' }) => hear(payload));
  const ask = async <Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> => {
    try {
      const { rows } = await client.query(statement, [...values]);
      return rows as Row[];
    } catch (error) {
      // Whether it was carried out nobody knows: of a connection that ends, every lock is given back.
      leave();
      throw error;
    }
  };
  const heartbeat = setInterval(() => void ask('SELECT 1').catch(() => undefined), HEARTBEAT_MS).unref();
  try {
    await client.connect();
    await ask(`LISTEN ${CHANNEL}`);
    await hearOneself(client, ask);
  } catch (error) {
    leave();
    throw error;
  }
  const tryWith = (lock: string) => async (work: string) => {
    const [row] = await ask<{ taken: boolean }>(`SELECT ${lock}($1, hashtext($2)) AS taken`, [LOCKS, work]);
    return row?.taken === true;
  };
  return {
    ended: gone.signal,
    tryLock: tryWith('pg_try_advisory_lock'),
    tryLockShared: tryWith('pg_try_advisory_lock_shared'),
    unlock: async (work) => void (await ask('SELECT pg_advisory_unlock($1, hashtext($2))', [LOCKS, work])),
    notify: async (notice) => void (await ask(`SELECT pg_notify('${CHANNEL}', $1)`, [notice])),
    end: async () => {
      // What is on its way is sent.
      await client.end().catch(() => undefined);
      leave();
    },
  };
}

/** What is told over a connection is heard on it, or it is not one connection all the time. */
async function hearOneself(
  client: Client,
  ask: (statement: string, values: readonly unknown[]) => Promise<unknown>,
): Promise<void> {
  const word = `hello ${randomUUID()}`;
  const heard = new Promise<true>((resolve) => {
    client.on('notification', ({ payload }) => {
      if (payload === word) resolve(true);
    });
  });
  await ask(`SELECT pg_notify('${CHANNEL}', $1)`, [word]);
  const isHeard = await Promise.race([heard, sleep(ANSWER_MS, false, { ref: false })]);
  if (!isHeard)
    throw new UserError(
      'PostgreSQL does not tell over this connection what is told to it, as a pooler does that lends out connections for ' +
        'single transactions: let DATABASE_URL lead to the server itself.',
    );
}

const FREED = 'freed';
