import type { Rule } from './rule-schema.ts';
import { scoreAward, workAward } from './award.ts';
import { scoreBands, workBands } from './bands.ts';
import { scoreBorda, workBorda } from './borda.ts';
import { scoreChecklist, workChecklist } from './checklist.ts';
import { scoreCliff, workCliff } from './cliff.ts';
import { scoreCompletion, workCompletion } from './completion.ts';
import { scoreDeduct, workDeduct } from './deduct.ts';
import { scoreDistanceToBest, workDistanceToBest } from './distance-to-best.ts';
import { scoreDistanceToReference, workDistanceToReference } from './distance-to-reference.ts';
import { scoreDistanceToTarget, workDistanceToTarget } from './distance-to-target.ts';
import { scoreEfficacy, workEfficacy } from './efficacy.ts';
import { scoreGoalposts, workGoalposts } from './goalposts.ts';
import { scoreImported, workImported } from './imported.ts';
import { scoreInsideRange, workInsideRange } from './inside-range.ts';
import { scoreMinMax, workMinMax } from './min-max.ts';
import { scorePercentileRank, workPercentileRank } from './percentile-rank.ts';
import { scorePiecewise, workPiecewise } from './piecewise.ts';
import { scoreRank, workRank } from './rank.ts';
import { scoreRankLadder, workRankLadder } from './rank-ladder.ts';
import { scoreRankPoints, workRankPoints } from './rank-points.ts';
import { scoreRatioToBase, workRatioToBase } from './ratio-to-base.ts';
import { scoreRatioToBest, workRatioToBest } from './ratio-to-best.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreThresholdStep, workThresholdStep } from './threshold-step.ts';
import { isVetoedWhen, scoreVetoWhen, workVetoWhen } from './veto-when.ts';
import { isVetoedWhenPositive, scoreVetoWhenPositive, workVetoWhenPositive } from './veto-when-positive.ts';
import { scoreZScore, workZScore } from './z-score.ts';

export { ruleFaults } from './faults.ts';
export { applyLinear, isLinear, linearOf, type Linear } from './linear.ts';
export { NO_PEERS, peersOf } from './peers.ts';
export { segmentOf } from './piecewise.ts';
export { ruleRange } from './range.ts';
export type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * Score of one leaf.
 *
 * @param value finite, in the indicator's unit of measure, after transform and treatment
 * @param peers of the same column; `NO_PEERS` for rules that compare with nobody
 * @returns score in the rule's or the scheme's range; `null` where the rule cannot say anything
 */
export function scoreByRule(rule: Rule, value: number, peers: Peers, setting: RuleSetting): number | null {
  switch (rule.type) {
    case 'min-max':
      return scoreMinMax(rule, value, peers, setting);
    case 'z-score':
      return scoreZScore(rule, value, peers, setting);
    case 'percentile-rank':
      return scorePercentileRank(rule, value, peers, setting);
    case 'rank':
      return scoreRank(rule, value, peers, setting);
    case 'borda':
      return scoreBorda(rule, value, peers, setting);
    case 'distance-to-best':
      return scoreDistanceToBest(rule, value, peers, setting);
    case 'distance-to-target':
      return scoreDistanceToTarget(rule, value, peers, setting);
    case 'distance-to-reference':
      return scoreDistanceToReference(rule, value, peers, setting);
    case 'ratio-to-best':
      return scoreRatioToBest(rule, value, peers, setting);
    case 'goalposts':
      return scoreGoalposts(rule, value, peers, setting);
    case 'piecewise':
      return scorePiecewise(rule, value, peers, setting);
    case 'bands':
      return scoreBands(rule, value, peers, setting);
    case 'threshold-step':
      return scoreThresholdStep(rule, value, peers, setting);
    case 'inside-range':
      return scoreInsideRange(rule, value, peers, setting);
    case 'efficacy':
      return scoreEfficacy(rule, value, peers, setting);
    case 'ratio-to-base':
      return scoreRatioToBase(rule, value, peers, setting);
    case 'rank-points':
      return scoreRankPoints(rule, value, peers, setting);
    case 'rank-ladder':
      return scoreRankLadder(rule, value, peers, setting);
    case 'completion':
      return scoreCompletion(rule, value, peers, setting);
    case 'deduct':
      return scoreDeduct(rule, value, peers, setting);
    case 'cliff':
      return scoreCliff(rule, value, peers, setting);
    case 'checklist':
      return scoreChecklist(rule, value, peers, setting);
    case 'imported':
      return scoreImported(rule, value, peers, setting);
    case 'award':
      return scoreAward(rule, value, peers, setting);
    case 'veto-when-positive':
      return scoreVetoWhenPositive(rule, value, peers, setting);
    case 'veto-when':
      return scoreVetoWhen(rule, value, peers, setting);
  }
}

