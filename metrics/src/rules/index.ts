import type { Names } from '../language/catalogue.ts';
import type { Linear } from './line.ts';
import type { RangeSetting, ScoreRange } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { definitionOf, type Rule } from './table.ts';

export { ruleFaults } from './faults.ts';
export { applyLinear, type Linear } from './line.ts';
export { NO_PEERS, peersOf } from './peers.ts';
export type { Peers, RuleSetting, Worked } from './setting.ts';
export { definitionOf, ownRange, RULES, RuleSchema, type Rule, type RuleOf, type RuleType } from './table.ts';

/**
 * Score of one leaf.
 *
 * @param value finite, in the indicator's unit of measure, after transform and treatment
 * @param peers of the same column; `NO_PEERS` for rules that compare with nobody
 * @returns score in the rule's or the scheme's range; `null` where the rule cannot say anything
 */
export function scoreByRule(rule: Rule, value: number, peers: Peers, setting: RuleSetting): number | null {
  return definitionOf(rule).score(rule, value, peers, setting);
}

/** The arithmetic behind {@link scoreByRule}, as a person can check it; `null` where that is `null`. */
export function workByRule(rule: Rule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  return definitionOf(rule).work(rule, value, peers, setting);
}

/** A rule's name, and its sentence about one value. */
export interface RuleSays {
  readonly name: Names;
  readonly says: Names;
}

/** How a rule comes to its score for a value, in words. Asked only where it has a score. */
export function wordsOfRule(rule: Rule, value: number, peers: Peers, setting: RuleSetting): RuleSays {
  const { name, says } = definitionOf(rule).words;
  return { name, says: says(rule, value, peers, setting) };
}

/** Whether the rule compares a unit with its peers. */
export function needsPeers(rule: Rule): boolean {
  return definitionOf(rule).needsPeers(rule);
}

/**
 * Whether the rule is one straight line over a column. A `null` of {@link linearOf} then means that
 * the rule cannot score these peers; otherwise it means that the rule is to be asked value by value.
 */
export function isLinear(rule: Rule, direction: RuleSetting['direction']): boolean {
  const { line } = definitionOf(rule);
  return line !== undefined && (line.only === undefined || line.only === direction);
}

/** The rule as one straight line; `null` where it is none ({@link isLinear}) and where it cannot score. */
export function linearOf(rule: Rule, peers: Peers, setting: RuleSetting): Linear | null {
  return isLinear(rule, setting.direction) ? (definitionOf(rule).line?.of(rule, peers, setting) ?? null) : null;
}

/**
 * The lowest and the highest score any value can get, whoever the peers are.
 *
 * @returns ∓Infinity where a score is open, and for ranks where `count` is not known
 */
export function ruleRange(rule: Rule, setting: RangeSetting): ScoreRange {
  return definitionOf(rule).range(rule, setting);
}

/** Whether the rule of a leaf can cap a unit's grade, and its score. */
export function isVeto({ rule }: { readonly rule: Rule }): boolean {
  return definitionOf(rule).veto !== undefined;
}

/** The values at which the score bends or jumps, as the rule states them, each with its path inside the rule. */
export function statedValues(rule: Rule): { readonly path: string; readonly value: number }[] {
  const values: { path: string; value: number }[] = [];
  definitionOf(rule).mapValues?.(rule, (value, path) => {
    values.push({ path, value });
    return value;
  });
  return values;
}

/**
 * The rule on the logarithmic scale: what it states in the indicator's unit is logged like the value, so
 * that a scheme writes its goalposts as people know them (100 to 75 000 dollars, not 4.6 to 11.2).
 *
 * @throws RangeError for a rule that has no logarithmic scale; `parseScheme` refuses it beforehand
 */
export function loggedRule(rule: Rule): Rule {
  const { scale, mapValues } = definitionOf(rule);
  if (scale === 'fixed')
    throw new RangeError(`loggedRule requires a rule that has a logarithmic scale, unlike ${rule.type}`);
  return mapValues?.(rule, Math.log) ?? rule;
}
