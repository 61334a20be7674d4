import { addGrains, formatPeriod, parsePeriod } from '@dangzhi/metrics';

export interface HistoryMonth {
  /** `YYYY-MM` */
  month: string;
  /** Printed score; `null` where there is none, drawn as a hatched gap. */
  score: number | null;
  rank: number | null;
  partial: boolean;
}

interface RecordedMonth {
  period: string;
  printed: string | null;
  rank: number | null;
  partial: boolean;
}

/** Every one of the `count` months up to and with `last`, oldest first; those not recorded have no score. */
export function fillMonths(recorded: readonly RecordedMonth[], last: string, count = 24): HistoryMonth[] {
  const byMonth = new Map(recorded.map((one) => [one.period, one]));
  const end = parsePeriod(last);
  if (!end) return [];
  return Array.from({ length: count }, (_, index) => {
    const month = formatPeriod(addGrains(end, index - count + 1));
    const found = byMonth.get(month);
    return {
      month,
      score: found?.printed == null ? null : Number(found.printed),
      rank: found?.rank ?? null,
      partial: found?.partial ?? false,
    };
  });
}

/** Stretches of months without a score, as first and last index. */
export function gapsOf(months: readonly HistoryMonth[]): [number, number][] {
  const gaps: [number, number][] = [];
  months.forEach(({ score }, index) => {
    if (score !== null) return;
    const open = gaps.at(-1);
    if (open && open[1] === index - 1) open[1] = index;
    else gaps.push([index, index]);
  });
  return gaps;
}

/** Whole tens that hold every score, at least thirty wide, so that a small wobble stays small. */
export function scoreAxis(months: readonly HistoryMonth[]): { min: number; max: number } {
  const scores = months.flatMap(({ score }) => (score === null ? [] : [score]));
  if (scores.length === 0) return { min: 0, max: 100 };
  const max = Math.min(110, Math.ceil((Math.max(...scores) + 1) / 10) * 10);
  const min = Math.max(0, Math.min(Math.floor((Math.min(...scores) - 1) / 10) * 10, max - 30));
  return { min, max };
}
