import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../api/types.ts';
import { contributionLine, numbersLine, rulePoints, segmentLine } from './formula.ts';

const print = (value: number) => new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }).format(value);

const explanation = {
  node: {
    value: 14.432400301,
    numerator: '29893',
    denominator: '207124',
    score: 5.3188803612,
    effectiveWeight: 20,
    contribution: 1.06377607224,
    printedContribution: '1.06',
  },
  leaf: {
    factor: 100,
    rule: {
      type: 'piecewise',
      points: [
        [10, 0],
        [60, 60],
        [95, 100],
      ],
    },
    segment: { from: [10, 0], to: [60, 60] },
  },
} as unknown as Explanation;
const without = (part: Partial<Explanation['node']>): Explanation => ({
  ...explanation,
  node: { ...explanation.node, ...part },
});

describe('the published conversion rate, by hand', () => {
  it('divides what the article says', () => {
    expect(numbersLine(explanation, print)).toBe('29,893 ÷ 207,124 × 100 = 14.43');
  });

  it('falls on the first line of its rule', () => {
    expect(segmentLine(explanation, print)).toBe('0 + 60 × (14.43 − 10) ÷ (60 − 10) = 5.32');
  });

  it('adds one point to the total', () => {
    expect(contributionLine(explanation, print)).toBe('20% × 5.32 = 1.06');
  });

  it('prints the rule', () => {
    expect(rulePoints(explanation.leaf!, print)).toEqual(['10 → 0', '60 → 60', '95 → 100']);
  });
});

describe('what is not there', () => {
  it('is not calculated', () => {
    expect(numbersLine(without({ numerator: null }), print)).toBeNull();
    expect(segmentLine(without({ value: null }), print)).toBeNull();
    expect(contributionLine(without({ score: null }), print)).toBeNull();
  });

  it('a falling line subtracts', () => {
    const falling = {
      node: { ...explanation.node, value: 70, score: 90 },
      leaf: { ...explanation.leaf, segment: { from: [65, 100], to: [85, 60] } },
    } as unknown as Explanation;
    expect(segmentLine(falling, print)).toBe('100 − 40 × (70 − 65) ÷ (85 − 65) = 90');
  });
});
