import type { Rule } from '../scheme/rule-schema.ts';
import { scoreDeduct, workDeduct } from './deduct.ts';
import { scoreGoalposts, workGoalposts } from './goalposts.ts';
import { scoreMinMax, workMinMax } from './min-max.ts';
import { scorePiecewise, workPiecewise } from './piecewise.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreVetoWhenPositive, workVetoWhenPositive } from './veto-when-positive.ts';
import { isVetoedWhenPositive } from './veto-when-positive.ts';
import { isVetoedWhen, scoreVetoWhen, workVetoWhen } from './veto-when.ts';

export { ruleFaults, type FaultSetting, type RuleFault } from './faults.ts';
export { applyLinear, isLinear, linearOf, type Linear } from './linear.ts';
export { NO_PEERS, peersOf } from './peers.ts';
export { segmentOf, type Segment } from './piecewise.ts';
export { ruleRange, type RangeSetting } from './range.ts';
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
    case 'goalposts':
      return scoreGoalposts(rule, value, peers, setting);
    case 'piecewise':
      return scorePiecewise(rule, value, peers, setting);
    case 'deduct':
      return scoreDeduct(rule, value, peers, setting);
    case 'veto-when-positive':
      return scoreVetoWhenPositive(rule, value, peers, setting);
    case 'veto-when':
      return scoreVetoWhen(rule, value, peers, setting);
    default:
      throw new RangeError(`scoreByRule does not know ${rule.type}`);
  }
}

/** The arithmetic behind {@link scoreByRule}, as a person can check it; `null` where that is `null`. */
export function workByRule(rule: Rule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  switch (rule.type) {
    case 'min-max':
      return workMinMax(rule, value, peers, setting);
    case 'goalposts':
      return workGoalposts(rule, value, peers, setting);
    case 'piecewise':
      return workPiecewise(rule, value, peers, setting);
    case 'deduct':
      return workDeduct(rule, value, peers, setting);
    case 'veto-when-positive':
      return workVetoWhenPositive(rule, value, peers, setting);
    case 'veto-when':
      return workVetoWhen(rule, value, peers, setting);
    default:
      throw new RangeError(`workByRule does not know ${rule.type}`);
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
