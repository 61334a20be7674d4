import { setImmediate as nextTurn } from 'node:timers/promises';
import { keepAnswer, sizeOf, type KeptAnswer } from './kept-answer.ts';

/**
 * Answers made once for all who ask the same, and thrown away when anything happened that may change one of them. Those
 * that somebody asked for are then made again before anybody does, one after the other.
 */
export interface KeptAnswers {
  /**
   * The answer at once where it is there. Whoever asks while it is made waits for that one making; a failure is told
   * them and not kept.
   *
   * @param key everything the answer depends on
   * @param make its text; called again when it was thrown away, also after the one who asked was answered
   */
  read(key: string, make: () => Promise<string>): KeptAnswer | Promise<KeptAnswer>;
  /**
   * Keeps none of them, not even those being made: they may be of what was there before.
   *
   * @param isOf which of them, by the key; left out, all
   */
  clear(isOf?: (key: string) => boolean): void;
  /** Resolves when nothing is being made. */
  idle(): Promise<void>;
  /** Makes nothing again from now on, and resolves when nothing is being made. */
  stop(): Promise<void>;
  /** How often an answer was there or under way, and how often somebody had it made. */
  counts(): { readonly hits: number; readonly misses: number };
}

type Make = () => Promise<string>;

interface Ready {
  readonly answer: KeptAnswer;
  readonly make: Make;
  /** Whether anybody was given it. */
  isAsked: boolean;
}

/** A unit's score is some 60 kB: every unit of a county, and a year of months of the wall beside it. */
const KEPT_BYTES = 24 * 2 ** 20;
const KEPT = 1000;

/** As many as the pages of some people ask for. What is asked for less often waits until it is. */
const RENEWED = 24;

/** @param limits beyond either, what nobody asked for longest goes */
export function createKeptAnswers(limits = { answers: KEPT, bytes: KEPT_BYTES }): KeptAnswers {
  // In the order they were last asked for.
  const ready = new Map<string, Ready>();
  const making = new Map<string, Promise<KeptAnswer>>();
  let bytes = 0;
  // What is made again, in its order.
  const renewed = new Map<string, Make>();
  let isRenewing = false;
  let current: { readonly key: string; readonly make: Make } | null = null;
  let isStopped = false;
  let [hits, misses] = [0, 0];

  const drop = (key: string, { answer }: Ready): void => {
    ready.delete(key);
    bytes -= sizeOf(answer);
  };

  const keep = (key: string, made: Ready): void => {
    ready.set(key, made);
    bytes += sizeOf(made.answer);
    for (const [oldest, its] of ready) {
      if (ready.size <= limits.answers && bytes <= limits.bytes) return;
      drop(oldest, its);
    }
  };

  const begin = (key: string, make: Make, isAsked: boolean): Promise<KeptAnswer> => {
    const made = make().then(keepAnswer);
    making.set(key, made);
    const end = (answer: KeptAnswer | null): void => {
      // Begun before something happened, it goes to those who asked then, and to nobody after them.
      if (making.get(key) !== made) return;
      making.delete(key);
      if (answer !== null) keep(key, { answer, make, isAsked });
    };
    made.then(end, () => end(null));
    return made;
  };

  const renew = async (): Promise<void> => {
    for (const [key, make] of renewed) {
      renewed.delete(key);
      if (isStopped || ready.has(key) || making.has(key)) continue;
      current = { key, make };
      // Nobody waits for it: whoever asks next is told why it fails.
      await begin(key, make, false).catch(() => undefined);
    }
    [isRenewing, current] = [false, null];
  };

  const idle = async (): Promise<void> => {
    while (isRenewing || making.size > 0) await nextTurn();
  };

  return {
    read: (key, make) => {
      const known = ready.get(key);
      if (known === undefined) {
        const under = making.get(key);
        if (under === undefined) misses += 1;
        else hits += 1;
        return under ?? begin(key, make, true);
      }
      hits += 1;
      ready.delete(key);
      ready.set(key, { ...known, isAsked: true });
      return known.answer;
    },
    clear: (isOf = () => true) => {
      const wanted: [string, Make][] = [];
      for (const [key, made] of ready) {
        if (!isOf(key)) continue;
        drop(key, made);
        if (made.isAsked) wanted.push([key, made.make]);
      }
      for (const key of making.keys()) if (isOf(key)) making.delete(key);
      // What is being made again is of what was there before.
      if (current !== null && isOf(current.key)) renewed.set(current.key, current.make);
      for (const [key, make] of wanted.reverse().slice(0, RENEWED)) renewed.set(key, make);
      if (isRenewing || isStopped || renewed.size === 0) return;
      isRenewing = true;
      // Not at once: others who keep something of what happened may be told of it after us.
      setImmediate(() => void renew());
    },
    stop: async () => {
      isStopped = true;
      renewed.clear();
      await idle();
    },
    idle,
    counts: () => ({ hits, misses }),
  };
}
