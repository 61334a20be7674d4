import type { Names } from '../language/catalogue.ts';
import { awardWords } from './award.ts';
import { bandsWords } from './bands.ts';
import { bordaWords } from './borda.ts';
import { checklistWords } from './checklist.ts';
import { cliffWords } from './cliff.ts';
import { completionWords } from './completion.ts';
import { deductWords } from './deduct.ts';
import { distanceToBestWords } from './distance-to-best.ts';
import { distanceToReferenceWords } from './distance-to-reference.ts';
import { distanceToTargetWords } from './distance-to-target.ts';
import { efficacyWords } from './efficacy.ts';
import { goalpostsWords } from './goalposts.ts';
import { importedWords } from './imported.ts';
import { insideRangeWords } from './inside-range.ts';
import { minMaxWords } from './min-max.ts';
import { percentileRankWords } from './percentile-rank.ts';
import { piecewiseWords } from './piecewise.ts';
import { rankWords } from './rank.ts';
import { rankLadderWords } from './rank-ladder.ts';
import { rankPointsWords } from './rank-points.ts';
import { ratioToBaseWords } from './ratio-to-base.ts';
import { ratioToBestWords } from './ratio-to-best.ts';
import { thresholdStepWords } from './threshold-step.ts';
import { vetoWhenWords } from './veto-when.ts';
import { vetoWhenPositiveWords } from './veto-when-positive.ts';
import { zScoreWords } from './z-score.ts';
import type { RuleWords } from './say.ts';
import type { Peers, RuleSetting } from './setting.ts';
import type { Rule, RuleOf, RuleType } from './table.ts';

/**
 * What each rule says of itself in both languages; its words stand in its own file. Beside the table of
 * rules and not in it, so that pages that only compute with rules do not carry the words of all of them.
 */
const RULE_WORDS: { readonly [T in RuleType]: RuleWords<RuleOf<T>> } = {
  'min-max': minMaxWords,
  'z-score': zScoreWords,
  'percentile-rank': percentileRankWords,
  rank: rankWords,
  borda: bordaWords,
  'distance-to-best': distanceToBestWords,
  'distance-to-target': distanceToTargetWords,
  'distance-to-reference': distanceToReferenceWords,
  'ratio-to-best': ratioToBestWords,
  goalposts: goalpostsWords,
  piecewise: piecewiseWords,
  bands: bandsWords,
  'threshold-step': thresholdStepWords,
  'inside-range': insideRangeWords,
  efficacy: efficacyWords,
  'ratio-to-base': ratioToBaseWords,
  'rank-points': rankPointsWords,
  'rank-ladder': rankLadderWords,
  completion: completionWords,
  deduct: deductWords,
  cliff: cliffWords,
  checklist: checklistWords,
  imported: importedWords,
  award: awardWords,
  'veto-when-positive': vetoWhenPositiveWords,
  'veto-when': vetoWhenWords,
};

/** A rule's name and its sentence about one value. */
export interface RuleSays {
  readonly name: Names;
  readonly says: Names;
}

/** How a rule comes to its score for a value, in words. Asked only where it has a score. */
export function wordsOfRule(rule: Rule, value: number, peers: Peers, setting: RuleSetting): RuleSays {
  const { name, says } = wordsOf(rule);
  return { name, says: says(rule, value, peers, setting) };
}

const wordsOf = <T extends RuleType>(rule: { readonly type: T }): RuleWords<RuleOf<T>> => RULE_WORDS[rule.type];
