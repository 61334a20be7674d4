import { FIRST_MONTH, monthsFromTo } from './calendar.ts';

/** A level over time; the argument is months from the demo's first one. */
export type Trend = (at: number) => number;

type Knot = readonly [month: string, level: number];

const place = ([month, level]: Knot): { at: number; level: number } => ({
  at: monthsFromTo(FIRST_MONTH, month),
  level,
});

/** Straight lines from knot to knot, level before the first and after the last. */
export function through(...knots: readonly Knot[]): Trend {
  const places = knots.map(place);
  return (at) => {
    const next = places.findIndex((knot) => knot.at >= at);
    const after = places[next === -1 ? places.length - 1 : next];
    const before = next > 0 ? places[next - 1] : after;
    if (after === undefined || before === undefined) return 0;
    if (next === -1 || after.at === before.at) return after.level;
    return before.level + ((after.level - before.level) * (at - before.at)) / (after.at - before.at);
  };
}

/** From each knot on its level; 0 before the first. */
export function steps(...knots: readonly Knot[]): Trend {
  const places = knots.map(place);
  return (at) => places.findLast((knot) => knot.at <= at)?.level ?? 0;
}

/**
 * The trend most of the county's work takes: slowly up until the articles, a step with the notice of July
 * 2023 and its deadlines, on with the monthly checks of 2025.
 *
 * @param levels at the beginning of 2021, the end of 2022, the end of 2024 and the end of 2026
 */
export function rising(start: number, published: number, checked: number, end: number): Trend {
  const step = checked - published;
  return through(
    ['2020-06', start],
    ['2022-12', published],
    ['2023-06', published + 0.12 * step],
    ['2024-03', published + 0.72 * step],
    ['2024-12', checked],
    ['2026-12', end],
  );
}
