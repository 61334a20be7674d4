import { Type, type Static, type TSchema } from 'typebox';
import { OneOf } from '../language/catalogue.ts';
import { Code, Range } from './words.ts';

/**
 * Every scoring rule a leaf may have, as the document writes it. One table read top to bottom: first
 * the statistical rules, which compare a unit with its peers, then those of Chinese rubrics, which
 * turn a value into points. The arithmetic of each is the file of the same name under `rules/`.
 *
 * Scores lie in the scheme's range (0..100 unless it says otherwise). A rule in points says `full`,
 * the points a unit can get, and gives its share of that range.
 */

const closed = { additionalProperties: false } as const;

/** Whom a unit is compared with: every unit that is scored, or those of its class. */
const Among = Type.Optional(OneOf(['all', 'class']));
/** The rank that equal values share. */
const RankTies = Type.Optional(OneOf(['min', 'average', 'max']));
/** Scores of the worst and the best, in place of the scheme's range. */
const OwnRange = Type.Optional(Range);
const Positive = Type.Number({ exclusiveMinimum: 0 });
const Points = Type.Number({ minimum: 0 });

export const MinMaxRuleSchema = Type.Object({ type: Type.Literal('min-max'), range: OwnRange, among: Among }, closed);
export const ZScoreRuleSchema = Type.Object(
  {
    type: Type.Literal('z-score'),
    /** Mean and standard deviation of the scores; 0 and 1 by default. */
    mean: Type.Optional(Type.Number()),
    sd: Type.Optional(Positive),
    /** Hold scores inside the scheme's range. */
    clamp: Type.Optional(Type.Boolean()),
    among: Among,
  },
  closed,
);
export const PercentileRankRuleSchema = Type.Object(
  { type: Type.Literal('percentile-rank'), ties: RankTies, range: OwnRange, among: Among },
  closed,
);
/** Ascending: the best of n has n. */
export const RankRuleSchema = Type.Object({ type: Type.Literal('rank'), ties: RankTies, among: Among }, closed);
export const BordaRuleSchema = Type.Object({ type: Type.Literal('borda'), ties: RankTies, among: Among }, closed);
export const DistanceToBestRuleSchema = Type.Object(
  { type: Type.Literal('distance-to-best'), range: OwnRange, among: Among },
  closed,
);
export const DistanceToTargetRuleSchema = Type.Object(
  {
    type: Type.Literal('distance-to-target'),
    target: Type.Number(),
    /** `false` lets a unit that is past the target score more than the best; held at it by default. */
    cap: Type.Optional(Type.Boolean()),
    range: OwnRange,
    among: Among,
  },
  closed,
);
export const DistanceToReferenceRuleSchema = Type.Object(
  {
    type: Type.Literal('distance-to-reference'),
    /** Code of the unit that is the reference. */
    unit: Code,
    cap: Type.Optional(Type.Boolean()),
    range: OwnRange,
    among: Among,
  },
  closed,
);
/** 第1名得满分，其余按第1名的比例得分. */
export const RatioToBestRuleSchema = Type.Object(
  { type: Type.Literal('ratio-to-best'), range: OwnRange, among: Among },
  closed,
);
export const GoalpostsRuleSchema = Type.Object(
  {
    type: Type.Literal('goalposts'),
    /** The smaller and the larger goalpost, in the indicator's unit; under `log` they are logged like the value. */
    lower: Type.Number(),
    upper: Type.Number(),
    /** `false` lets a score leave the range beyond a goalpost; held inside by default. */
    clamp: Type.Optional(Type.Boolean()),
    range: OwnRange,
    prorate: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Straight lines between (value, score) points; flat outside the first and last value. */
export const PiecewiseRuleSchema = Type.Object(
  {
    type: Type.Literal('piecewise'),
    points: Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { minItems: 2 }),
    /** Under `ytd`, value coordinates are multiplied by elapsed months ÷ 12. */
    prorate: Type.Optional(Type.Boolean()),
  },
  closed,
);
/** 阶梯赋分: [bound, score], best first. A bound is the lowest value of its band (the highest, when lower is better). */
export const BandsRuleSchema = Type.Object(
  {
    type: Type.Literal('bands'),
    bands: Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { minItems: 1 }),
    /** Score beyond the last band; the worst score of the range by default. */
    otherwise: Type.Optional(Type.Number()),
    prorate: Type.Optional(Type.Boolean()),
  },
  closed,
);
/** 不低于80%的得1分；每低1%，扣0.1分. */
export const ThresholdStepRuleSchema = Type.Object(
  {
    type: Type.Literal('threshold-step'),
    full: Positive,
    /** A value, or `mean`: the mean of the peers. */
    threshold: Type.Union([Type.Number(), Type.Literal('mean')]),
    /** Points lost (`deduct`) for every `per` the value is short of the threshold. */
    per: Positive,
    deduct: Points,
    /** Whether part of a `per` counts in proportion (default), not at all, or as a whole one. */
    steps: Type.Optional(OneOf(['proportional', 'completed', 'started'])),
    /** Points below which it does not fall; 0 by default. */
    floor: Type.Optional(Points),
    among: Among,
  },
  closed,
);
/** 适度指标: best inside [from, to], falling on straight lines to the worst at `zeroBelow` and `zeroAbove`. */
export const InsideRangeRuleSchema = Type.Object(
  {
    type: Type.Literal('inside-range'),
    from: Type.Number(),
    to: Type.Number(),
    zeroBelow: Type.Number(),
    zeroAbove: Type.Number(),
  },
  closed,
);
/** 功效系数: base + span × (x − unacceptable) ÷ (satisfactory − unacceptable). */
export const EfficacyRuleSchema = Type.Object(
  {
    type: Type.Literal('efficacy'),
    /** 不容许值. */
    unacceptable: Type.Number(),
    /** 满意值. */
    satisfactory: Type.Number(),
    /** 60 and 40 by default. */
    base: Type.Optional(Type.Number()),
    span: Type.Optional(Positive),
    /** Hold scores inside the scheme's range (default). */
    clamp: Type.Optional(Type.Boolean()),
  },
  closed,
);
/** 基准比值: value ÷ base × 100, held inside `cap`. */
export const RatioToBaseRuleSchema = Type.Object(
  {
    type: Type.Literal('ratio-to-base'),
    base: Positive,
    /** Lowest and highest score; the scheme's range by default. */
    cap: OwnRange,
  },
  closed,
);
/** 排名1–5名依次赋予60、57、54、51、48分. */
export const RankPointsRuleSchema = Type.Object(
  {
    type: Type.Literal('rank-points'),
    /** Points of the first, the second, … */
    points: Type.Array(Points, { minItems: 1 }),
    /** Points of every later rank; 0 by default. */
    beyond: Type.Optional(Points),
    /** The most a unit can get; the first entry of `points` by default. */
    full: Type.Optional(Positive),
    among: Among,
  },
  closed,
);
/** 倒数第1–3名计2、1.9、1.8分，每进1名扣0.1分: the last has `last` points, each place further up `step` less. */
export const RankLadderRuleSchema = Type.Object(
  {
    type: Type.Literal('rank-ladder'),
    last: Points,
    step: Points,
    /** `less` (default): each place up loses `step`, as for points to be deducted; `more`: it gains `step`. */
    upward: Type.Optional(OneOf(['less', 'more'])),
    floor: Type.Optional(Points),
    full: Type.Optional(Positive),
    among: Among,
  },
  closed,
);
/** 未完成按完成比例扣分: value ÷ target, at most 1. */
export const CompletionRuleSchema = Type.Object(
  {
    type: Type.Literal('completion'),
    /** 100 by default, for a value in per cent. */
    target: Type.Optional(Positive),
    prorate: Type.Optional(Type.Boolean()),
  },
  closed,
);
/** 出现一次扣 each 分，扣完为止; `zeroFrom: 2` is 发现两次及以上不得分. */
export const DeductRuleSchema = Type.Object(
  {
    type: Type.Literal('deduct'),
    each: Positive,
    from: Positive,
    /** From so many incidents on nothing is left. */
    zeroFrom: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed,
);
/** 断崖: the worst at `zero` and beyond, the best from `full` on, between them pro rata. */
export const CliffRuleSchema = Type.Object(
  {
    type: Type.Literal('cliff'),
    zero: Type.Number(),
    full: Type.Number(),
    /** Between them: from 0 up (`rebased`, default), or value ÷ full with a drop at `zero` (`share`). */
    between: Type.Optional(OneOf(['rebased', 'share'])),
  },
  closed,
);
/** 对照清单得分: the value is the points of the items found fulfilled, or how many of them. */
export const ChecklistRuleSchema = Type.Object(
  {
    type: Type.Literal('checklist'),
    items: Type.Array(Type.Object({ text: Type.String({ minLength: 1 }), points: Positive }, closed), { minItems: 1 }),
    counted: Type.Optional(OneOf(['points', 'items'])),
  },
  closed,
);
/** 引用…考核得分，相应进行折算: value ÷ outOf. */
export const ImportedRuleSchema = Type.Object({ type: Type.Literal('imported'), outOf: Positive }, closed);
/** Points for every item, up to `full`. */
export const AwardRuleSchema = Type.Object({ type: Type.Literal('award'), each: Positive, full: Positive }, closed);

/** The best at 0, else the worst, and the unit's grade is capped (一票否决). */
export const VetoRuleSchema = Type.Object(
  {
    type: Type.Literal('veto-when-positive'),
    cap: Code,
    /** The score is held at this, too. */
    scoreCap: Type.Optional(Type.Number()),
  },
  closed,
);
/** The same at a limit of one's own: 全省条线位次后三位的不得评优 is a place from the bottom of at most 3. */
export const VetoWhenRuleSchema = Type.Object(
  {
    type: Type.Literal('veto-when'),
    atMost: Type.Optional(Type.Number()),
    atLeast: Type.Optional(Type.Number()),
    cap: Code,
    scoreCap: Type.Optional(Type.Number()),
  },
  closed,
);

/** By the rule's own word; a missing entry would not compile. */
export const RULE_SCHEMAS = {
  'min-max': MinMaxRuleSchema,
  'z-score': ZScoreRuleSchema,
  'percentile-rank': PercentileRankRuleSchema,
  rank: RankRuleSchema,
  borda: BordaRuleSchema,
  'distance-to-best': DistanceToBestRuleSchema,
  'distance-to-target': DistanceToTargetRuleSchema,
  'distance-to-reference': DistanceToReferenceRuleSchema,
  'ratio-to-best': RatioToBestRuleSchema,
  goalposts: GoalpostsRuleSchema,
  piecewise: PiecewiseRuleSchema,
  bands: BandsRuleSchema,
  'threshold-step': ThresholdStepRuleSchema,
  'inside-range': InsideRangeRuleSchema,
  efficacy: EfficacyRuleSchema,
  'ratio-to-base': RatioToBaseRuleSchema,
  'rank-points': RankPointsRuleSchema,
  'rank-ladder': RankLadderRuleSchema,
  completion: CompletionRuleSchema,
  deduct: DeductRuleSchema,
  cliff: CliffRuleSchema,
  checklist: ChecklistRuleSchema,
  imported: ImportedRuleSchema,
  award: AwardRuleSchema,
  'veto-when-positive': VetoRuleSchema,
  'veto-when': VetoWhenRuleSchema,
} as const satisfies Record<string, TSchema>;

export type RuleType = keyof typeof RULE_SCHEMAS;
type RuleOf<T extends RuleType> = Static<(typeof RULE_SCHEMAS)[T]>;
export type Rule = { [T in RuleType]: RuleOf<T> }[RuleType];

export const RuleSchema = Type.Unsafe<Rule>(Type.Union(Object.values(RULE_SCHEMAS)));

export type MinMaxRule = RuleOf<'min-max'>;
export type ZScoreRule = RuleOf<'z-score'>;
export type PercentileRankRule = RuleOf<'percentile-rank'>;
export type RankRule = RuleOf<'rank'>;
export type BordaRule = RuleOf<'borda'>;
export type DistanceToBestRule = RuleOf<'distance-to-best'>;
export type DistanceToTargetRule = RuleOf<'distance-to-target'>;
export type DistanceToReferenceRule = RuleOf<'distance-to-reference'>;
export type RatioToBestRule = RuleOf<'ratio-to-best'>;
export type GoalpostsRule = RuleOf<'goalposts'>;
export type PiecewiseRule = RuleOf<'piecewise'>;
export type BandsRule = RuleOf<'bands'>;
export type ThresholdStepRule = RuleOf<'threshold-step'>;
export type InsideRangeRule = RuleOf<'inside-range'>;
export type EfficacyRule = RuleOf<'efficacy'>;
export type RatioToBaseRule = RuleOf<'ratio-to-base'>;
export type RankPointsRule = RuleOf<'rank-points'>;
export type RankLadderRule = RuleOf<'rank-ladder'>;
export type CompletionRule = RuleOf<'completion'>;
export type DeductRule = RuleOf<'deduct'>;
export type CliffRule = RuleOf<'cliff'>;
export type ChecklistRule = RuleOf<'checklist'>;
export type ImportedRule = RuleOf<'imported'>;
export type AwardRule = RuleOf<'award'>;
export type VetoRule = RuleOf<'veto-when-positive'>;
export type VetoWhenRule = RuleOf<'veto-when'>;
