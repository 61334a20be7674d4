import type { Display, SessionView } from '@dangzhi/metrics/contract';
import { rightsOfDisplay } from '@dangzhi/metrics/rights';
import type { Place } from '../rights/actor.ts';
import type { Caller } from '../rights/caller.ts';
import { createKnownCallers, type Known } from '../rights/known-callers.ts';
import { digestOf, newSecret } from '../rights/secrets.ts';
import type { Postgres } from '../stores/index.ts';
import { findDisplayOfDevice, markDisplaySeen } from './queries.ts';
import { bindDevice } from './registry.ts';

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

/** What is kept of a device. */
interface Device {
  readonly digest: string;
}

/** @param now the clock of the notes when a device was seen */
export function createDevices({ postgres, now }: { readonly postgres: Postgres; readonly now: () => Date }): Devices {
  const known = createKnownCallers<Device>();

  const read = async (secret: string) => {
    const digest = digestOf(secret);
    const row = await findDisplayOfDevice(postgres, digest);
    if (row === null || row.revoked_at !== null) return null;
    const caller = {
      kind: 'display' as const,
      id: row.id,
      name: row.name,
      rights: rightsOfDisplay(row.screens),
      session: null,
      mustChangePassword: false,
    };
    return { kept: { digest }, caller, notedAt: row.last_seen_at?.getTime() ?? 0 };
  };

  // A display is changed or revoked in any process, and is so in all.
  postgres.onWrite(({ table, isOthers }) => {
    if (isOthers && table === 'display') known.doubt(read);
  });

  const see = (one: Known<Device>, place: (() => Place) | undefined): Caller => {
    const at = now();
    known.see(one, at, () => markDisplaySeen(postgres, one.kept.digest, at, place?.() ?? null));
    return one.caller;
  };

  return {
    find: (secret, place) => {
      const one = known.get(secret);
      if (one !== undefined) return see(one, place);
      return known.load(secret, () => read(secret)).then((found) => found && see(found, place));
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

    forget: (id) => known.forget(({ caller }) => caller.id === id),

    idle: () => known.idle(),
  };
}
