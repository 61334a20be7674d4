import type { PointSheet } from '@dangzhi/metrics/weights';

/** Sheets of points, as a person moved through them. All states are kept whole: undo is a step back, not a reversal. */
export interface WeightHistory {
  readonly past: readonly PointSheet[];
  readonly present: PointSheet;
  readonly future: readonly PointSheet[];
  /** The movement that made `present` and is still going on; its further steps replace each other. */
  readonly gesture: string | null;
}

const LONGEST = 200;

export const startHistory = (sheet: PointSheet): WeightHistory => ({
  past: [],
  present: sheet,
  future: [],
  gesture: null,
});

const isSame = (a: PointSheet, b: PointSheet) =>
  a.length === b.length && a.every((points, index) => points === b[index]);

/**
 * The history with a new present. A drag gives many sheets under one `gesture` and is undone as one step.
 *
 * @param gesture names the movement while it lasts; `null` for a single step
 */
export function record(history: WeightHistory, sheet: PointSheet, gesture: string | null = null): WeightHistory {
  if (isSame(sheet, history.present)) return history;
  const goesOn = gesture !== null && gesture === history.gesture;
  const past = goesOn ? history.past : [...history.past, history.present].slice(-LONGEST);
  return { past, present: sheet, future: [], gesture };
}

/** Ends the movement: the next one is a step of its own. */
export const settle = (history: WeightHistory): WeightHistory =>
  history.gesture === null ? history : { ...history, gesture: null };

export function undo({ past, present, future, ...rest }: WeightHistory): WeightHistory {
  const previous = past.at(-1);
  if (!previous) return { past, present, future, ...rest };
  return { past: past.slice(0, -1), present: previous, future: [present, ...future], gesture: null };
}

export function redo({ past, present, future, ...rest }: WeightHistory): WeightHistory {
  const next = future[0];
  if (!next) return { past, present, future, ...rest };
  return { past: [...past, present], present: next, future: future.slice(1), gesture: null };
}
