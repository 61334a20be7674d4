import { Type, type Static } from 'typebox';
import { DataName } from '../language/words.ts';
import { keepAtTarget, lineToTarget, rangeToTarget, towardsWords, workToTarget } from './distance-to-target.ts';
import { Among, OwnRange, ruleSchema } from './fields.ts';
import { applyLinear, type Linear } from './line.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'distance-to-reference',
  '与标杆单位的距离: (value − worst) ÷ (the reference unit’s value − worst).',
  {
    /** Code of the unit that is the reference. */
    unit: DataName,
    cap: Type.Optional(Type.Boolean()),
    range: OwnRange,
    among: Among,
  },
  { type: 'distance-to-reference', unit: 'D01' },
);
type DistanceToReferenceRule = Static<typeof schema>;

export const distanceToReference: RuleDefinition<DistanceToReferenceRule> = {
  schema,
  scale: 'free',
  needsPeers: () => true,
  reference: ({ unit }) => unit,
  line: { of: lineOf },
  score: scoreDistanceToReference,
  work: workDistanceToReference,
  range: rangeToTarget,
  keepInside: keepAtTarget,
  words: {
    name: { zh: '与标杆单位的差距', en: 'distance to a reference unit' },
    says: ({ unit, range }, value, peers, setting) => {
      const name = { zh: `标杆单位 ${unit} 的值`, en: `value of the reference unit ${unit}` };
      const ranged = { ...setting, range: range ?? setting.range };
      return towardsWords(value, peers.valueOf(unit) ?? Number.NaN, name, peers, ranged);
    },
  },
};

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
function scoreDistanceToReference(
  rule: DistanceToReferenceRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): number | null {
  const line = lineOf(rule, peers, setting);
  return line && applyLinear(line, value);
}

/** The rule's straight line; `null` where it cannot score. */
function lineOf({ unit, cap, range }: DistanceToReferenceRule, peers: Peers, setting: RuleSetting): Linear | null {
  const reference = peers.valueOf(unit);
  return reference === null ? null : lineToTarget(reference, cap, peers, { ...setting, range: range ?? setting.range });
}

/** The arithmetic of {@link scoreDistanceToReference}. */
function workDistanceToReference(
  rule: DistanceToReferenceRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): Worked | null {
  const reference = peers.valueOf(rule.unit);
  if (reference === null) return null;
  const ranged = { ...setting, range: rule.range ?? setting.range };
  return workToTarget(value, reference, 'ref', lineOf(rule, peers, setting), peers, ranged);
}
