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
  /**
   * Keeps none of them, not even those being made: they may be of what was there before.
   *
   * @param isOf which of them, by the key; left out, all
   */
  clear(isOf?: (key: string) => boolean): void;
}

/** A unit's score is some 60 kB: every unit of a county, and a year of months of the wall beside it. */
const KEPT_BYTES = 24 * 2 ** 20;
const KEPT = 1000;

/** @param limits beyond either, what nobody asked for longest goes */
export function createKeptAnswers(limits = { answers: KEPT, bytes: KEPT_BYTES }): KeptAnswers {
  // In the order they were last asked for.
  const ready = new Map<string, KeptAnswer>();
  const making = new Map<string, Promise<KeptAnswer>>();
  let bytes = 0;

  const drop = (key: string, answer: KeptAnswer): void => {
    ready.delete(key);
    bytes -= sizeOf(answer);
  };

  const keep = (key: string, answer: KeptAnswer): void => {
    ready.set(key, answer);
    bytes += sizeOf(answer);
    for (const [oldest, its] of ready) {
      if (ready.size <= limits.answers && bytes <= limits.bytes) return;
      drop(oldest, its);
    }
  };

  const begin = (key: string, make: () => Promise<string>): Promise<KeptAnswer> => {
    const made = make().then(keepAnswer);
    making.set(key, made);
    const end = (answer: KeptAnswer | null): void => {
      // Begun before something happened, it goes to those who asked then, and to nobody after them.
      if (making.get(key) !== made) return;
      making.delete(key);
      if (answer !== null) keep(key, answer);
    };
    made.then(end, () => end(null));
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
    clear: (isOf = () => true) => {
      for (const [key, answer] of ready) if (isOf(key)) drop(key, answer);
      for (const key of making.keys()) if (isOf(key)) making.delete(key);
    },
  };
}
