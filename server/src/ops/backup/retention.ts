import { shanghaiIso } from '@dangzhi/metrics';

/** How many of the last days, weeks and months that have a backup keep their newest one. */
export interface Keep {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

/**
 * Which backups stay: the newest of each of the last days, weeks and months, counted in Asia/Shanghai. The newest of all
 * stays, and the newest that was found good, whatever the numbers say.
 *
 * @param instants when each was made, ISO 8601, in any order
 * @param lastGood of the newest that was restored and found the same; `null` where none was
 */
export function chooseKept(instants: readonly string[], keep: Keep, lastGood: string | null): Set<string> {
  const newestFirst = [...instants].sort().reverse();
  const kept = new Set(newestFirst.slice(0, 1));
  if (lastGood !== null && instants.includes(lastGood)) kept.add(lastGood);
  const steps = [
    [keep.daily, dayOf],
    [keep.weekly, weekOf],
    [keep.monthly, (instant: string) => dayOf(instant).slice(0, 7)],
  ] as const;
  for (const [count, labelOf] of steps) {
    const seen = new Set<string>();
    for (const instant of newestFirst) {
      const label = labelOf(instant);
      if (seen.has(label)) continue;
      if (seen.size === count) break;
      seen.add(label);
      kept.add(instant);
    }
  }
  return kept;
}

const dayOf = (instant: string): string => shanghaiIso(Date.parse(instant)).slice(0, 10);

/** The Monday of its week. */
function weekOf(instant: string): string {
  const day = new Date(`${dayOf(instant)}T00:00:00Z`);
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  day.setUTCDate(day.getUTCDate() - sinceMonday);
  return day.toISOString().slice(0, 10);
}
