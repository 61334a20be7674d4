import { Type, type Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression, printNumber } from './expression.ts';
import { Positive, Prorate, ruleSchema } from './fields.ts';
import { applyLinear, lineBetween, workLine, type Linear } from './line.ts';
import { prorated, proratedWords } from './prorate.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, workOfPoints } from './share.ts';

const schema = ruleSchema(
  'completion',
  '未完成按完成比例扣分: value ÷ target, at most 1 (lower is better: target ÷ value).',
  {
    /** 100 by default, for a value in per cent. */
    target: Type.Optional(Positive),
    prorate: Prorate,
  },
  { type: 'completion', target: 12 },
);
type CompletionRule = Static<typeof schema>;

export const completion: RuleDefinition<CompletionRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  // Where lower is better it divides by the value.
  line: { only: 'higher', of: (rule, _peers, setting) => lineOf(rule, setting) },
  score: scoreCompletion,
  work: workCompletion,
  range: (_rule, { range }) => range,
  mapValues: (rule, map) => ({ ...rule, target: map(rule.target ?? 100, 'target') }),
  fullAt: targetOf,
  words: {
    name: { zh: '按完成比例', en: 'share of a target' },
    says: (rule, value, _peers, setting) => {
      const [worst, best] = setting.range;
      const target = figure(targetOf(rule, setting));
      const words = proratedWords(rule, setting);
      return setting.direction === 'higher'
        ? {
            zh: `目标 ${target} 得 ${figure(best)} 分，0 得 ${figure(worst)} 分，超过目标不加分；${figure(value)} 按完成比例计分。${words.zh}`,
            en: `The target, ${target}, scores ${figure(best)} and 0 scores ${figure(worst)}; what is beyond the target adds nothing. ${figure(value)} scores as its share of the target.${words.en}`,
          }
        : {
            zh: `不超过目标 ${target} 得 ${figure(best)} 分；${figure(value)} 按目标占它的比例计分，比例为 0 得 ${figure(worst)} 分。${words.zh}`,
            en: `Up to the target, ${target}, the score is ${figure(best)}; ${figure(value)} scores by the target as a share of it, and a share of 0 scores ${figure(worst)}.${words.en}`,
          };
    },
  },
};

/**
 * 未完成按完成比例扣分: the share of a target that is done, at most all of it.
 *
 * score = s₀ + (s₁ − s₀) × min(1, v ÷ target); lower is better: min(1, target ÷ v)
 *
 * Prorated, the target is multiplied by elapsed months ÷ 12. Higher is better: 0 and less score the
 * worst. Lower is better: everything up to the target scores the best, 0 and less with it.
 *
 * @param value in the unit of measure of the target, which is 100 by default: per cent
 * @returns score in the scheme's range
 */
function scoreCompletion(rule: CompletionRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return setting.direction === 'higher'
    ? applyLinear(lineOf(rule, setting), value)
    : scoreOfPoints(targetOf(rule, setting), value, setting.range);
}

/** The rule's straight line where higher is better. */
function lineOf(rule: CompletionRule, setting: RuleSetting): Linear {
  return lineBetween(0, targetOf(rule, setting), setting.range);
}

/** The arithmetic of {@link scoreCompletion}. */
function workCompletion(rule: CompletionRule, value: number, _peers: Peers, setting: RuleSetting): Worked | null {
  const target = targetOf(rule, setting);
  const [worst, best] = setting.range;
  if (setting.direction === 'higher') {
    return workLine(lineOf(rule, setting), value, () => ({
      formula: 's₀ + (s₁ − s₀) × v ÷ target',
      expression: expression`${worst} + (${best} − ${worst}) × ${value} ÷ ${target}`,
    }));
  }
  const numbers = [printNumber(target), printNumber(value)] as const;
  return workOfPoints(target, value, { symbols: ['target', 'v'], numbers }, setting.range);
}

function targetOf(rule: CompletionRule, setting: RuleSetting): number {
  return prorated(rule, rule.target ?? 100, setting);
}
