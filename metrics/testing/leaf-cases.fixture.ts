import fc from 'fast-check';
import { MISSING_KINDS, TOLD_KINDS, type MissingKind } from '../src/language/missing.ts';
import {
  MISSING_ACTIONS,
  type Aggregation,
  type MissingActions,
  type SchemeDocument,
  type SchemeLeaf,
  type SchemeNode,
} from '../src/scheme/document.ts';
import type { Rule } from '../src/rules/index.ts';
import { isLeaf } from '../src/scheme/tree.ts';
import type { RandomCase } from './tree-cases.fixture.ts';
import type { IndicatorValue } from '../src/engine/indicator-value.ts';
import type { UnitInput } from '../src/engine/table.ts';

/**
 * Schemes of two levels whose leaves have rules and preparation of every kind, for laws of scoring and of
 * explaining. Trees of any depth, whose leaves are all of one kind, are in tree-cases.fixture.ts.
 */

const weight = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 10_000 }).map((hundredths) => hundredths / 100) },
  { weight: 1, arbitrary: fc.constant(0) },
);

/** Rules that never give less for a better value, with scores in 0..100. */
const ANY_RULES: readonly Rule[] = [
  { type: 'min-max' },
  { type: 'percentile-rank', ties: 'average' },
  { type: 'ratio-to-best' },
  { type: 'z-score', mean: 50, sd: 15, clamp: true },
  { type: 'goalposts', lower: 20, upper: 80 },
  { type: 'completion', target: 80 },
  { type: 'threshold-step', full: 2, threshold: 60, per: 1, deduct: 0.1 },
  { type: 'rank-points', points: [60, 57, 54, 51, 48], beyond: 40, among: 'class' },
  { type: 'cliff', zero: 30, full: 90 },
  { type: 'imported', outOf: 120 },
];
/** The same with scores above 0, for the means that a 0 would break. */
const ABOVE_ZERO: readonly Rule[] = [
  { type: 'min-max', range: [1, 100] },
  { type: 'percentile-rank', range: [5, 95] },
  { type: 'goalposts', lower: 20, upper: 80, range: [1, 100] },
];
const PIECEWISE: Readonly<Record<SchemeLeaf['direction'], Rule>> = {
  higher: {
    type: 'piecewise',
    points: [
      [10, 0],
      [60, 60],
      [90, 100],
    ],
  },
  lower: {
    type: 'piecewise',
    points: [
      [10, 100],
      [40, 60],
      [90, 0],
    ],
  },
};

const needsPositive = (aggregate: Aggregation): boolean =>
  aggregate === 'geometric' || aggregate === 'harmonic' || aggregate === 'generalised';

const missingActions: fc.Arbitrary<MissingActions> = fc
  .dictionary(fc.constantFrom(...TOLD_KINDS), fc.constantFrom(...MISSING_ACTIONS), { maxKeys: 3 })
  .map((actions) => ({ ...actions }));

interface Shape {
  readonly aggregate: Aggregation;
  readonly exponent: number;
  readonly weight: number;
  readonly missing: MissingActions | undefined;
  readonly coverageThreshold: number | undefined;
  readonly leaves: readonly { weight: number; pick: number; direction: SchemeLeaf['direction']; extra: number }[];
}