/** The arithmetic behind {@link scoreByRule}, as a person can check it; `null` where that is `null`. */
export function workByRule(rule: Rule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  switch (rule.type) {
    case 'min-max':
      return workMinMax(rule, value, peers, setting);
    case 'z-score':
      return workZScore(rule, value, peers, setting);
    case 'percentile-rank':
      return workPercentileRank(rule, value, peers, setting);
    case 'rank':
      return workRank(rule, value, peers, setting);
    case 'borda':
      return workBorda(rule, value, peers, setting);
    case 'distance-to-best':
      return workDistanceToBest(rule, value, peers, setting);
    case 'distance-to-target':
      return workDistanceToTarget(rule, value, peers, setting);
    case 'distance-to-reference':
      return workDistanceToReference(rule, value, peers, setting);
    case 'ratio-to-best':
      return workRatioToBest(rule, value, peers, setting);
    case 'goalposts':
      return workGoalposts(rule, value, peers, setting);
    case 'piecewise':
      return workPiecewise(rule, value, peers, setting);
    case 'bands':
      return workBands(rule, value, peers, setting);
    case 'threshold-step':
      return workThresholdStep(rule, value, peers, setting);
    case 'inside-range':
      return workInsideRange(rule, value, peers, setting);
    case 'efficacy':
      return workEfficacy(rule, value, peers, setting);
    case 'ratio-to-base':
      return workRatioToBase(rule, value, peers, setting);
    case 'rank-points':
      return workRankPoints(rule, value, peers, setting);
    case 'rank-ladder':
      return workRankLadder(rule, value, peers, setting);
    case 'completion':
      return workCompletion(rule, value, peers, setting);
    case 'deduct':
      return workDeduct(rule, value, peers, setting);
    case 'cliff':
      return workCliff(rule, value, peers, setting);
    case 'checklist':
      return workChecklist(rule, value, peers, setting);
    case 'imported':
      return workImported(rule, value, peers, setting);
    case 'award':
      return workAward(rule, value, peers, setting);
    case 'veto-when-positive':
      return workVetoWhenPositive(rule, value, peers, setting);
    case 'veto-when':
      return workVetoWhen(rule, value, peers, setting);
  }
}

/** Whether the rule compares a unit with its peers. */
export function needsPeers(rule: Rule): boolean {
  switch (rule.type) {
    case 'min-max':
    case 'z-score':
    case 'percentile-rank':
    case 'rank':
    case 'borda':
    case 'distance-to-best':
    case 'distance-to-target':
    case 'distance-to-reference':
    case 'ratio-to-best':
    case 'rank-points':
    case 'rank-ladder':
      return true;
    case 'threshold-step':
      return rule.threshold === 'mean';
    case 'goalposts':
    case 'piecewise':
    case 'bands':
    case 'inside-range':
    case 'efficacy':
    case 'ratio-to-base':
    case 'completion':
    case 'deduct':
    case 'cliff':
    case 'checklist':
    case 'imported':
    case 'award':
    case 'veto-when-positive':
    case 'veto-when':
      return false;
  }
}

/** Whether a value sets off the veto of its rule, and with it the cap on the grade; never for other rules. */
export function isVetoed(rule: Rule, value: number): boolean {
  if (rule.type === 'veto-when-positive') return isVetoedWhenPositive(value);
  return rule.type === 'veto-when' && isVetoedWhen(rule, value);
}
