import type { Rule } from '../scheme/rule-schema.ts';
import { lineOfGoalposts } from './goalposts.ts';
import type { Linear } from './line.ts';
import { lineOfMinMax } from './min-max.ts';
import type { Peers, RuleSetting } from './setting.ts';

export { applyLinear, type Linear } from './line.ts';

/** Whether the rule is one straight line over a column, so that {@link linearOf} says all there is to it. */
export function isLinear(rule: Rule, direction: RuleSetting['direction']): boolean {
  return rule.type === 'min-max' || rule.type === 'goalposts' || (rule.type === 'completion' && direction === 'higher');
}

/** The rule as one straight line; `null` where it is none, and where it cannot score these peers. */
export function linearOf(rule: Rule, peers: Peers, setting: RuleSetting): Linear | null {
  if (rule.type === 'min-max') return lineOfMinMax(rule, peers, setting);
  if (rule.type === 'goalposts') return lineOfGoalposts(rule, setting);
  return null;
}
