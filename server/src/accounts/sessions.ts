import { createHash, randomBytes } from 'node:crypto';
import type { LiveSession } from '@dangzhi/metrics/contract';
import type { Actor } from '../audit/trail.ts';
import type { Caller } from '../rights/caller.ts';
import type { Postgres } from '../stores/index.ts';
import { readHolder } from './holders.ts';
import type { SessionKeeper } from './session-keeper.ts';
import {
  deleteSession,
  findSession,
  insertSession,
  listSessionsOf,
  markSeen,
  type SessionRow,
} from './session-queries.ts';

/** Minutes without a request after which a session ends. */
export const IDLE_MINUTES = 30;
/** Hours after which it ends in any case. */
export const ABSOLUTE_HOURS = 12;
/** Between two notes in the store that a session is in use. */
const NOTE_EVERY_MS = 60_000;

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Sessions are kept on the server: each can be listed, and ended at once. The browser holds only a random token. */
export interface Sessions extends SessionKeeper {
  /**
   * Begins one; whatever the browser held before is not continued.
   *
   * @returns the token, which is told nobody else and kept as a digest only
   */
  start(account: string, place: Pick<Actor, 'address' | 'agent'>): Promise<string>;
  /** Whose token it is; at once when it was seen before, `null` when it is nobody's or has ended. */
  find(token: string): Caller | null | Promise<Caller | null>;
  /** @returns whether the account has such a session */
  end(account: string, session: string): Promise<boolean>;
  list(account: string, current: string | null): Promise<LiveSession[]>;
  /** Waits for what is still being written. */
  idle(): Promise<void>;
}

interface Known {
  readonly row: SessionRow;
  readonly caller: Caller;
  readonly ending: AbortController;
  seenAt: number;
  notedAt: number;
}

/** @param now the clock; sessions end by it */
export function createSessions(postgres: Postgres, now: () => Date): Sessions {
  // By token, so that a check is one look-up. In the process only; the store has the digest.
  const known = new Map<string, Known>();
  const writing = new Set<Promise<void>>();
  let changes = 0;

  const drop = (isMeant: (one: Known) => boolean): void => {
    changes += 1;
    for (const [token, one] of known) {
      if (!isMeant(one)) continue;
      known.delete(token);
      one.ending.abort();
    }
  };

  const isOver = ({ row, seenAt }: Pick<Known, 'row' | 'seenAt'>, at: number): boolean =>
    at >= row.endsAt.getTime() || at - seenAt >= IDLE_MINUTES * 60_000;

  /** In the background: an answer does not wait for it, and one that fails is made up for by the next. */
  const note = (one: Known, at: number): void => {
    one.notedAt = at;
    const work = markSeen(postgres, one.row.id, new Date(at))
      .catch(() => undefined)
      .finally(() => writing.delete(work));
    writing.add(work);
  };

  const load = async (token: string): Promise<Caller | null> => {
    const before = changes;
    const row = await findSession(postgres, digestOf(token));
    const at = now().getTime();
    if (row === null) return null;
    const holder = await readHolder(postgres, row.account);
    if (holder === null || isOver({ row, seenAt: row.lastSeenAt.getTime() }, at)) {
      await deleteSession(postgres, row.id);
      return null;
    }
    // Something ended or changed while it was read: what was read may be from before.
    if (before !== changes) return load(token);
    const ending = new AbortController();
    const caller: Caller = { kind: 'account', session: row.id, ended: ending.signal, ...holder };
    // Two calls that load it at once must share one ending.
    const earlier = known.get(token);
    if (earlier !== undefined) return earlier.caller;
    const one = { row, caller, ending, seenAt: at, notedAt: row.lastSeenAt.getTime() };
    known.set(token, one);
    if (at - one.notedAt >= NOTE_EVERY_MS) note(one, at);
    return caller;
  };

  return {
    start: async (account, place) => {
      const token = randomBytes(32).toString('base64url');
      const at = now();
      await insertSession(postgres, {
        id: randomBytes(12).toString('base64url'),
        digest: digestOf(token),
        account,
        startedAt: at,
        endsAt: new Date(at.getTime() + ABSOLUTE_HOURS * 3_600_000),
        ...place,
      });
      return token;
    },

    find: (token) => {
      const one = known.get(token);
      if (one === undefined) return load(token);
      const at = now().getTime();
      if (isOver(one, at)) {
        drop((other) => other === one);
        return deleteSession(postgres, one.row.id).then(() => null);
      }
      one.seenAt = at;
      if (at - one.notedAt >= NOTE_EVERY_MS) note(one, at);
      return one.caller;
    },

    end: async (account, session) => {
      const was = await deleteSession(postgres, session, account);
      drop(({ row }) => row.id === session && row.account === account);
      return was;
    },

    endAllOf: async (account, except = null) => {
      const rows = await listSessionsOf(postgres, account);
      const meant = rows.filter(({ id }) => id !== except);
      for (const { id } of meant) await deleteSession(postgres, id, account);
      drop(({ row }) => row.account === account && row.id !== except);
      return meant.length;
    },

    // Open streams end too: the pages open them again, with the rights there are now.
    forget: (account) => drop(({ row }) => row.account === account),

    list: async (account, current) => {
      const seen = new Map([...known.values()].map((one) => [one.row.id, one.seenAt]));
      const at = now().getTime();
      const rows = await listSessionsOf(postgres, account);
      return rows
        .map((row) => ({ ...row, lastSeenAt: new Date(Math.max(row.lastSeenAt.getTime(), seen.get(row.id) ?? 0)) }))
        .filter((row) => !isOver({ row, seenAt: row.lastSeenAt.getTime() }, at))
        .map(({ id, startedAt, lastSeenAt, endsAt, address, agent }) => ({
          id,
          startedAt: startedAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
          endsAt: endsAt.toISOString(),
          address,
          agent,
          current: id === current,
        }));
    },

    idle: async () => {
      await Promise.all(writing);
    },
  };
}
