import type { DistanceToReferenceRule } from './rule-schema.ts';
import { lineToTarget, workToTarget } from './distance-to-target.ts';
import { applyLinear, type Linear } from './line.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * 与标杆单位的差距: how far a unit has come on the way from the worst of its peers to a reference unit.
 *
 * score = s₀ + (s₁ − s₀) × (v − min) ÷ (ref − min); lower is better: (max − v) ÷ (max − ref)
 *
 * Where the reference is itself the worst everybody has come up to it, and scores the best; without
 * `cap` there is nothing then to measure by.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the rule's range, else the scheme's, above it only where `cap` is false; `null` without
 *   peers and where the reference has no value
 * @see COINr 1.1.14, `n_dist2ref`
 */
export function scoreDistanceToReference(
  rule: DistanceToReferenceRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): number | null {
  const line = lineOfDistanceToReference(rule, peers, setting);
  return line && applyLinear(line, value);
}

/** The rule's straight line; `null` where it cannot score. */
export function lineOfDistanceToReference(
  { unit, cap, range }: DistanceToReferenceRule,
  peers: Peers,
  setting: RuleSetting,
): Linear | null {
  const reference = peers.valueOf(unit);
  return reference === null ? null : lineToTarget(reference, cap, peers, { ...setting, range: range ?? setting.range });
}

/** The arithmetic of {@link scoreDistanceToReference}. */
export function workDistanceToReference(
  rule: DistanceToReferenceRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): Worked | null {
  const reference = peers.valueOf(rule.unit);
  if (reference === null) return null;
  const ranged = { ...setting, range: rule.range ?? setting.range };
  return workToTarget(value, reference, 'ref', lineOfDistanceToReference(rule, peers, setting), peers, ranged);
}