const shape: fc.Arbitrary<Shape> = fc.record({
  aggregate: fc.constantFrom<Aggregation>('arithmetic', 'geometric', 'harmonic', 'generalised', 'minimum', 'sum'),
  exponent: fc.constantFrom(-2, -1, 0.5, 2, 3),
  weight: fc.integer({ min: 1, max: 10_000 }).map((hundredths) => hundredths / 100),
  missing: fc.option(missingActions, { nil: undefined, freq: 2 }),
  coverageThreshold: fc.option(fc.constantFrom(0.3, 0.5, 1), { nil: undefined, freq: 3 }),
  leaves: fc.array(
    fc.record({
      weight,
      pick: fc.nat(),
      direction: fc.constantFrom<SchemeLeaf['direction']>('higher', 'lower'),
      extra: fc.nat({ max: 9 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

/** What a leaf asks for beside its rule: most ask for nothing. */
function extras(extra: number, rule: Rule): Partial<SchemeLeaf> {
  const compares = rule.type === 'min-max' || rule.type === 'percentile-rank';
  switch (extra) {
    case 0:
      return { denominator: { indicator: 'people', scale: 10_000 } };
    case 1:
      return { impute: { method: 'class-mean' } };
    case 2:
      return { impute: { method: 'siblings-median', kinds: ['no-source', 'not-due'] } };
    case 3:
      return compares ? { treatment: { maxPoints: 2 } } : {};
    case 4:
      return compares ? { transform: 'log' } : {};
    default:
      return {};
  }
}

function documentOf(shapes: readonly Shape[], withExtras: boolean): SchemeDocument {
  const nodes: SchemeNode[] = [{ code: 'ROOT', weight: 1, aggregate: 'arithmetic' }];
  shapes.forEach(({ aggregate, exponent, weight: own, missing, coverageThreshold, leaves }, g) => {
    nodes.push({
      code: `G${g}`,
      parent: 'ROOT',
      weight: own,
      aggregate,
      ...(aggregate === 'generalised' && { exponent }),
      ...(missing !== undefined && withExtras && { missing }),
      ...(coverageThreshold !== undefined && { coverageThreshold }),
    });
    leaves.forEach(({ weight: leafWeight, pick, direction, extra }, k) => {
      const pool = needsPositive(aggregate) ? ABOVE_ZERO : [...ANY_RULES, PIECEWISE[direction]];
      const rule = pool[pick % pool.length] as Rule;
      // A cliff is stated for the direction; in the other one it would be upside down.
      const fits = rule.type === 'cliff' && direction === 'lower' ? PIECEWISE.lower : rule;
      nodes.push({
        code: `L${g}.${k}`,
        parent: `G${g}`,
        weight: leafWeight,
        indicator: `i${g}.${k}`,
        direction: rule.type === 'imported' ? 'higher' : direction,
        rule: fits,
        ...(withExtras && extras(extra, fits)),
      });
    });
  });
  return {
    code: 'RANDOM',
    name: { zh: '随机', en: 'Random' },
    unitKind: 'unit',
    coverageThreshold: 0.6,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    grades: [
      { code: 'pass', zh: '合格', atLeast: 60 },
      { code: 'fail', zh: '不合格', atLeast: 0 },
    ],
    adjustments: {
      bonusCap: 5,
      deductCap: 10,
      items: [
        { code: 'praise', kind: 'bonus', indicator: 'praised', each: 2, cap: 3 },
        { code: 'blame', kind: 'deduct', indicator: 'blamed', each: 0.5 },
      ],
    },
    nodes,
  };
}

const someValue: fc.Arbitrary<IndicatorValue> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .integer({ min: 0, max: 12_000 })
      .map((hundredths) => ({ value: hundredths / 100, missing: null, numerator: null, denominator: null })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<MissingKind>(...MISSING_KINDS)
      .map((missing) => ({ value: null, missing, numerator: null, denominator: null })),
  },
);
const present = (value: number): IndicatorValue => ({ value, missing: null, numerator: null, denominator: null });

const inputsFor = ({ nodes }: SchemeDocument, count: number): fc.Arbitrary<UnitInput[]> => {
  const codes = nodes.filter(isLeaf).map(({ indicator }) => indicator);
  const unit = fc.record({
    own: fc.tuple(...codes.map(() => someValue)),
    people: fc.integer({ min: 0, max: 50_000 }),
    praised: fc.nat({ max: 4 }),
    blamed: fc.nat({ max: 4 }),
    group: fc.constantFrom('x', 'y'),
  });
  return fc.array(unit, { minLength: count, maxLength: count }).map((units) =>
    units.map(({ own, people, praised, blamed, group }, u) => ({
      unit: `U${u}`,
      class: group,
      values: new Map([
        ...codes.map((code, k) => [code, own[k] as IndicatorValue] as const),
        ['people', present(people)] as const,
        ['praised', present(praised)] as const,
        ['blamed', present(blamed)] as const,
      ]),
    })),
  );
};

/** @param withExtras leaves with denominators, imputation, treatment and logarithms, and missing policies */
export const leafCases = (units: number, withExtras = true): fc.Arbitrary<RandomCase> =>
  fc
    .array(shape, { minLength: 1, maxLength: 4 })
    .map((shapes) => documentOf(shapes, withExtras))
    .chain((document) => inputsFor(document, units).map((inputs) => ({ document, inputs })));
