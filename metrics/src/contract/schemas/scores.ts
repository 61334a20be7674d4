import { Type, type Static } from 'typebox';
import { NO_FORECAST, YEAR_END_METHODS } from '../../forecast/year-end.ts';
import { MissingSchema, NamesSchema, OneOf, SystemSchema } from '../../language/catalogue.ts';
import { STEP_KINDS } from '../../language/step.ts';
import { AdjustmentSchema } from '../../scheme/document.ts';
import { RuleSchema } from '../../rules/index.ts';
import {
  CodeSchema,
  DecimalSchema,
  InstantSchema,
  MonthSchema,
  Nullable,
  PeriodLabelSchema,
  ProvenanceSchema,
  UnitRefSchema,
} from './common.ts';
import { ObservationSchema, PendingValueSchema } from './observations.ts';

/** How far the scores are behind what was stored. */
export const ScoringSchema = Type.Object({
  /** Something is being scored, or waits for it. */
  underWay: Type.Boolean(),
  /** Batches that are stored and that no scoring has covered yet. */
  batches: Type.Integer(),
  /** When the first of them came in. */
  since: Nullable(InstantSchema),
});
export type Scoring = Static<typeof ScoringSchema>;

/** A node of a unit's score tree. Scores 0..100; weights per cent of the whole unless said otherwise. */
export const NodeViewSchema = Type.Object({
  code: CodeSchema,
  parent: Nullable(CodeSchema),
  name: NamesSchema,
  /** Of leaves: the indicator's value in its unit of measure. */
  value: Nullable(Type.Number()),
  unitOfMeasure: Nullable(Type.String()),
  /** Exact sums behind a ratio. */
  numerator: Nullable(DecimalSchema),
  denominator: Nullable(DecimalSchema),
  missing: Nullable(MissingSchema),
  score: Nullable(Type.Number()),
  /** As the scheme states it (points). */
  weight: Type.Number(),
  nominalWeight: Type.Number(),
  effectiveWeight: Type.Number(),
  contribution: Nullable(Type.Number()),
  /** The contribution as printed; leaves, bonus and deduction add up to the printed score. */
  printedContribution: Nullable(Type.String()),
  provenance: ProvenanceSchema,
  /** The period the value really is of, where it differs from the run's (last-complete, last stock). */
  valuePeriod: Nullable(PeriodLabelSchema),
});
export type NodeView = Static<typeof NodeViewSchema>;

/** A figure that is watched and never weighted. */
export const WatchedViewSchema = Type.Object({
  code: CodeSchema,
  name: NamesSchema,
  index: OneOf(['archives', 'data']),
  value: Nullable(Type.Number()),
  unitOfMeasure: Type.String(),
  numerator: Nullable(DecimalSchema),
  denominator: Nullable(DecimalSchema),
  missing: Nullable(MissingSchema),
  provenance: ProvenanceSchema,
  /** The period the value really is of, where it differs from the run's. */
  valuePeriod: Nullable(PeriodLabelSchema),
});
export type WatchedView = Static<typeof WatchedViewSchema>;

/** What every view of a unit's score begins with. */
export const scoreHead = {
  unit: UnitRefSchema,
  printed: Nullable(DecimalSchema),
  score: Nullable(Type.Number()),
  baseScore: Nullable(Type.Number()),
  bonus: Type.Number(),
  deduction: Type.Number(),
  coverage: Nullable(Type.Number()),
  reportedShare: Nullable(Type.Number()),
  partial: Type.Boolean(),
  grade: Nullable(CodeSchema),
  colour: Nullable(CodeSchema),
  vetoes: Type.Array(CodeSchema),
  rank: Nullable(Type.Integer()),
  rankedOf: Type.Integer(),
  provenance: ProvenanceSchema,
};

/** Of those a unit is ranked among, how many exist in a demonstration only. */
export const InventedPeersSchema = Type.Integer();

/**
 * The leaves of a ranking row in columns, each in the order of the ranking's `leaves`: enough to draw what
 * they bring and to score them again in the page. Four thousand cells with their member names would be
 * twice as much to send.
 */
