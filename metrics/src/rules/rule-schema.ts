import { Type, type Static, type TProperties, type TSchema } from 'typebox';
import { OneOf } from '../language/catalogue.ts';
import { Code, Range } from '../language/words.ts';

/**
 * Every scoring rule a leaf may have, as the document writes it. One table read top to bottom: first
 * the statistical rules, which compare a unit with its peers, then those of Chinese rubrics, which
 * turn a value into points. The arithmetic of each is the file of the same name under `rules/`.
 *
 * Scores lie in the scheme's range (0..100 unless it says otherwise). A rule in points says `full`,
 * the points a unit can get, and gives its share of that range.
 */

const closed = { additionalProperties: false } as const;

/**
 * One rule's schema. The description and the example are published with it, for whoever writes a scheme
 * in an editor; a test parses and scores every example.
 */
function ruleSchema<const T extends string, P extends TProperties>(
  type: T,
  description: string,
  properties: P,
  example: Readonly<Record<string, unknown>>,
) {
  return Type.Object(
    { type: Type.Literal(type), ...properties },
    { ...closed, title: type, description, examples: [example] },
  );
}

/** Whom a unit is compared with: every unit that is scored, or those of its class. */
const Among = Type.Optional(OneOf(['all', 'class']));
/** The rank that equal values share. */
const RankTies = Type.Optional(OneOf(['min', 'average', 'max']));
/** Scores of the worst and the best, in place of the scheme's range. */
const OwnRange = Type.Optional(Range);
const Positive = Type.Number({ exclusiveMinimum: 0 });
const Points = Type.Number({ minimum: 0 });

const MinMaxRuleSchema = ruleSchema(
  'min-max',
  '极差标准化: where a unit lies between the worst and the best of those it is compared with.',
  { range: OwnRange, among: Among },
  { type: 'min-max' },
);
const ZScoreRuleSchema = ruleSchema(
  'z-score',
  '标准分: (value − mean) ÷ standard deviation (n − 1), then × sd + mean. Needs `clamp` or a scheme whose range is open.',
  {
    /** Mean and standard deviation of the scores; 0 and 1 by default. */
    mean: Type.Optional(Type.Number()),
    sd: Type.Optional(Positive),
    /** Hold scores inside the scheme's range. */
    clamp: Type.Optional(Type.Boolean()),
    among: Among,
  },
  { type: 'z-score', mean: 50, sd: 10, clamp: true },
);
const PercentileRankRuleSchema = ruleSchema(
  'percentile-rank',
  '百分位: (rank − 1) ÷ (n − 1), the best highest.',
  { ties: RankTies, range: OwnRange, among: Among },
  { type: 'percentile-rank', ties: 'average' },
);
const RankRuleSchema = ruleSchema(
  'rank',
  '名次: ascending, the best of n has n. Needs a scheme whose range is open.',
  { ties: RankTies, among: Among },
  { type: 'rank' },
);
const BordaRuleSchema = ruleSchema(
  'borda',
  '博尔达计数: rank − 1. Needs a scheme whose range is open.',
  { ties: RankTies, among: Among },
  { type: 'borda' },
);
const DistanceToBestRuleSchema = ruleSchema(
  'distance-to-best',
  '与最优的距离: 1 − (best − value) ÷ (best − worst).',
  { range: OwnRange, among: Among },
  { type: 'distance-to-best' },
);
const DistanceToTargetRuleSchema = ruleSchema(
  'distance-to-target',
  '与目标的距离: (value − worst) ÷ (target − worst).',
  {
    target: Type.Number(),
    /** `false` lets a unit that is past the target score more than the best; held at it by default. */
    cap: Type.Optional(Type.Boolean()),
    range: OwnRange,
    among: Among,
  },
  { type: 'distance-to-target', target: 95 },
);
const DistanceToReferenceRuleSchema = ruleSchema(
  'distance-to-reference',
  '与标杆单位的距离: (value − worst) ÷ (the reference unit’s value − worst).',
  {
    /** Code of the unit that is the reference. */
    unit: Code,
    cap: Type.Optional(Type.Boolean()),
    range: OwnRange,
    among: Among,
  },
  { type: 'distance-to-reference', unit: 'D01' },
);
const RatioToBestRuleSchema = ruleSchema(
  'ratio-to-best',
  '第1名得满分，其余按第1名的比例得分: value ÷ best (lower is better: best ÷ value).',
  { range: OwnRange, among: Among },
  { type: 'ratio-to-best' },
);
const GoalpostsRuleSchema = ruleSchema(
  'goalposts',
  '固定标杆: (value − lower) ÷ (upper − lower), held between the two; lower is better: (upper − value) ÷ (upper − lower).',
  {
    /** The smaller and the larger goalpost, in the indicator's unit; under `log` they are logged like the value. */
    lower: Type.Number(),
    upper: Type.Number(),
    /** `false` lets a score leave the range beyond a goalpost; held inside by default. */
    clamp: Type.Optional(Type.Boolean()),
    range: OwnRange,
    prorate: Type.Optional(Type.Boolean()),
  },
  { type: 'goalposts', lower: 20, upper: 85 },
);

