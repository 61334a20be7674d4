import fc from 'fast-check';
import type { UnitInput } from '../src/engine/table.ts';
import { TOLD_KINDS, type MissingKind } from '../src/language/missing.ts';
import { AGGREGATIONS, MISSING_ACTIONS, TIES, type Aggregation, type SchemeDocument } from '../src/scheme/document.ts';
import type { SchemeBranch, SchemeLeaf, SchemeNode } from '../src/scheme/document.ts';
import { isLeaf } from '../src/scheme/tree.ts';

/**
 * Schemes of any shape with units that lack values for any reason, for laws of weights and aggregation: the
 * value of a leaf is its score. Rules of every kind are in leaf-cases.fixture.ts.
 */
export interface RandomCase {
  readonly document: SchemeDocument;
  readonly inputs: readonly UnitInput[];
}

export interface RandomOptions {
  readonly aggregations?: readonly Aggregation[];
  readonly units?: number;
  /** One in so many values is absent; 0 for none. */
  readonly absentOneIn?: number;
  readonly withThresholds?: boolean;
  readonly withZeroWeights?: boolean;
  readonly withOutside?: boolean;
}

const decimals = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: from * 1000, max: to * 1000 }).map((thousandths) => thousandths / 1000);

const often = <T>(value: T, arbitrary: fc.Arbitrary<T>, times = 3): fc.Arbitrary<T> =>
  fc.oneof({ weight: times, arbitrary: fc.constant(value) }, { weight: 1, arbitrary });

type Shape = number | readonly Shape[];
const shape = (depth: number): fc.Arbitrary<Shape> =>
  depth === 0
    ? fc.constant(1)
    : fc.oneof(
        { weight: 1, arbitrary: fc.constant(1) },
        { weight: 2, arbitrary: fc.array(shape(depth - 1), { minLength: 1, maxLength: 5 }) },
      );
const trees: fc.Arbitrary<readonly Shape[]> = fc.array(shape(2), { minLength: 1, maxLength: 5 });

interface Plain {
  readonly code: string;
  readonly parent: string | undefined;
  readonly isLeaf: boolean;
}

function nodesOf(children: readonly Shape[], code = 'R', parent?: string): Plain[] {
  return [
    { code, parent, isLeaf: false },
    ...children.flatMap((child, k) => {
      const own = `${code}.${k}`;
      return typeof child === 'number' ? [{ code: own, parent: code, isLeaf: true }] : nodesOf(child, own, code);
    }),
  ];
}

export function treeCases({
  aggregations = AGGREGATIONS,
  units = 7,
  absentOneIn = 5,
  withThresholds = true,
  withZeroWeights = true,
  withOutside = true,
}: RandomOptions = {}): fc.Arbitrary<RandomCase> {
  const weight = withZeroWeights
    ? fc.oneof({ weight: 6, arbitrary: decimals(0.1, 9) }, fc.constant(0))
    : decimals(0.1, 9);
  const threshold = withThresholds ? often<number | undefined>(undefined, decimals(0, 1), 2) : fc.constant(undefined);
  const actions = fc.dictionary(fc.constantFrom(...TOLD_KINDS), fc.constantFrom(...MISSING_ACTIONS), { maxKeys: 2 });
  const branch = fc.record({
    weight,
    aggregate: fc.constantFrom(...aggregations),
    exponent: fc.constantFrom(-2, -1, 0.5, 2, 3),
    coverageThreshold: threshold,
    missing: absentOneIn === 0 ? fc.constant({}) : often({}, actions),
  });
  const nodes = trees.chain((children) => fc.tuple(...nodesOf(children).map((plain) => nodeOf(plain, branch, weight))));
  return nodes.chain((own) =>
    fc.record({ document: documentOf(own, withOutside), inputs: inputsOf(own, units, absentOneIn, withOutside) }),
  );
}

