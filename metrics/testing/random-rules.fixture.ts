import fc from 'fast-check';
import type { Rule, RuleType } from '../src/rules/index.ts';
import { peersOf, type Peers, type RuleSetting } from '../src/rules/index.ts';

/** A value or a limit such as people and registers have: whole, in hundredths, in millionths. */
export const someNumber = fc.oneof(
  fc.integer({ min: -200, max: 200 }),
  fc.integer({ min: -20_000, max: 20_000 }).map((hundredths) => hundredths / 100),
  fc.integer({ min: -1e12, max: 1e12 }).map((millionths) => millionths / 1e6),
);
/** Above 0, in hundredths. */
const somePositive = fc.integer({ min: 1, max: 20_000 }).map((hundredths) => hundredths / 100);
/** At least 0, in hundredths. */
const somePoints = fc.integer({ min: 0, max: 2000 }).map((hundredths) => hundredths / 100);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const rising = (length: { min: number; max: number }) =>
  fc
    .uniqueArray(someNumber, { minLength: length.min, maxLength: length.max })
    .map((values) => values.toSorted((a, b) => a - b));
const pair = rising({ min: 2, max: 2 }).map((both) => both as [number, number]);
const falling = (values: readonly number[]) => values.toSorted((a, b) => b - a);

/** Drops what is undefined: a document has no such members. */
function written<T extends Rule>(rule: Record<string, unknown>): T {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) as T;
}
const ofShape = (type: RuleType, members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Rule> =>
  fc.record(members).map((rest) => written({ type, ...rest }));

const ties = maybe(fc.constantFrom('min', 'average', 'max'));
const range = maybe(pair);
const flag = maybe(fc.boolean());

/** Rules without a fault, by type and direction; scores that leave the scheme's range are in. */
export const rulesOf: Readonly<Record<RuleType, (direction: RuleSetting['direction']) => fc.Arbitrary<Rule>>> = {
  'min-max': () => ofShape('min-max', { range }),
  'z-score': () => ofShape('z-score', { mean: maybe(someNumber), sd: maybe(somePositive), clamp: flag }),
  'percentile-rank': () => ofShape('percentile-rank', { ties, range }),
  rank: () => ofShape('rank', { ties }),
  borda: () => ofShape('borda', { ties }),
  'distance-to-best': () => ofShape('distance-to-best', { range }),
  'distance-to-target': () => ofShape('distance-to-target', { target: someNumber, cap: flag, range }),
  'distance-to-reference': () =>
    ofShape('distance-to-reference', { unit: fc.constantFrom('U0', 'U1', 'absent'), cap: flag, range }),
  'ratio-to-best': () => ofShape('ratio-to-best', { range }),
  goalposts: () =>
    pair.chain(([lower, upper]) =>
      ofShape('goalposts', {
        lower: fc.constant(lower),
        upper: fc.constant(upper),
        clamp: flag,
        range,
        prorate: flag,
      }),
    ),
  piecewise: () =>
    rising({ min: 2, max: 5 }).chain((values) =>
      ofShape('piecewise', {
        points: fc.tuple(...values.map((value) => someNumber.map((score) => [value, score]))),
        prorate: flag,
      }),
    ),
  bands: (direction) =>
    fc
      .tuple(rising({ min: 1, max: 5 }), fc.array(someNumber, { minLength: 6, maxLength: 6 }))
      .chain(([bounds, scores]) => {
        const [last, ...best] = falling(scores).reverse();
        const inOrder = direction === 'higher' ? falling(bounds) : bounds;
        return ofShape('bands', {
          bands: fc.constant(inOrder.map((bound, at) => [bound, best.at(-1 - at)])),
          otherwise: fc.constant(last),
          prorate: flag,
        });
      }),
  'threshold-step': () =>
    somePositive.chain((full) =>
      ofShape('threshold-step', {
        full: fc.constant(full),
        threshold: fc.oneof(someNumber, fc.constant('mean')),
        per: somePositive,
        deduct: somePoints,
        steps: maybe(fc.constantFrom('proportional', 'completed', 'started')),
        floor: maybe(fc.constantFrom(0, full / 2, full / 3)),
      }),
    ),
  'inside-range': () =>
    rising({ min: 4, max: 4 }).chain(([zeroBelow, from, to, zeroAbove]) =>
      ofShape('inside-range', {
        zeroBelow: fc.constantFrom(zeroBelow, from),
        from: fc.constant(from),
        to: fc.constant(to),
        zeroAbove: fc.constantFrom(zeroAbove, to),
      }),
    ),
  efficacy: (direction) =>
    pair.chain(([low, high]) =>
      ofShape('efficacy', {
        unacceptable: fc.constant(direction === 'higher' ? low : high),
        satisfactory: fc.constant(direction === 'higher' ? high : low),
        base: maybe(someNumber),
        span: maybe(somePositive),
        clamp: flag,
      }),
    ),
  'ratio-to-base': () => ofShape('ratio-to-base', { base: somePositive, cap: range }),
  'rank-points': () =>
    fc.array(somePositive, { minLength: 2, maxLength: 6 }).chain((points) => {
      const table = falling(points);
      const [first = 0] = table;
      return ofShape('rank-points', {
        points: fc.constant(table.slice(0, -1)),
        beyond: fc.constantFrom(undefined, table.at(-1)),
        full: fc.constantFrom(undefined, first * 2),
      });
    }),
  'rank-ladder': () =>
    somePositive.chain((last) =>
      ofShape('rank-ladder', {
        last: fc.constant(last),
        step: somePoints,
        upward: fc.constantFrom('less', 'more'),
        floor: maybe(fc.constantFrom(last / 2, last)),
        full: fc.constant(last * 3),
      }),
    ),
  completion: () => ofShape('completion', { target: maybe(somePositive), prorate: flag }),
  deduct: () =>
    ofShape('deduct', { each: somePositive, from: somePositive, zeroFrom: maybe(fc.integer({ min: 1, max: 9 })) }),
  cliff: (direction) =>
    pair.chain(([low, high]) =>
      ofShape('cliff', {
        zero: fc.constant(direction === 'higher' ? low : high),
        full: fc.constant(direction === 'higher' ? high : low),
        between: (direction === 'higher' ? high > 0 : low >= 0)
          ? maybe(fc.constantFrom('rebased', 'share'))
          : fc.constant('rebased'),
      }),
    ),
  checklist: () =>
    ofShape('checklist', {
      items: fc.array(fc.record({ text: fc.constant('有专人负责'), points: somePositive }), {
        minLength: 1,
        maxLength: 5,
      }),
      counted: maybe(fc.constantFrom('points', 'items')),
    }),
  imported: () => ofShape('imported', { outOf: somePositive }),
  award: () => ofShape('award', { each: somePositive, full: somePositive }),
  'veto-when-positive': () => fc.constant({ type: 'veto-when-positive', cap: 'fail' }),
  'veto-when': () =>
    fc
      .tuple(fc.constantFrom('atMost', 'atLeast'), someNumber)
      .map(([side, limit]) => written({ type: 'veto-when', cap: 'fail', [side]: limit })),
};

export const RULE_TYPES = Object.keys(rulesOf) as RuleType[];

/** A rule, those it compares, and what it scores by. */
export interface Situation {
  readonly rule: Rule;
  readonly values: readonly number[];
  readonly peers: Peers;
  readonly setting: RuleSetting;
}

/** Units are called U0, U1, …; equal values are frequent, as they are in counts. */
export function peersOfValues(values: readonly number[]): Peers {
  return peersOf(values, (unit) => values[Number(unit.slice(1))] ?? null);
}

export function situationOf(type: RuleType, direction?: RuleSetting['direction']): fc.Arbitrary<Situation> {
  const directions =
    direction === undefined ? fc.constantFrom('higher' as const, 'lower' as const) : fc.constant(direction);
  return directions
    .chain((way) =>
      fc.record({
        rule: rulesOf[type](way),
        values: fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), someNumber), { maxLength: 8 }),
        setting: fc.record({
          direction: fc.constant(way),
          range: fc.oneof(fc.constant([0, 100] as const), fc.constant([1, 100] as const), pair),
          elapsedMonths: fc.integer({ min: 1, max: 12 }),
        }),
      }),
    )
    .map((situation) => ({ ...situation, peers: peersOfValues(situation.values) }));
}
