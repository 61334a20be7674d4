import { definitionOf, type RuleOf, type RuleSetting, type RuleType } from '../src/rules/index.ts';

/** A rule whose stated values are whole numbers of the column's unit; `each` is of points for one of that unit. */
type Written<T extends RuleType> = (at: (units: number) => number, each: (points: number) => number) => RuleOf<T>;

/** One rule of every kind, for a column whose values are whole numbers of 10^−places, from 0 to 1200 of them. */
const WRITTEN: { readonly [T in RuleType]: Written<T> } = {
  'min-max': () => ({ type: 'min-max' }),
  'z-score': () => ({ type: 'z-score', mean: 50, sd: 10, clamp: true }),
  'percentile-rank': () => ({ type: 'percentile-rank', ties: 'average' }),
  rank: () => ({ type: 'rank' }),
  borda: () => ({ type: 'borda' }),
  'distance-to-best': () => ({ type: 'distance-to-best' }),
  'distance-to-target': (at) => ({ type: 'distance-to-target', target: at(700) }),
  'distance-to-reference': () => ({ type: 'distance-to-reference', unit: 'U0' }),
  'ratio-to-best': () => ({ type: 'ratio-to-best' }),
  goalposts: (at) => ({ type: 'goalposts', lower: at(120), upper: at(840), prorate: true }),
  piecewise: (at) => ({
    type: 'piecewise',
    points: [
      [at(60), 0],
      [at(600), 60],
      [at(960), 100],
    ],
    prorate: true,
  }),
  bands: (at) => ({
    type: 'bands',
    bands: [
      [at(900), 100],
      [at(600), 80],
      [at(333), 60],
    ],
    prorate: true,
  }),
  'threshold-step': (at) => ({
    type: 'threshold-step',
    full: 1,
    threshold: at(800),
    per: at(10),
    deduct: 0.1,
    steps: 'completed',
  }),
  'inside-range': (at) => ({
    type: 'inside-range',
    from: at(300),
    to: at(700),
    zeroBelow: at(300),
    zeroAbove: at(900),
  }),
  efficacy: (at) => ({ type: 'efficacy', unacceptable: at(300), satisfactory: at(900) }),
  'ratio-to-base': (at) => ({ type: 'ratio-to-base', base: at(700) }),
  'rank-points': () => ({ type: 'rank-points', points: [60, 57, 54, 51, 48], beyond: 40 }),
  'rank-ladder': () => ({ type: 'rank-ladder', last: 2, step: 0.1 }),
  completion: (at) => ({ type: 'completion', target: at(660), prorate: true }),
  deduct: (_at, each) => ({ type: 'deduct', each: each(1), from: 700 }),
  cliff: (at) => ({ type: 'cliff', zero: at(700), full: at(900), between: 'share' }),
  // What is found fulfilled, in the unit of the items.
  checklist: (at) => ({
    type: 'checklist',
    items: [
      { text: 'a', points: at(300) },
      { text: 'b', points: at(600) },
    ],
  }),
  imported: (at) => ({ type: 'imported', outOf: at(900) }),
  award: (_at, each) => ({ type: 'award', each: each(1), full: 700 }),
  'veto-when-positive': () => ({ type: 'veto-when-positive', cap: 'fail' }),
  'veto-when': (at) => ({ type: 'veto-when', atMost: at(333), cap: 'good' }),
};

export const STATED_TYPES = Object.keys(WRITTEN) as RuleType[];

/** What the rules state, as values that a unit may just reach. */
export const REACHED = [0, 60, 120, 300, 330, 333, 600, 660, 700, 800, 840, 900, 960] as const;

/** The rule of a kind for a column in units of 10^−`places`. */
export const statedRule = <T extends RuleType>(type: T, places: number): RuleOf<T> =>
  WRITTEN[type](
    (units) => Number(`${units}e-${places}`),
    (points) => Number(`${points}e${places}`),
  );

/** The directions such a rule may be written for. */
export function directionsOf(type: RuleType): RuleSetting['direction'][] {
  const rule = statedRule(type, 0);
  const { onlyDirection, writtenFor } = definitionOf(rule);
  const only = onlyDirection?.(rule) ?? writtenFor?.(rule) ?? null;
  return only === null ? ['higher', 'lower'] : [only];
}
