import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import { scoreSheet } from '../engine/score.ts';
import { calculate } from '../language/calculator.ts';
import { figure } from '../language/figure.ts';
import { wordsOfRule, workByRule, type RuleType } from '../rules/index.ts';
import { RULE_TYPES, situationOf } from '../../testing/random-rules.fixture.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { buildTree } from '../scheme/tree.ts';
import { printCalculation } from './calculation.ts';
import { derive, type DerivationStep } from './derivation.ts';
import { RULE_CASES, type RuleCase } from '../../testing/rule-cases.fixture.ts';

const CASES = Object.entries(RULE_CASES) as [RuleType, RuleCase][];
const LANGUAGES = ['zh', 'en'] as const;

/** The step that scores the first unit of a case, as a reader gets it. */
function ruleStep({ rule, direction, months = 12, isOpen, values }: RuleCase): DerivationStep {
  const document: SchemeDocument = {
    code: 'CASE',
    name: { zh: '一例', en: 'A case' },
    unitKind: 'unit',
    ...(isOpen && { range: 'open' as const }),
    coverageThreshold: 0,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    grades: [],
    adjustments: { bonusCap: 0, deductCap: 0 },
    nodes: [
      { code: 'ROOT', weight: 1, aggregate: 'arithmetic' },
      { code: 'x', parent: 'ROOT', weight: 1, indicator: 'x', direction: direction ?? 'higher', rule },
    ],
  };
  const tree = buildTree(document);
  const sheet = scoreLeaves(
    tree,
    values.map((value, k) => ({
      unit: `U${k}`,
      values: new Map([['x', { value, missing: null, numerator: null, denominator: null }]]),
    })),
    months,
  );
  const [score] = scoreSheet(tree, sheet);
  const step = score && derive(tree, sheet, score, 'x').steps.find(({ kind }) => kind === 'rule');
  if (step === undefined) throw new Error(`${rule.type} says nothing`);
  return step;
}

/** Every figure of a sentence, in order; a code such as U1 is none. */
const figuresOf = (text: string): number[] =>
  (text.match(/(?<![A-Za-z\d.])−?\d+(?:\.\d+)?/g) ?? []).map((digits) => Number(digits.replace('−', '-')));

/** A calculation as it is typed into a calculator, and what it is said to come to. */
function readCalculation(line: string): [typed: string, result: string] {
  const [left = '', right = ''] = line.split(/ [=≈] /);
  const typed = left
    .replaceAll('取小(', 'min(')
    .replaceAll('取大(', 'max(')
    .replaceAll('向下取整(', 'floor(')
    .replaceAll('向上取整(', 'ceil(');
  return [typed, right];
}

const exact = (text: string): string => text.replace('≈', '');

describe.each(CASES)('the sentences of %s', (_type, one) => {
  it.each(LANGUAGES)('are those a person wrote, in %s', (language) => {
    const { title, says, calculation } = ruleStep(one);
    expect({
      title: title[language],
      says: says[language],
      calculation: calculation?.[language] ?? null,
    }).toEqual(one[language]);
  });

  it.each(LANGUAGES)('give the score again to whoever reads their figures, in %s', (language) => {
    const step = ruleStep(one);
    expect(exact(figure(step.result!))).toBe(one.score);
    const line = step.calculation?.[language] ?? null;
    if (line !== null) {
      const [typed, result] = readCalculation(line);
      expect(result).toBe(one.score);
      expect(exact(figure(calculate(typed)))).toBe(one.score);
    }
    const read = one.from === 'calculation' ? readCalculation(line!)[0] : step.says[language];
    expect(exact(figure(one.recompute(...figuresOf(read))))).toBe(one.score);
  });

  it('are rounded nowhere without ≈', () => {
    const { says, calculation, result } = ruleStep(one);
    const isRounded = Math.abs(Number(one.score) - result!) > 1e-9;
    if (calculation !== null) expect(calculation.zh.includes('≈')).toBe(isRounded);
    expect(says.zh.includes('≈')).toBe(says.en.includes('≈'));
  });
});

describe('a calculation', () => {
  it.each([
    ['6 ÷ 6 × 100', 100, '6 ÷ 6 × 100 = 100'],
    // A percentage is rounded to its two decimals after the division.
    ['29893 ÷ 207124 × 100', 14.43, '29893 ÷ 207124 × 100 ≈ 14.43'],
    ['1 ÷ 3', 1 / 3, '1 ÷ 3 ≈ 0.3333'],
    ['0.30000000000000004 + 1', 1.3, '0.3 + 1 = 1.3'],
    // Four decimals of the divisor would come to 62.6494.
    ['50 + 20 ÷ 1.5811388300841898', 62.64911064067352, '50 + 20 ÷ 1.581139 ≈ 62.6491'],
    ['1 ÷ 0.00001', 100000, '1 ÷ 0.00001 = 100000'],
    ['2 × (−0.5)', -1, '2 × (−0.5) = −1'],
  ])('%s', (expression, result, line) => {
    expect(printCalculation(expression, result)?.en).toBe(line);
  });

  it('that is its result already is not printed', () => {
    expect(printCalculation('72', 72)).toBeNull();
    expect(printCalculation('(−72)', -72)).toBeNull();
  });
});

describe.each(RULE_TYPES)('%s, whatever its numbers', (type) => {
  it('has a sentence in both languages, and its calculation comes to what it says', () => {
    fc.assert(
      fc.property(situationOf(type), fc.integer({ min: 0, max: 7 }), ({ rule, values, peers, setting }, at) => {
        const value = values[at];
        const worked = value === undefined ? null : workByRule(rule, value, peers, setting);
        if (value === undefined || worked === null) return;
        const { says } = wordsOfRule(rule, value, peers, setting);
        expect(figuresOf(says.zh.replaceAll('≈', '')).length).toBeGreaterThan(0);
        for (const language of LANGUAGES) {
          expect(says[language]).not.toMatch(/NaN|undefined|null|Infinity/);
          const line = printCalculation(worked.expression, worked.score)?.[language];
          if (line === undefined) continue;
          const [typed, result] = readCalculation(line);
          expect(result).toBe(exact(figure(worked.score)));
          const calculated = calculate(typed);
          // What a double can tell apart among numbers as large as these: −60678.3 + 60678.3 × 196.36 ÷ 196.36 is not 0.
          const dust = 1e-12 * Math.max(...figuresOf(typed).map(Math.abs));
          if (Math.abs(calculated - worked.score) <= dust) continue;
          // A double has no four decimals beyond that, and a rule without ends goes there.
          if (Math.abs(worked.score) < 1e9) expect(exact(figure(calculated))).toBe(result);
          else expect(calculated / worked.score).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 300 },
    );
  });
});
