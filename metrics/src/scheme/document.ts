import { Type, type Static } from 'typebox';
import { NamesSchema, OneOf, UnitKindSchema } from '../language/catalogue.ts';

const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' });

/** Straight lines between (value, score) points; flat outside the first and last value. */
export const PiecewiseRuleSchema = Type.Object(
  {
    type: Type.Literal('piecewise'),
    points: Type.Array(Type.Tuple([Type.Number(), Type.Number({ minimum: 0, maximum: 100 })]), {
      minItems: 2,
    }),
    /** Under `ytd`, value coordinates are multiplied by elapsed months ÷ 12. */
    prorate: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type PiecewiseRule = Static<typeof PiecewiseRuleSchema>;

/** `from` points less `each` for every incident, down to 0, as a share of `from`. */
export const DeductRuleSchema = Type.Object(
  {
    type: Type.Literal('deduct'),
    each: Type.Number({ exclusiveMinimum: 0 }),
    from: Type.Number({ exclusiveMinimum: 0 }),
  },
  { additionalProperties: false },
);
export type DeductRule = Static<typeof DeductRuleSchema>;

/** 100 at 0, else 0 and the unit's grade is capped. */
export const VetoRuleSchema = Type.Object(
  { type: Type.Literal('veto-when-positive'), cap: Code },
  { additionalProperties: false },
);

export const RuleSchema = Type.Union([PiecewiseRuleSchema, DeductRuleSchema, VetoRuleSchema]);
export type Rule = Static<typeof RuleSchema>;

const BranchSchema = Type.Object(
  {
    code: Code,
    parent: Type.Optional(Code),
    name: Type.Optional(NamesSchema),
    weight: Type.Number({ minimum: 0 }),
    aggregate: Type.Literal('arithmetic'),
  },
  { additionalProperties: false },
);

const LeafSchema = Type.Object(
  {
    code: Code,
    parent: Code,
    name: Type.Optional(NamesSchema),
    weight: Type.Number({ minimum: 0 }),
    indicator: Code,
    direction: OneOf(['higher', 'lower']),
    rule: RuleSchema,
  },
  { additionalProperties: false },
);
export type SchemeLeaf = Static<typeof LeafSchema>;
export type SchemeNode = Static<typeof BranchSchema> | SchemeLeaf;

const LadderStepSchema = Type.Object(
  { code: Code, zh: Type.String(), en: Type.Optional(Type.String()), atLeast: Type.Number() },
  { additionalProperties: false },
);

/** 评价方案: the whole recipe of a score, as one document a person can read, diff and export. */
export const SchemeSchema = Type.Object(
  {
    code: Code,
    name: NamesSchema,
    unitKind: UnitKindSchema,
    /** Weights are points 分值 that add up exactly, group by group, to this total. */
    total: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** Below this coverage a score is partial: no grade, colour or rank. */
    coverageThreshold: Type.Number({ minimum: 0, maximum: 1, default: 0.6 }),
    rounding: Type.Object(
      {
        digits: Type.Integer({ minimum: 0, maximum: 6 }),
        mode: Type.Literal('half-up'),
        rankOn: Type.Literal('printed'),
        ties: Type.Literal('competition'),
      },
      { additionalProperties: false },
    ),
    grades: Type.Array(LadderStepSchema, { minItems: 1 }),
    /** Five-colour ladder, best first. */
    colours: Type.Optional(Type.Array(LadderStepSchema, { minItems: 1 })),
    adjustments: Type.Object(
      { bonusCap: Type.Number({ minimum: 0 }), deductCap: Type.Number({ minimum: 0 }) },
      { additionalProperties: false },
    ),
    nodes: Type.Array(Type.Union([BranchSchema, LeafSchema]), { minItems: 2 }),
    note: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
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
  Type.Object({ kind: Type.Literal('veto'), code: Type.String(), cap: Type.String(), evidence: Type.String() }),
]);
export type Adjustment = Static<typeof AdjustmentSchema>;
