import { isSameCaller, type Caller } from './caller.ts';

/** Between two notes in the store that somebody was seen. */
const NOTE_EVERY_MS = 60_000;

/** A caller as the store has them. */
export interface Found<Kept> {
  /** Whatever else is known of the caller. */
  readonly kept: Kept;
  readonly caller: Omit<Caller, 'ended'>;
  /** Milliseconds since 1970 of the last note in the store; 0 for none. */
  readonly notedAt: number;
}

export interface Known<Kept> {
  readonly kept: Kept;
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly seenAt: number;
}

/** Those who were asked about in the store once, by the secret they bring: a check is one look-up then. */
export interface KnownCallers<Kept> {
  get(secret: string): Known<Kept> | undefined;
  all(): Iterable<Known<Kept>>;
  /**
   * Reads somebody who is not known yet.
   *
   * @param read asks the store; once more where somebody was forgotten meanwhile
   * @returns `null` when the secret is nobody's
   */
  load(secret: string, read: () => Promise<Found<Kept> | null>): Promise<Known<Kept> | null>;
  /**
   * Somebody asked.
   *
   * @param note writes it down, at most once a minute and in the background: no answer waits for it, and one that
   *   fails is made up for by the next
   */
  see(one: Known<Kept>, at: Date, note: () => Promise<void>): void;
  /**
   * What is kept may no longer be so: everybody is read anew when they ask next, and in the background whether they ask or
   * not. Whoever is no longer the same is forgotten, and their streams end.
   *
   * @param read asks the store
   */
  doubt(read: (secret: string) => Promise<Found<Kept> | null>): void;
  /** Forgets some, and ends the streams they have open: the next call asks the store anew. */
  forget(isMeant: (one: Known<Kept>) => boolean): void;
  /** Waits for what is still being written. */
  idle(): Promise<void>;
}

interface Entry<Kept> extends Known<Kept> {
  readonly ending: AbortController;
  isDoubted: boolean;
  seenAt: number;
  notedAt: number;
}

/** Secrets are in the process only; the store has digests. */
export function createKnownCallers<Kept>(): KnownCallers<Kept> {
  const known = new Map<string, Entry<Kept>>();
  const writing = new Set<Promise<void>>();
  let changes = 0;

  const drop = (secret: string, one: Entry<Kept>): void => {
    if (known.get(secret) === one) known.delete(secret);
    one.ending.abort();
  };

  const load: KnownCallers<Kept>['load'] = async (secret, read) => {
    let before: number;
    let found: Found<Kept> | null;
    do {
      before = changes;
      found = await read();
      // Something ended or changed while it was read: what was read may be from before.
    } while (before !== changes);
    const earlier = known.get(secret);
    const isSame = earlier !== undefined && found !== null && isSameCaller(earlier.caller, found.caller);
    if (earlier !== undefined && isSame) earlier.isDoubted = false;
    else if (earlier !== undefined) drop(secret, earlier);
    if (found === null) return null;
    // Two calls that load it at once must share one ending.
    if (earlier !== undefined && isSame) return earlier;
    const { kept, caller, notedAt } = found;
    const ending = new AbortController();
    const own = {
      kept,
      caller: { ...caller, ended: ending.signal },
      ending,
      seenAt: notedAt,
      notedAt,
      isDoubted: false,
    };
    known.set(secret, own);
    return own;
  };

  return {
    get: (secret) => {
      const one = known.get(secret);
      return one?.isDoubted ? undefined : one;
    },
    all: () => known.values(),
    load,

    see: (one, at, note) => {
      const entry = one as Entry<Kept>;
      entry.seenAt = at.getTime();
      if (entry.seenAt - entry.notedAt < NOTE_EVERY_MS) return;
      entry.notedAt = entry.seenAt;
      const work = note()
        .catch(() => undefined)
        .finally(() => writing.delete(work));
      writing.add(work);
    },

    doubt: (read) => {
      changes += 1;
      for (const one of known.values()) one.isDoubted = true;
      const work = (async () => {
        for (const [secret, one] of known) if (one.isDoubted) await load(secret, () => read(secret));
        // Who could not be read is read when they ask.
      })()
        .catch(() => undefined)
        .finally(() => writing.delete(work));
      writing.add(work);
    },

    forget: (isMeant) => {
      changes += 1;
      for (const [secret, one] of known) {
        if (!isMeant(one)) continue;
        known.delete(secret);
        one.ending.abort();
      }
    },

    idle: async () => {
      await Promise.all(writing);
    },
  };
}
