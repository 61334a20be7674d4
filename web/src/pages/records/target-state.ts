import type { RecordTarget } from '../../api/types.ts';

/** `held` and `broken` are of a bottom line: nothing may happen, and one case is final. */
export type TargetState = 'met' | 'held' | 'short' | 'missed' | 'broken' | 'early' | 'boundless' | 'unknown';

/** First and last month of the year a target is set for; `null` for one without a date. */
const monthsOf = ({ by }: RecordTarget): { from: string; to: string } | null =>
  by === null ? null : { from: `${by.slice(0, 4)}-01`, to: `${by.slice(0, 4)}-12` };

/** The month whose value tells how a target stands at a month: past its year, the last month of that year. */
export function monthOfTarget(target: RecordTarget, month: string): string {
  const year = monthsOf(target);
  return year !== null && month > year.to ? year.to : month;
}

/**
 * How a target stands at a month.
 *
 * @param value what was reached at `monthOfTarget`; `null` when that is not known
 */
export function targetState(target: RecordTarget, value: number | null, month: string): TargetState {
  if (target.comparator === null || target.value === null) return 'boundless';
  if (value === null) return 'unknown';
  const year = monthsOf(target);
  if (year !== null && month < year.from) return 'early';
  const isOver = year !== null && month >= year.to;
  if (target.comparator === '=' && target.value === 0) {
    if (value > 0) return 'broken';
    return isOver ? 'met' : 'held';
  }
  const isMet = target.comparator === '>=' ? value >= target.value : value === target.value;
  if (isMet) return 'met';
  return isOver ? 'missed' : 'short';
}