const PiecewiseRuleSchema = ruleSchema(
  'piecewise',
  '分段赋分: straight lines between [value, score] points, flat outside them; values rise.',
  {
    points: Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { minItems: 2 }),
    /** Under `ytd`, value coordinates are multiplied by elapsed months ÷ 12. */
    prorate: Type.Optional(Type.Boolean()),
  },
  {
    type: 'piecewise',
    points: [
      [0, 0],
      [60, 60],
      [100, 100],
    ],
  },
);
const BandsRuleSchema = ruleSchema(
  'bands',
  '阶梯赋分: [bound, score], best first. A bound is the lowest value of its band (the highest, when lower is better).',
  {
    bands: Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { minItems: 1 }),
    /** Score beyond the last band; the worst score of the range by default. */
    otherwise: Type.Optional(Type.Number()),
    prorate: Type.Optional(Type.Boolean()),
  },
  {
    type: 'bands',
    bands: [
      [95, 100],
      [90, 80],
      [80, 60],
    ],
  },
);
const ThresholdStepRuleSchema = ruleSchema(
  'threshold-step',
  '不低于80%的得1分；每低1%，扣0.1分: full points at the threshold, `deduct` less for every `per` the value is short of it.',
  {
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
  { type: 'threshold-step', full: 1, threshold: 80, per: 1, deduct: 0.1 },
);
const InsideRangeRuleSchema = ruleSchema(
  'inside-range',
  '适度指标: best inside [from, to], falling on straight lines to the worst at zeroBelow and zeroAbove.',
  {
    from: Type.Number(),
    to: Type.Number(),
    zeroBelow: Type.Number(),
    zeroAbove: Type.Number(),
  },
  { type: 'inside-range', from: 60, to: 80, zeroBelow: 30, zeroAbove: 100 },
);
const EfficacyRuleSchema = ruleSchema(
  'efficacy',
  '功效系数: base + span × (value − unacceptable) ÷ (satisfactory − unacceptable).',
  {
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
  { type: 'efficacy', unacceptable: 50, satisfactory: 90 },
);
const RatioToBaseRuleSchema = ruleSchema(
  'ratio-to-base',
  '基准比值: value ÷ base × 100, held inside `cap` (lower is better: base ÷ value × 100).',
  {
    base: Positive,
    /** Lowest and highest score; the scheme's range by default. */
    cap: OwnRange,
  },
  { type: 'ratio-to-base', base: 250 },
);
const RankPointsRuleSchema = ruleSchema(
  'rank-points',
  '排名1–5名依次赋予60、57、54、51、48分: points of the first, the second, …; `beyond` for every later rank.',
  {
    /** Points of the first, the second, … */
    points: Type.Array(Points, { minItems: 1 }),
    /** Points of every later rank; 0 by default. */
    beyond: Type.Optional(Points),
    /** The most a unit can get; the first entry of `points` by default. */
    full: Type.Optional(Positive),
    among: Among,
  },
  { type: 'rank-points', points: [60, 57, 54, 51, 48], beyond: 40 },
);
const RankLadderRuleSchema = ruleSchema(
  'rank-ladder',
  '倒数第1–3名计2、1.9、1.8分，每进1名扣0.1分: the last has `last` points, each place further up `step` less (or more).',
  {
    last: Points,
    step: Points,
    /** `less` (default): each place up loses `step`, as for points to be deducted; `more`: it gains `step`. */
    upward: Type.Optional(OneOf(['less', 'more'])),
    floor: Type.Optional(Points),
    full: Type.Optional(Positive),
    among: Among,
  },
  { type: 'rank-ladder', last: 2, step: 0.1 },
);
const CompletionRuleSchema = ruleSchema(
  'completion',
  '未完成按完成比例扣分: value ÷ target, at most 1 (lower is better: target ÷ value).',
  {
    /** 100 by default, for a value in per cent. */
    target: Type.Optional(Positive),
    prorate: Type.Optional(Type.Boolean()),
  },
  { type: 'completion', target: 12 },
);
const DeductRuleSchema = ruleSchema(
  'deduct',
  '出现一次扣 each 分，扣完为止: of `from` points; `zeroFrom: 2` is 发现两次及以上不得分.',
  {
    each: Positive,
    from: Positive,
    /** From so many incidents on nothing is left. */
    zeroFrom: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { type: 'deduct', each: 2, from: 4 },
);
const CliffRuleSchema = ruleSchema(
  'cliff',
  '断崖: the worst at `zero` and beyond, the best from `full` on, between them pro rata.',
  {
    zero: Type.Number(),
    full: Type.Number(),
    /** Between them: from 0 up (`rebased`, default), or value ÷ full with a drop at `zero` (`share`). */
    between: Type.Optional(OneOf(['rebased', 'share'])),
  },
  { type: 'cliff', zero: 95, full: 100 },
);
const ChecklistRuleSchema = ruleSchema(
  'checklist',
  '对照清单得分: the value is the points of the items found fulfilled, or, `counted` by items, how many of them.',
  {
    items: Type.Array(Type.Object({ text: Type.String({ minLength: 1 }), points: Positive }, closed), { minItems: 1 }),
    counted: Type.Optional(OneOf(['points', 'items'])),
  },
  {
    type: 'checklist',
    items: [
      { text: '建立台账', points: 1 },
      { text: '公示', points: 2 },
    ],
  },
);
const ImportedRuleSchema = ruleSchema(
  'imported',
  '引用…考核得分，相应进行折算: value ÷ outOf.',
  { outOf: Positive },
  { type: 'imported', outOf: 120 },
);
const AwardRuleSchema = ruleSchema(
  'award',
  '按件得分，加满为止: `each` points for every one, up to `full`.',
  { each: Positive, full: Positive },
  { type: 'award', each: 2, full: 6 },
);

const VetoRuleSchema = ruleSchema(
  'veto-when-positive',
  '一票否决: the best at 0, else the worst, and the unit’s grade is capped.',
  {
    cap: Code,
    /** The score is held at this, too. */
    scoreCap: Type.Optional(Type.Number()),
  },
  { type: 'veto-when-positive', cap: 'fail' },
);
const VetoWhenRuleSchema = ruleSchema(
  'veto-when',
  '一票否优: the same at a limit of one’s own, e.g. 全省条线位次后三位的不得评优 is a place from the bottom of at most 3.',
  {
    atMost: Type.Optional(Type.Number()),
    atLeast: Type.Optional(Type.Number()),
    cap: Code,
    scoreCap: Type.Optional(Type.Number()),
  },
  { type: 'veto-when', atMost: 3, cap: 'good' },
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
