import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

type Points = readonly (readonly [value: number, score: number])[];

/** A stretch between two points of a line on which getting better earns nothing. */
export function findFlatStretch({ leaves }: LintContext): Found[] {
  return leaves.flatMap(({ leaf: { code, rule }, path }): Found[] => {
    if (rule.type !== 'piecewise') return [];
    const { points } = rule;
    const kept = withoutFlatEnds(points);
    // All at one score is another fault.
    if (points.every(([, score]) => score === points[0]?.[1])) return [];
    return points.flatMap(([to, score], k): Found[] => {
      const before = points[k - 1];
      if (before === undefined || before[1] !== score) return [];
      const isEnd = !kept.includes(before) || !kept.includes(points[k] as Points[number]);
      const change = isEnd ? [{ path: `${path}/rule/points`, value: kept }] : undefined;
      const data = { from: before[0], to, score };
      return [{ code: 'flat-stretch', node: code, path: `${path}/rule/points/${k}`, data, ...(change && { change }) }];
    });
  });
}

/** Outside its first and last point a line is flat as it is: points that say so again can go. */
function withoutFlatEnds(points: Points): Points {
  let [from, to] = [0, points.length - 1];
  while (from < to && points[from]?.[1] === points[from + 1]?.[1]) from += 1;
  while (to > from && points[to]?.[1] === points[to - 1]?.[1]) to -= 1;
  return points.slice(from, to + 1);
}