export const LeafColumnsSchema = Type.Object({
  values: Type.Array(Nullable(Type.Number())),
  /** Why there is no value; `null` where there is one. */
  missing: Type.Array(Nullable(MissingSchema)),
  /** In points of the unit's score. */
  contributions: Type.Array(Nullable(Type.Number())),
});
export type LeafColumns = Static<typeof LeafColumnsSchema>;

export const RankingRowSchema = Type.Object({
  ...scoreHead,
  /** Rank one month earlier inside the class. */
  previousRank: Nullable(Type.Integer()),
  /** `null` where the reader may see the unit's total and rank only. */
  cells: Nullable(LeafColumnsSchema),
  adjustments: Type.Array(AdjustmentSchema),
});
export type RankingRow = Static<typeof RankingRowSchema>;

/** A ranking of all units of one scheme at one month, class by class; inside a class best first. */
export const RankingSchema = Type.Object({
  scheme: CodeSchema,
  schemeVersion: Type.Integer(),
  period: MonthSchema,
  run: Type.Integer(),
  /** Months of the year gone by, 1..12, for prorated goalposts. */
  elapsedMonths: Type.Integer(),
  /** Codes of the scheme's leaves, in its order. */
  leaves: Type.Array(CodeSchema),
  rows: Type.Array(RankingRowSchema),
});
export type Ranking = Static<typeof RankingSchema>;

export const HistoryPointSchema = Type.Object({
  period: MonthSchema,
  printed: Nullable(DecimalSchema),
  rank: Nullable(Type.Integer()),
  partial: Type.Boolean(),
  provenance: ProvenanceSchema,
});

export const ConflictSchema = Type.Object({
  indicator: CodeSchema,
  own: Type.Number(),
  rolledUp: Type.Number(),
  /** |own − rolledUp| ÷ |own|. */
  relative: Type.Number(),
});

/** A unit's whole score at one month. */
export const UnitScoreViewSchema = Type.Object({
  ...scoreHead,
  inventedPeers: InventedPeersSchema,
  scheme: CodeSchema,
  schemeVersion: Type.Integer(),
  period: MonthSchema,
  run: Type.Integer(),
  nodes: Type.Array(NodeViewSchema),
  /** Of the county every watched figure, of others those they have. */
  watched: Type.Array(WatchedViewSchema),
  conflicts: Type.Array(ConflictSchema),
  /** Codes of leaves for which a value of the unit waits to be looked at (有待审值); what counts is the one before. */
  pending: Type.Array(CodeSchema),
  /** `null` for the first of its class, for a unit without a rank, and for who may not read the ranking. */
  gap: Nullable(
    Type.Object({
      above: UnitRefSchema,
      rankAbove: Type.Integer(),
      points: Type.Number(),
      /** By leaf; `null` for who may not look into the unit above, whose scores would follow from them. */
      reasons: Nullable(Type.Array(Type.Object({ code: CodeSchema, points: Type.Number() }))),
    }),
  ),
  /** 24 months up to this one, oldest first; months before the first score are left out. */
  history: Type.Array(HistoryPointSchema),
});
export type UnitScoreView = Static<typeof UnitScoreViewSchema>;

const ExplainedInputSchema = Type.Object({
  role: OneOf(['numerator', 'denominator', 'amount', 'rate', 'share']),
  measure: Type.Object({ code: CodeSchema, name: NamesSchema, unitOfMeasure: Type.String() }),
  /** Exact sum over the window and over the units. */
  total: Nullable(DecimalSchema),
  /** Units that gave an observation. */
  units: Type.Integer(),
  window: Type.Object({ from: Type.String(), to: Type.String(), take: OneOf(['sum', 'last']) }),
  /** At most 200, those that count first; `total` counts all. */
  observations: Type.Array(ObservationSchema),
  observationsTotal: Type.Integer(),
  /** Values in the window that wait to be looked at, and so are not in the total. */
  pending: Type.Array(Type.Pick(PendingValueSchema, ['unit', 'period', 'value', 'breaks', 'receivedAt'])),
});

