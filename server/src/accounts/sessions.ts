import type { LiveSession } from '@dangzhi/metrics/contract';
import { recordAlone } from '../audit/trail.ts';
import { SYSTEM, type Place } from '../rights/actor.ts';
import type { Caller } from '../rights/caller.ts';
import { createKnownCallers, type Known } from '../rights/known-callers.ts';
import { digestOf, newId, newSecret } from '../rights/secrets.ts';
import type { Postgres } from '../stores/index.ts';
import { targetOf } from './account.ts';
import { readHolder } from './holders.ts';
import type { SessionKeeper } from './session-keeper.ts';
import {
  deleteSession,
  findSession,
  IDLE_MINUTES,
  insertSession,
  listSessionsOf,
  markSeen,
  type SessionRow,
} from './session-queries.ts';

/** Hours after which it ends in any case. */
export const ABSOLUTE_HOURS = 12;

/** Sessions of an account at once; beyond them those end that were used longest ago. A demonstration shares its accounts. */
export const MOST_SESSIONS = 100;

/** Sessions are kept on the server: each can be listed, and ended at once. The browser holds only a random token. */
export interface Sessions extends SessionKeeper {
  /**
   * Begins one; whatever the browser held before is not continued. Where it is one too many, the one used longest ago ends.
   *
   * @returns the token, which is told nobody else and kept as a digest only
   */
  start(account: string, place: Place): Promise<string>;
  /** Whose token it is; at once when it was seen before, `null` when it is nobody's or has ended. */
  find(token: string): Caller | null | Promise<Caller | null>;
  /** @returns whether the account has such a session */
  end(account: string, session: string): Promise<boolean>;
  list(account: string, current: string | null): Promise<LiveSession[]>;
  /** Waits for what is still being written. */
  idle(): Promise<void>;
}

/** @param now the clock; sessions end by it */
export function createSessions(postgres: Postgres, now: () => Date): Sessions {
  const known = createKnownCallers<SessionRow>();

  // Who holds what is decided in any process, and holds in all.
  postgres.onWrite(({ table, change, isOthers }) => {
    const isMeant = table === 'account' || table === 'account_grant' || (table === 'session' && change === 'delete');
    if (isOthers && isMeant) known.doubt(read);
  });

  const isOver = ({ endsAt }: SessionRow, seenAt: number, at: Date): boolean =>
    at >= endsAt || at.getTime() - seenAt >= IDLE_MINUTES * 60_000;

  const read = async (token: string) => {
    const row = await findSession(postgres, digestOf(token));
    if (row === null) return null;
    const holder = await readHolder(postgres, row.account);
    if (holder === null || isOver(row, row.lastSeenAt.getTime(), now())) {
      await deleteSession(postgres, row.id);
      return null;
    }
    const caller = { kind: 'account' as const, session: row.id, ...holder };
    return { kept: row, caller, notedAt: row.lastSeenAt.getTime() };
  };

  const see = (one: Known<SessionRow>, at: Date): Caller => {
    known.see(one, at, () => markSeen(postgres, one.kept.id, at));
    return one.caller;
  };

  /** When each session was last used: noted in the store once a minute, known here at once. */
  const seenAtOf = (rows: readonly SessionRow[]) => {
    const seen = new Map([...known.all()].map(({ kept, seenAt }) => [kept.id, seenAt]));
    return rows.map((row) => ({ row, seenAt: Math.max(row.lastSeenAt.getTime(), seen.get(row.id) ?? 0) }));
  };

  const endSurplus = async (account: string, at: Date): Promise<void> => {
    const rows = await listSessionsOf(postgres, account);
    if (rows.length < MOST_SESSIONS) return;
    const oldest = seenAtOf(rows)
      .sort((a, b) => a.seenAt - b.seenAt)
      .slice(0, rows.length - MOST_SESSIONS + 1);
    const ended = new Set(oldest.map(({ row }) => row.id));
    for (const id of ended) await deleteSession(postgres, id, account);
    known.forget(({ kept }) => ended.has(kept.id));
    const living = oldest.filter(({ row, seenAt }) => !isOver(row, seenAt, at)).length;
    if (living === 0) return;
    const event = { action: 'session.end', target: targetOf(account), before: { sessions: living } };
    await recordAlone(postgres, SYSTEM, at, { ...event, reason: 'too many sessions' });
  };

  return {
    start: async (account, place) => {
      const token = newSecret();
      const at = now();
      await endSurplus(account, at);
      await insertSession(postgres, {
        id: newId(),
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
      if (one === undefined) return known.load(token, () => read(token)).then((found) => found && see(found, now()));
      const at = now();
      if (!isOver(one.kept, one.seenAt, at)) return see(one, at);
      // Unless it was used in another process meanwhile.
      known.forget((other) => other === one);
      return known.load(token, () => read(token)).then((found) => found && see(found, at));
    },

    end: async (account, session) => {
      const was = await deleteSession(postgres, session, account);
      known.forget(({ kept }) => kept.id === session && kept.account === account);
      return was;
    },

    endAllOf: async (account, except = null) => {
      const rows = await listSessionsOf(postgres, account);
      const meant = rows.filter(({ id }) => id !== except);
      for (const { id } of meant) await deleteSession(postgres, id, account);
      known.forget(({ kept }) => kept.account === account && kept.id !== except);
      return meant.length;
    },

    // Open streams end too: the pages open them again, with the rights there are now.
    forget: (account) => known.forget(({ kept }) => kept.account === account),

    list: async (account, current) => {
      const at = now();
      return seenAtOf(await listSessionsOf(postgres, account))
        .filter(({ row, seenAt }) => !isOver(row, seenAt, at))
        .map(({ row: { id, startedAt, endsAt, address, agent }, seenAt }) => ({
          id,
          startedAt: startedAt.toISOString(),
          lastSeenAt: new Date(seenAt).toISOString(),
          endsAt: endsAt.toISOString(),
          address,
          agent,
          current: id === current,
        }));
    },

    idle: () => known.idle(),
  };
}