function nodeOf(
  { code, parent, isLeaf: asLeaf }: Plain,
  branch: fc.Arbitrary<
    Pick<SchemeBranch, 'weight' | 'aggregate'> & {
      exponent: number;
      coverageThreshold: number | undefined;
      missing: object;
    }
  >,
  weight: fc.Arbitrary<number>,
): fc.Arbitrary<SchemeNode> {
  const above = parent === undefined ? {} : { parent };
  if (asLeaf)
    return weight.map((own): SchemeLeaf => ({
      code,
      parent: parent ?? '',
      weight: own,
      indicator: code,
      direction: 'higher',
      rule: { type: 'imported', outOf: 100 },
    }));
  return branch.map(({ aggregate, exponent, coverageThreshold, missing, ...rest }): SchemeBranch => ({
    code,
    ...above,
    ...rest,
    aggregate,
    missing,
    ...(aggregate === 'generalised' && { exponent }),
    ...(coverageThreshold !== undefined && { coverageThreshold }),
  }));
}

function documentOf(nodes: readonly SchemeNode[], withOutside: boolean): fc.Arbitrary<SchemeDocument> {
  return fc
    .record({
      ties: fc.constantFrom(...TIES),
      rankOn: fc.constantFrom('printed' as const, 'unrounded' as const),
      coverageThreshold: fc.constantFrom(0, 0.6),
      bonusCap: withOutside ? decimals(0, 9) : fc.constant(0),
    })
    .map(({ ties, rankOn, coverageThreshold, bonusCap }) => ({
      code: 'LAW',
      name: { zh: '定律', en: 'law' },
      unitKind: 'department',
      coverageThreshold,
      rounding: { digits: 2, mode: 'half-up', rankOn, ties },
      grades: [{ code: 'any', zh: '任', atLeast: 0 }],
      adjustments: { bonusCap, deductCap: 5 },
      nodes: [...nodes],
    }));
}

function inputsOf(
  nodes: readonly SchemeNode[],
  units: number,
  absentOneIn: number,
  withOutside: boolean,
): fc.Arbitrary<UnitInput[]> {
  const codes = nodes.filter(isLeaf).map(({ indicator }) => indicator);
  const present = fc.oneof(
    { weight: 9, arbitrary: decimals(0, 100) },
    { weight: 1, arbitrary: fc.constantFrom(0, 100) },
  );
  const given = (value: number | null, missing: MissingKind | null) => ({
    value,
    missing,
    numerator: null,
    denominator: null,
  });
  const value = fc.oneof(
    { weight: Math.max(1, absentOneIn - 1), arbitrary: present.map((own) => given(own, null)) },
    {
      weight: absentOneIn === 0 ? 0 : 1,
      // What is damaged takes the whole unit out, and with it everything else there is to see.
      arbitrary: fc
        .oneof(
          { weight: 30, arbitrary: fc.constantFrom<MissingKind>(...TOLD_KINDS) },
          { weight: 1, arbitrary: fc.constant<MissingKind>('damaged') },
        )
        .map((kind) => given(null, kind)),
    },
  );
  const points = withOutside
    ? fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 400 }))
    : fc.constant([0, 0, 0] as const);
  const unit = fc.record({ values: fc.tuple(...codes.map(() => value)), class: fc.constantFrom('x', 'y'), points });
  return fc.array(unit, { minLength: units, maxLength: units }).map((all) =>
    all.map(({ values, class: name, points: [bonus, deduct, veto] }, k): UnitInput => ({
      unit: `U${k}`,
      class: name,
      values: new Map(codes.map((code, place) => [code, values[place] ?? given(null, 'no-source')])),
      adjustments: [
        ...(bonus > 0 ? [{ kind: 'bonus' as const, code: 'b', points: String(bonus / 100), evidence: '' }] : []),
        ...(deduct > 0 ? [{ kind: 'deduct' as const, code: 'd', points: String(deduct / 100), evidence: '' }] : []),
        ...(veto > 350 ? [{ kind: 'veto' as const, code: 'v', cap: 'any', scoreCap: 59.9, evidence: '' }] : []),
      ],
    })),
  );
}

/** Weights by node index, beside the scheme's own. */
export const otherWeights = (document: SchemeDocument): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof({ weight: 7, arbitrary: decimals(0.1, 9) }, fc.constant(0)), {
    minLength: document.nodes.length,
    maxLength: document.nodes.length,
  });
