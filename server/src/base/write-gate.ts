import { setTimeout as sleep } from 'node:timers/promises';
import type { CallRefused } from './errors.ts';

/** A fact for which nothing new may be stored at the moment; `null` while it does not hold. Asked before every write. */
export type Hindrance = () => CallRefused | null | Promise<CallRefused | null>;

/**
 * Whether anything new may be stored, and why not: asked before every way in that writes, so that what cannot be done is
 * refused before it begins. Reading never asks.
 */
export interface WriteGate {
  /** One more reason; the first that holds is told. */
  add(hindrance: Hindrance): void;
  /** The refusal to answer with; `null` where it may be written. */
  refusal(): Promise<CallRefused | null>;
  /** @throws CallRefused where it may not be written */
  check(): Promise<void>;
  /** Resolves when it may be written. @throws what the signal was aborted with */
  untilOpen(signal: AbortSignal): Promise<void>;
}

const LOOK_EVERY_MS = 1000;

/** @param onChange told when it closes, with the reason, and `null` when it is open again */
export function createWriteGate(onChange: (refusal: CallRefused | null) => void = () => undefined): WriteGate {
  const hindrances: Hindrance[] = [];
  let told: CallRefused['code'] | null = null;

  const find = async (): Promise<CallRefused | null> => {
    for (const hindrance of hindrances) {
      const found = await hindrance();
      if (found !== null) return found;
    }
    return null;
  };

  const refusal = async (): Promise<CallRefused | null> => {
    const found = await find();
    const code = found?.code ?? null;
    if (code !== told) {
      told = code;
      onChange(found);
    }
    return found;
  };

  return {
    add: (hindrance) => void hindrances.push(hindrance),
    refusal,
    check: async () => {
      const found = await refusal();
      if (found !== null) throw found;
    },
    untilOpen: async (signal) => {
      while ((await refusal()) !== null) await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false });
      signal.throwIfAborted();
    },
  };
}
