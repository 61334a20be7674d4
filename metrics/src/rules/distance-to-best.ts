import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Among, OwnRange, ruleSchema } from './fields.ts';
import { applyLinear, lineBetween, workLine, type Linear } from './line.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'distance-to-best',
  '与最优的距离: 1 − (best − value) ÷ (best − worst).',
  { range: OwnRange, among: Among },
  { type: 'distance-to-best' },
);
type DistanceToBestRule = Static<typeof schema>;

export const distanceToBest: RuleDefinition<DistanceToBestRule> = {
  schema,
  scale: 'free',
  needsPeers: () => true,
  line: { of: lineOf },
  score: scoreDistanceToBest,
  work: workDistanceToBest,
  range: (rule, { range }) => rule.range ?? range,
  words: {
    name: { zh: '与最优值的差距', en: 'distance to the best' },
    says: ({ range }, value, { count, min, max }, setting) => {
      const [worst, best] = range ?? setting.range;
      const [far, near] = setting.direction === 'higher' ? [min, max] : [max, min];
      return {
        zh: `${count} 个可比单位中最优 ${figure(near)} 得 ${figure(best)} 分，最差 ${figure(far)} 得 ${figure(worst)} 分；${figure(value)} 按与最优的差距扣分。`,
        en: `Of the ${count} peers the best, ${figure(near)}, scores ${figure(best)} and the worst, ${figure(far)}, scores ${figure(worst)}; ${figure(value)} loses points by its distance to the best.`,
      };
    },
  },
};

/**
 * 与最优值的差距: what is left of the best score after the distance to the best peer, measured in the
 * distance between the best and the worst.
 *
 * score = s₁ − (s₁ − s₀) × (max − v) ÷ (max − min); lower is better: (v − min) ÷ (max − min)
 *
 * @param value in the indicator's unit of measure
 * @returns score in the rule's range, else the scheme's; `null` without peers and where all are equal
 * @see COINr 1.1.14, `n_dist2max`
 */
function scoreDistanceToBest(
  rule: DistanceToBestRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): number | null {
  const line = lineOf(rule, peers, setting);
  return line && applyLinear(line, value);
}

/** The rule's straight line, the same as min-max draws; `null` where it cannot score. */
function lineOf({ range }: DistanceToBestRule, { count, min, max }: Peers, setting: RuleSetting): Linear | null {
  if (count === 0 || min === max) return null;
  const [from, to] = setting.direction === 'higher' ? [min, max] : [max, min];
  return lineBetween(from, to, range ?? setting.range);
}

/** The arithmetic of {@link scoreDistanceToBest}. */
function workDistanceToBest(
  rule: DistanceToBestRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): Worked | null {
  const { min, max } = peers;
  const [worst, best] = rule.range ?? setting.range;
  return workLine(lineOf(rule, peers, setting), value, () =>
    setting.direction === 'higher'
      ? {
          formula: 's₁ − (s₁ − s₀) × (max − v) ÷ (max − min)',
          expression: expression`${best} − (${best} − ${worst}) × (${max} − ${value}) ÷ (${max} − ${min})`,
        }
      : {
          formula: 's₁ − (s₁ − s₀) × (v − min) ÷ (max − min)',
          expression: expression`${best} − (${best} − ${worst}) × (${value} − ${min}) ÷ (${max} − ${min})`,
        },
  );
}
