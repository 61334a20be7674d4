import { keepAnswer, sizeOf, type KeptAnswer } from './kept-answer.ts';

/** Answers made once for all who ask the same, and thrown away when anything happened that may change one of them. */
export interface KeptAnswers {
  /**
   * The answer at once where it is there. Whoever asks while it is made waits for that one making; a failure is told
   * them and not kept.
   *
   * @param key everything the answer depends on
   * @param make its text
   */
  read(key: string, make: () => Promise<string>): KeptAnswer | Promise<KeptAnswer>;
  /** Keeps none, not even those being made: they may be of what was there before. */
  clear(): void;
}

/** A unit's score is some 60 kB: every unit of a county, and a year of months of the wall beside it. */
const KEPT_BYTES = 24 * 2 ** 20;
const KEPT = 1000;

/** @param limits beyond either, what nobody asked for longest goes */
export function createKeptAnswers(limits = { answers: KEPT, bytes: KEPT_BYTES }): KeptAnswers {
  // In the order they were last asked for.
  let ready = new Map<string, KeptAnswer>();
  let making = new Map<string, Promise<KeptAnswer>>();
  let bytes = 0;

  const keep = (key: string, answer: KeptAnswer): void => {
    ready.set(key, answer);
    bytes += sizeOf(answer);
    for (const [oldest, its] of ready) {
      if (ready.size <= limits.answers && bytes <= limits.bytes) return;
      ready.delete(oldest);
      bytes -= sizeOf(its);
    }
  };

  const begin = (key: string, make: () => Promise<string>): Promise<KeptAnswer> => {
    const current = making;
    const made = make().then(keepAnswer);
    current.set(key, made);
    made.then(
      (answer) => {
        // Begun before something happened, it goes to those who asked then, and to nobody after them.
        if (current === making) keep(key, answer);
        current.delete(key);
      },
      () => current.delete(key),
    );
    return made;
  };

  return {
    read: (key, make) => {
      const known = ready.get(key);
      if (known === undefined) return making.get(key) ?? begin(key, make);
      ready.delete(key);
      ready.set(key, known);
      return known;
    },
    clear: () => {
      ready = new Map();
      making = new Map();
      bytes = 0;
    },
  };
}
