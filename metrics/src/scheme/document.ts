import { Type, type Static } from 'typebox';
import { NamesSchema, OneOf } from '../language/catalogue.ts';
import { TOLD_KINDS, type ToldKind } from '../language/missing.ts';
import { ROUNDING_MODES } from '../language/rounding.ts';
import { RuleSchema } from '../rules/index.ts';
import { Code, DataName, Figure, Points, Positive, Range } from '../language/words.ts';

/** How equal scores share a rank. */
export const TIES = ['competition', 'dense', 'worst'] as const;
export type Ties = (typeof TIES)[number];

const closed = { additionalProperties: false } as const;

/** How a branch makes one score of its children's. */
export const AGGREGATIONS = ['arithmetic', 'geometric', 'harmonic', 'generalised', 'minimum', 'sum'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

/**
 * What an absent value does to its group: its weight goes to its siblings (`reweight`), it scores the
 * worst (`zero`) or the best (`full`), it takes the mean score of the unit's class (`class-mean`,
 * 按平均分得分), or the whole group is absent with it (`absent`).
 */
export const MISSING_ACTIONS = ['reweight', 'zero', 'full', 'class-mean', 'absent'] as const;
export type MissingAction = (typeof MISSING_ACTIONS)[number];

const MissingActionsSchema = Type.Object(
  Object.fromEntries(TOLD_KINDS.map((kind) => [kind, Type.Optional(OneOf(MISSING_ACTIONS))])) as Record<
    ToldKind,
    Type.TOptional<Type.TUnsafe<MissingAction>>
  >,
  closed,
);
export type MissingActions = Readonly<Partial<Record<ToldKind, MissingAction>>>;

const nodeHead = {
  code: Code,
  name: Type.Optional(NamesSchema),
  /** Relative to its siblings; points 分值 where the scheme has a `total`. 0 takes no part (不参与). */
  weight: Points,
  /** Why a weight is 0. */
  reason: Type.Optional(Type.String({ minLength: 1 })),
  /** The rubric's own words. */
  text: Type.Optional(Type.String()),
  /** 负责考核部门, in the rubric's own words. */
  assessor: Type.Optional(Type.String()),
};

export const BranchSchema = Type.Object(
  {
    ...nodeHead,
    parent: Type.Optional(Code),
    aggregate: OneOf(AGGREGATIONS),
    /** Of the generalised mean; not 0. Beyond 50 it is the minimum or maximum, and leaves the range of a double. */
    exponent: Type.Optional(Type.Number({ minimum: -50, maximum: 50 })),
    /** A geometric or harmonic mean with a child at 0 is 0. Without this word such a scheme is refused. */
    onZero: Type.Optional(Type.Literal('zero')),
    /** Absent when fewer than this share of its direct children, counted without weights, is present. */
    coverageThreshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    /** For everything below this node, unless a node further down says otherwise. */
    missing: Type.Optional(MissingActionsSchema),
  },
  closed,
);
export type SchemeBranch = Static<typeof BranchSchema>;

export const IMPUTE_METHODS = [
  'mean',
  'median',
  'class-mean',
  'class-median',
  'siblings-mean',
  'siblings-median',
] as const;
export type ImputeMethod = (typeof IMPUTE_METHODS)[number];

/** Values no one supplied, made up from others before scoring; each is recorded and stays uncovered. */
const ImputeSchema = Type.Object(
  {
    method: OneOf(IMPUTE_METHODS),
    /** The kinds of missing it fills; `no-source` by default. */
    kinds: Type.Optional(Type.Array(OneOf(TOLD_KINDS), { minItems: 1 })),
  },
  closed,
);

/** Outliers are drawn in before scoring, and every changed point is recorded. */
const TreatmentSchema = Type.Object(
  {
    /** `winsorise-or-log` (default): draw in at most `maxPoints`; if that does not do, take logarithms instead. */
    method: Type.Optional(OneOf(['winsorise-or-log', 'winsorise', 'log'])),
    /** 5 by default. */
    maxPoints: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Passes when |skewness| is below this (2), or excess kurtosis below that (3.5). */
    skewness: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    kurtosis: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** Winsorise `maxPoints` even of a column that passes. */
    force: Type.Optional(Type.Boolean()),
  },
  closed,
);

export const LeafSchema = Type.Object(
  {
    ...nodeHead,
    parent: Code,
    indicator: DataName,
    direction: OneOf(['higher', 'lower']),
    /** The value is divided by this indicator's, which is divided by `scale` (per 10 000 inhabitants: 10000). */
    denominator: Type.Optional(Type.Object({ indicator: DataName, scale: Type.Optional(Positive) }, closed)),
    impute: Type.Optional(ImputeSchema),
    treatment: Type.Optional(TreatmentSchema),
    /** Natural logarithm of the value, and of goalposts, targets and points of the rule. */
    transform: Type.Optional(Type.Literal('log')),
    rule: RuleSchema,
  },
  closed,
);
export type SchemeLeaf = Static<typeof LeafSchema>;
export type SchemeNode = SchemeBranch | SchemeLeaf;

const LadderStepSchema = Type.Object(
  { code: Code, zh: Type.String(), en: Type.Optional(Type.String()), atLeast: Figure },
  closed,
);

/** A bonus or a deduction outside the tree that follows from an indicator: `each` points for every one. */
const AdjustmentItemSchema = Type.Object(
  {
    code: Code,
    name: Type.Optional(NamesSchema),
    kind: OneOf(['bonus', 'deduct']),
    indicator: DataName,
    each: Positive,
    /** The most this item can give or take. */
    cap: Type.Optional(Positive),
    text: Type.Optional(Type.String()),
  },
  closed,
);

const ScreeningSchema = Type.Object(
  {
    /** Units with a smaller share of present indicators are left out. */
    availableShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    /** Units with a smaller share of values other than 0 are left out. */
    nonZeroShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    keep: Type.Optional(Type.Array(DataName)),
    drop: Type.Optional(Type.Array(DataName)),
  },
  closed,
);

/** 评价方案: the whole recipe of a score, as one document a person can read, diff and export. */
export const SchemeSchema = Type.Object(
  {
    /** Which edition of this schema the document is written for. */
    schema: Type.Optional(Type.Literal('dangzhi-scheme/1')),
    code: Code,
    name: NamesSchema,
    /** `county`, `department`, `township`, or whatever else is scored. */
    unitKind: Type.String({ ...Code, default: 'unit' }),
    /** Weights are points 分值 that add up exactly, group by group, to this total. */
    total: Type.Optional(Positive),
    /** Lowest and highest score, 0 and 100 by default; `open` for z-scores and ranks, which have none. */
    range: Type.Optional(Type.Union([Range, Type.Literal('open')])),
    /** Below this coverage a score is partial: no grade, colour or rank. */
    coverageThreshold: Type.Number({ minimum: 0, maximum: 1, default: 0.6 }),
    rounding: Type.Object(
      {
        digits: Type.Integer({ minimum: 0, maximum: 6 }),
        mode: OneOf(ROUNDING_MODES),
        /** What ranks look at. */
        rankOn: OneOf(['printed', 'unrounded']),
        /** 1, 2, 2, 4 (`competition`), 1, 2, 2, 3 (`dense`) or 1, 3, 3, 4 (`worst`). */
        ties: OneOf(TIES),
      },
      { ...closed, default: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' } },
    ),
    /** Best first; the lower bound belongs to the grade. */
    grades: Type.Array(LadderStepSchema, { default: [] }),
    /** 强制分布: at most this share of the ranked units of a class holds the grade or a better one. */
    gradeQuotas: Type.Optional(
      Type.Array(Type.Object({ grade: Code, share: Type.Number({ exclusiveMinimum: 0, maximum: 1 }) }, closed)),
    ),
    /** Five-colour ladder, best first. */
    colours: Type.Optional(Type.Array(LadderStepSchema, { minItems: 1 })),
    /** `score` (default): by the ladder; `rank`: equal fifths of the class by rank, in the ladder's order. */
    coloursBy: Type.Optional(OneOf(['score', 'rank'])),
    adjustments: Type.Object(
      {
        bonusCap: Points,
        deductCap: Points,
        /** The points the rubric's heading gives this section, in its own words; only the linter looks at it. */
        headed: Type.Optional(Points),
        items: Type.Optional(Type.Array(AdjustmentItemSchema)),
      },
      { ...closed, default: { bonusCap: 0, deductCap: 0 } },
    ),
    screening: Type.Optional(ScreeningSchema),
    nodes: Type.Array(Type.Unsafe<SchemeNode>(Type.Union([BranchSchema, LeafSchema])), { minItems: 2 }),
    note: Type.Optional(Type.String()),
  },
  closed,
);
export type SchemeDocument = Static<typeof SchemeSchema>;

/** Points given or taken outside the tree, with their evidence. */
export const AdjustmentSchema = Type.Union([
  Type.Object({
    kind: Type.Enum(['bonus', 'deduct']),
    code: Type.String(),
    /** Decimal, at least 0. */
    points: Type.String({ pattern: '^\\d+(\\.\\d+)?$' }),
    evidence: Type.String(),
  }),
  Type.Object({
    kind: Type.Literal('veto'),
    code: Type.String(),
    cap: Type.String(),
    /** The score is held at this, too. */
    scoreCap: Type.Optional(Figure),
    evidence: Type.String(),
  }),
]);
export type Adjustment = Static<typeof AdjustmentSchema>;
