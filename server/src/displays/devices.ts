import type { Display, SessionView } from '@dangzhi/metrics/contract';
import { rightsOfDisplay } from '@dangzhi/metrics/rights';
import type { Actor } from '../audit/trail.ts';
import type { Caller } from '../rights/caller.ts';
import type { Postgres } from '../stores/index.ts';
import { findDisplayOfDevice, markDisplaySeen } from './queries.ts';
import { bindDevice, digestOf, newSecret } from './registry.ts';

type Place = Pick<Actor, 'address' | 'agent'>;

/** Between two notes in the store that a device is in use. */
const NOTE_EVERY_MS = 60_000;

/** Devices that are bound to a display: each has a secret of its own, and no end but being revoked. */
export interface Devices {
  /**
   * Who a device's secret proves it to be: at once when it was seen before, `null` when it is nobody's or its
   * display is revoked.
   *
   * @param place from where it asks; read only when it is noted down, at most once a minute
   */
  find(secret: string, place?: () => Place): Caller | null | Promise<Caller | null>;
  /**
   * Binds the device that brings a token nobody used yet.
   *
   * @returns the device's own secret, which is told nobody else; `null` when the token does not hold
   */
  claim(token: string, place: Place): Promise<{ readonly secret: string; readonly display: Display } | null>;
  /** What a device can be told of itself. One whose secret no longer holds, for whatever reason, is `revoked`. */
  stateOf(secret: string): Promise<NonNullable<SessionView['display']>>;
  /** A display was changed, re-issued or revoked: its streams end, and the next call reads it anew. */
  forget(id: string): void;
  /** Waits for what is still being written. */
  idle(): Promise<void>;
}

interface Known {
  readonly caller: Caller;
  readonly digest: string;
  readonly ending: AbortController;
  notedAt: number;
}

/** @param now the clock of the notes when a device was seen */
export function createDevices({ postgres, now }: { readonly postgres: Postgres; readonly now: () => Date }): Devices {
  // By secret, so that a check is one look-up. In the process only; the store has the digest.
  const known = new Map<string, Known>();
  const writing = new Set<Promise<void>>();
  let changes = 0;

  /** In the background: an answer does not wait for it, and one that fails is made up for by the next. */
  const note = (one: Known, place: (() => Place) | undefined): void => {
    const at = now();
    if (at.getTime() - one.notedAt < NOTE_EVERY_MS) return;
    one.notedAt = at.getTime();
    const work = markDisplaySeen(postgres, one.digest, at, place?.() ?? null)
      .catch(() => undefined)
      .finally(() => writing.delete(work));
    writing.add(work);
  };

  const load = async (secret: string): Promise<Known | null> => {
    const digest = digestOf(secret);
    const before = changes;
    const row = await findDisplayOfDevice(postgres, digest);
    // Something was changed while it was read: what was read may be from before.
    if (before !== changes) return load(secret);
    if (row === null || row.revoked_at !== null) return null;
    // Two calls that load it at once must share one ending.
    const earlier = known.get(secret);
    if (earlier !== undefined) return earlier;
    const ending = new AbortController();
    const caller: Caller = {
      kind: 'display',
      id: row.id,
      name: row.name,
      rights: rightsOfDisplay(row.screens),
      session: null,
      mustChangePassword: false,
      ended: ending.signal,
    };
    const one = { caller, digest, ending, notedAt: row.last_seen_at?.getTime() ?? 0 };
    known.set(secret, one);
    return one;
  };

  return {
    find: (secret, place) => {
      const one = known.get(secret);
      if (one !== undefined) {
        note(one, place);
        return one.caller;
      }
      return load(secret).then((found) => {
        if (found !== null) note(found, place);
        return found?.caller ?? null;
      });
    },

    claim: async (token, place) => {
      const secret = newSecret();
      const display = await bindDevice(postgres, now(), { token, secret }, place);
      return display === null ? null : { secret, display };
    },

    stateOf: async (secret) => {
      const row = await findDisplayOfDevice(postgres, digestOf(secret));
      // It was a display once, or it had no such cookie: it is never shown a form to sign in with.
      if (row === null) return { name: '', screens: [], state: 'revoked' };
      return { name: row.name, screens: row.screens, state: row.revoked_at === null ? 'active' : 'revoked' };
    },

    forget: (id) => {
      changes += 1;
      for (const [secret, { caller, ending }] of known) {
        if (caller.id !== id) continue;
        known.delete(secret);
        ending.abort();
      }
    },

    idle: async () => {
      await Promise.all(writing);
    },
  };
}
