import type { Rule } from './rule-schema.ts';
import { lineOfCompletion } from './completion.ts';
import { lineOfDistanceToBest } from './distance-to-best.ts';
import { lineOfDistanceToReference } from './distance-to-reference.ts';
import { lineOfDistanceToTarget } from './distance-to-target.ts';
import { lineOfEfficacy } from './efficacy.ts';
import { lineOfGoalposts } from './goalposts.ts';
import { lineOfImported } from './imported.ts';
import type { Linear } from './line.ts';
import { lineOfMinMax } from './min-max.ts';
import { lineOfRatioToBase } from './ratio-to-base.ts';
import { lineOfRatioToBest } from './ratio-to-best.ts';
import type { Peers, RuleSetting } from './setting.ts';
import { lineOfZScore } from './z-score.ts';

export { applyLinear, type Linear } from './line.ts';

/**
 * Whether the rule is one straight line over a column. A `null` of {@link linearOf} then means that
 * the rule cannot score these peers; otherwise it means that the rule is to be asked value by value.
 */
export function isLinear({ type }: Rule, direction: RuleSetting['direction']): boolean {
  switch (type) {
    case 'min-max':
    case 'z-score':
    case 'distance-to-best':
    case 'distance-to-target':
    case 'distance-to-reference':
    case 'goalposts':
    case 'efficacy':
    case 'imported':
      return true;
    case 'ratio-to-best':
    case 'ratio-to-base':
    case 'completion':
      // Where lower is better they divide by the value.
      return direction === 'higher';
    default:
      return false;
  }
}

/** The rule as one straight line; `null` where it is none ({@link isLinear}) and where it cannot score. */
export function linearOf(rule: Rule, peers: Peers, setting: RuleSetting): Linear | null {
  if (!isLinear(rule, setting.direction)) return null;
  switch (rule.type) {
    case 'min-max':
      return lineOfMinMax(rule, peers, setting);
    case 'z-score':
      return lineOfZScore(rule, peers, setting);
    case 'distance-to-best':
      return lineOfDistanceToBest(rule, peers, setting);
    case 'distance-to-target':
      return lineOfDistanceToTarget(rule, peers, setting);
    case 'distance-to-reference':
      return lineOfDistanceToReference(rule, peers, setting);
    case 'goalposts':
      return lineOfGoalposts(rule, setting);
    case 'efficacy':
      return lineOfEfficacy(rule, setting);
    case 'imported':
      return lineOfImported(rule, setting);
    case 'ratio-to-best':
      return lineOfRatioToBest(rule, peers, setting);
    case 'ratio-to-base':
      return lineOfRatioToBase(rule, setting);
    case 'completion':
      return lineOfCompletion(rule, setting);
    default:
      return null;
  }
}
