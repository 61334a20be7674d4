import type { Forecast } from '../../api/types.ts';

/** What the year's end would earn, if things go on as they do. */
export type Reach = 'full' | 'pass' | 'below';

/**
 * Whether the expected value meets the goalposts of the year's end. Which way is better shows in the goalposts
 * themselves.
 *
 * @returns `null` where nothing is expected or nothing is asked
 */
export function reachOf({ expected, pass, target }: Pick<Forecast, 'expected' | 'pass' | 'target'>): Reach | null {
  if (expected === null || pass === null || target === null) return null;
  const sign = target >= pass ? 1 : -1;
  // A value that misses by the last bit of its double has not missed.
  const meets = (goal: number) => sign * (expected - goal) > -1e-9;
  if (meets(target)) return 'full';
  return meets(pass) ? 'pass' : 'below';
}