/** Any number answers: value → formula → inputs → observations (→ batch → source call). */
export const ExplanationSchema = Type.Object({
  unit: UnitRefSchema,
  period: MonthSchema,
  scheme: CodeSchema,
  /** A watched figure has no score and no weight. */
  node: NodeViewSchema,
  /** Leaves and watched figures only. */
  leaf: Nullable(
    Type.Object({
      indicator: CodeSchema,
      /** The formula in words. */
      definition: Type.String(),
      system: Type.String(),
      basis: Type.Array(Type.String()),
      unverified: Type.Boolean(),
      note: Nullable(Type.String()),
      direction: OneOf(['higher', 'lower']),
      mode: Type.String(),
      factor: Nullable(Type.Number()),
      /** Where the value comes from: the unit itself, its roll-up, or the rule for units not connected. */
      origin: OneOf(['own', 'rolled-up', 'not-connected', 'none']),
      rolledUpOver: Nullable(Type.Object({ code: CodeSchema, name: NamesSchema, units: Type.Integer() })),
      /** `null` for a watched figure. */
      rule: Nullable(RuleSchema),
      inputs: Type.Array(ExplainedInputSchema),
      conflict: Nullable(ConflictSchema),
    }),
  ),
  /** Branches only: the children that were averaged. */
  children: Type.Array(NodeViewSchema),
});
export type Explanation = Static<typeof ExplanationSchema>;

/**
 * One line of a calculation. `expression` holds numbers, + − × ÷, brackets and min, max, ln, exp, floor and
 * ceil; typed into a calculator it gives `result`.
 */
const DerivationStepSchema = Type.Object({
  node: CodeSchema,
  kind: OneOf(STEP_KINDS),
  /** What the step is called, and the sentence that says what was done; ≈ before a figure that is rounded. */
  title: NamesSchema,
  says: NamesSchema,
  /** The numbers as people read them: with the digits it takes to come to the result as stated, ≈ where any is rounded. */
  calculation: Nullable(NamesSchema),
  /** In symbols. */
  formula: Nullable(Type.String()),
  expression: Nullable(Type.String()),
  result: Nullable(Type.Number()),
  missing: Nullable(MissingSchema),
  /** The word of the scheme the step follows: rule, aggregation, missing action, imputation, treatment, rounding. */
  by: Nullable(Type.String()),
});

export type DerivationStepView = Static<typeof DerivationStepSchema>;

/** How a figure came about, from raw values to the printed one; children before parents. */
export const DerivationSchema = Type.Object({
  unit: UnitRefSchema,
  period: MonthSchema,
  scheme: CodeSchema,
  node: CodeSchema,
  steps: Type.Array(DerivationStepSchema),
});
export type DerivationView = Static<typeof DerivationSchema>;

/** What a unit's values come to if things go on as they do: method and range are part of the figure. */
export const ForecastSchema = Type.Object({
  node: CodeSchema,
  name: NamesSchema,
  unitOfMeasure: Type.String(),
  /** Value of the year so far. */
  value: Nullable(Type.Number()),
  method: OneOf(YEAR_END_METHODS),
  /** The month it is foretold for. */
  at: MonthSchema,
  expected: Nullable(Type.Number()),
  /** What the least and the most favourable past year would give; `null` with fewer than two. */
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
  /** Past years it rests on. */
  years: Type.Array(Type.String()),
  /** Why nothing is foretold. */
  missing: Nullable(OneOf(NO_FORECAST)),
  /** Values that earn the pass and the full score at the year's end. */
  pass: Nullable(Type.Number()),
  target: Nullable(Type.Number()),
  provenance: ProvenanceSchema,
});
export type Forecast = Static<typeof ForecastSchema>;
export const ForecastListSchema = Type.Object({
  unit: UnitRefSchema,
  period: MonthSchema,
  items: Type.Array(ForecastSchema),
});
export type ForecastList = Static<typeof ForecastListSchema>;

/** What to do about leaves nobody supplies: systems to connect, most weight first. */
export const NextStepsSchema = Type.Object({
  unit: UnitRefSchema,
  period: MonthSchema,
  coverage: Nullable(Type.Number()),
  items: Type.Array(
    Type.Object({
      system: SystemSchema,
      leaves: Type.Array(CodeSchema),
      /** Nominal weight it would bring, per cent of the whole. */
      weight: Type.Number(),
    }),
  ),
});
export type NextSteps = Static<typeof NextStepsSchema>;
