import { describe, expect, it } from 'vitest';
import type { Rule } from '../rules/index.ts';
import { fullScoreAt } from './attainable.ts';
import type { SchemeDocument, SchemeLeaf } from './document.ts';

const scheme: Pick<SchemeDocument, 'range'> = {};
const leafOf = (rule: Rule, direction: SchemeLeaf['direction'] = 'higher') =>
  ({ code: 'x', parent: 'R', weight: 1, indicator: 'x', direction, rule }) satisfies SchemeLeaf;
const fullAt = (rule: Rule, elapsedMonths: number, direction?: SchemeLeaf['direction'], document = scheme) =>
  fullScoreAt(document, leafOf(rule, direction), elapsedMonths);

describe('fullScoreAt', () => {
  const points: [number, number][] = [
    [10, 0],
    [60, 60],
    [96, 100],
  ];

  it('is the last goalpost, cut to the months gone by where the rule says so', () => {
    expect(fullAt({ type: 'piecewise', points }, 6)).toBe(96);
    expect(fullAt({ type: 'piecewise', points, prorate: true }, 6)).toBe(48);
    expect(fullAt({ type: 'piecewise', points: [...points].reverse() }, 12)).toBe(96);
  });

  it('is 0 for a red line, and unknown where units are compared', () => {
    expect(fullAt({ type: 'veto-when-positive', cap: 'fail' }, 12)).toBe(0);
    expect(fullAt({ type: 'min-max' }, 12)).toBeNull();
  });

  it('goes by the direction, and by the range of the scheme', () => {
    const posts: Rule = { type: 'goalposts', lower: 20, upper: 80 };
    expect(fullAt(posts, 12)).toBe(80);
    expect(fullAt(posts, 12, 'lower')).toBe(20);
    expect(fullAt({ ...posts, clamp: false }, 12)).toBeNull();
    const ratio: Rule = { type: 'ratio-to-base', base: 50 };
    expect(fullAt(ratio, 12)).toBe(50);
    expect(fullAt(ratio, 12, 'higher', { range: [0, 120] })).toBe(60);
    // Base 60, span 40: 120 points lie half as far again beyond the satisfactory value.
    const efficacy: Rule = { type: 'efficacy', unacceptable: 50, satisfactory: 90 };
    expect(fullAt(efficacy, 12)).toBe(90);
    expect(fullAt(efficacy, 12, 'higher', { range: [0, 120] })).toBe(110);
  });
});
