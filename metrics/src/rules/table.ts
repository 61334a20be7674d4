import { Type } from 'typebox';
import { award } from './award.ts';
import { bands } from './bands.ts';
import { borda } from './borda.ts';
import { checklist } from './checklist.ts';
import { cliff } from './cliff.ts';
import { completion } from './completion.ts';
import { deduct } from './deduct.ts';
import { distanceToBest } from './distance-to-best.ts';
import { distanceToReference } from './distance-to-reference.ts';
import { distanceToTarget } from './distance-to-target.ts';
import { efficacy } from './efficacy.ts';
import { goalposts } from './goalposts.ts';
import { imported } from './imported.ts';
import { insideRange } from './inside-range.ts';
import { minMax } from './min-max.ts';
import { percentileRank } from './percentile-rank.ts';
import { piecewise } from './piecewise.ts';
import { rank } from './rank.ts';
import { rankLadder } from './rank-ladder.ts';
import { rankPoints } from './rank-points.ts';
import { ratioToBase } from './ratio-to-base.ts';
import { ratioToBest } from './ratio-to-best.ts';
import type { RuleDefinition, ScoreRange } from './rule.ts';
import { thresholdStep } from './threshold-step.ts';
import { vetoWhen } from './veto-when.ts';
import { vetoWhenPositive } from './veto-when-positive.ts';
import { zScore } from './z-score.ts';

/**
 * Every rule a leaf may have, by the word a document names it by: first the statistical ones, which
 * compare a unit with its peers, then those of Chinese rubrics, which turn a value into points. A new
 * rule is a file beside this one and a line here (docs/adding-a-rule.md).
 */
const TABLE = {
  'min-max': minMax,
  'z-score': zScore,
  'percentile-rank': percentileRank,
  rank,
  borda,
  'distance-to-best': distanceToBest,
  'distance-to-target': distanceToTarget,
  'distance-to-reference': distanceToReference,
  'ratio-to-best': ratioToBest,
  goalposts,
  piecewise,
  bands,
  'threshold-step': thresholdStep,
  'inside-range': insideRange,
  efficacy,
  'ratio-to-base': ratioToBase,
  'rank-points': rankPoints,
  'rank-ladder': rankLadder,
  completion,
  deduct,
  cliff,
  checklist,
  imported,
  award,
  'veto-when-positive': vetoWhenPositive,
  'veto-when': vetoWhen,
};

export type RuleType = keyof typeof TABLE;
type RuleByType = { [T in RuleType]: (typeof TABLE)[T] extends RuleDefinition<infer R> ? R : never };
/** A rule of one kind, as a document writes it. */
export type RuleOf<T extends RuleType> = RuleByType[T];
export type Rule = RuleOf<RuleType>;

/** Each rule under its own word: one that stands under another's would not compile. */
export const RULES: {
  readonly [T in RuleType]: RuleDefinition<RuleOf<T>> & {
    readonly schema: { readonly properties: { readonly type: { readonly const: T } } };
  };
} = TABLE;

/** A rule of any kind, as a scheme document writes it. */
export const RuleSchema = Type.Unsafe<Rule>(Type.Union(Object.values(RULES).map(({ schema }) => schema)));

/** All there is to know of a rule's kind. */
export function definitionOf<T extends RuleType>(rule: { readonly type: T }): RuleDefinition<RuleOf<T>> {
  return RULES[rule.type];
}

/** Scores of the worst and the best that the rule writes in place of the scheme's range. */
export function ownRange(rule: Rule): ScoreRange | undefined {
  return 'range' in rule ? rule.range : undefined;
}
