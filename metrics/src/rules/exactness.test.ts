import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate } from '../language/calculator.ts';
import { printNumber } from './expression.ts';
import { definitionOf, NO_PEERS, peersOf, scoreByRule, type RuleSetting } from './index.ts';

describe('ends are the literal ones', () => {
  const cents = fc.integer({ min: -20_000, max: 20_000 }).map((hundredths) => hundredths / 100);
  const scores = fc.tuple(cents, cents).filter(([worst, best]) => worst < best);

  it('of every range of two decimals, for lines and for shares', () => {
    fc.assert(
      fc.property(scores, scores, ([worst, best], [a, b]) => {
        const setting: RuleSetting = { direction: 'higher', range: [worst, best], elapsedMonths: 12 };
        const peers = peersOf([a, b]);
        for (const rule of [{ type: 'min-max' }, { type: 'goalposts', lower: a, upper: b }] as const) {
          expect(scoreByRule(rule, a, peers, setting)).toBe(worst);
          expect(scoreByRule(rule, b, peers, setting)).toBe(best);
        }
        const deduct = { type: 'deduct', each: 0.1, from: 0.3 } as const;
        expect([0, 3].map((count) => scoreByRule(deduct, count, NO_PEERS, setting))).toEqual([best, worst]);
      }),
      { numRuns: 500 },
    );
  });

  it('of a line so steep that no double meets its end: the next one does', () => {
    const rule = {
      type: 'efficacy',
      unacceptable: 999999.99988,
      satisfactory: 999999.999938,
      base: 999861.717192,
      span: 0.11,
    } as const;
    const setting: RuleSetting = { direction: 'higher', range: [1, 100], elapsedMonths: 1 };
    const full = definitionOf(rule).fullAt?.(rule, setting) ?? null;
    expect(full === null ? null : scoreByRule(rule, full, NO_PEERS, setting)).toBe(100);
  });

  it('0.1 a step is 10 of 100 a step, without binary dust', () => {
    const setting: RuleSetting = { direction: 'lower', range: [0, 100], elapsedMonths: 12 };
    for (let k = 0; k <= 10; k += 1) {
      expect(scoreByRule({ type: 'deduct', each: 0.1, from: 1 }, k, NO_PEERS, setting)).toBe(100 - 10 * k);
    }
    for (let k = 0; k <= 100; k += 1) {
      expect(scoreByRule({ type: 'deduct', each: 0.01, from: 1 }, k, NO_PEERS, setting)).toBe(100 - k);
    }
  });
});

describe('numbers in expressions', () => {
  it.each([
    [1e-7, '0.0000001'],
    [-1.5e-9, '(−0.0000000015)'],
    [1.25e21, '1250000000000000000000'],
    [-3, '(−3)'],
    [-0, '0'],
    [0.1 + 0.2, '0.30000000000000004'],
  ])('%f is %s', (value, text) => {
    expect(printNumber(value)).toBe(text);
  });

  it('are read back as the same double, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(calculate(printNumber(value)) === value).toBe(true);
      }),
    );
  });

  it('no other number', () => {
    expect(() => printNumber(Number.NaN)).toThrow(RangeError);
  });

  it('the calculator of these tests calculates', () => {
    expect(calculate('2 + 3 × 4 − 10 ÷ 4')).toBe(11.5);
    expect(calculate('8 ÷ 4 ÷ 2 − 3 − 2')).toBe(-4);
    expect(calculate('max(0, min(3, 5) − 4, floor((−1) ÷ 2)) + ceil(1.2) × (2 − (−1)) − ln(1)')).toBe(6);
    expect(() => calculate('1e5')).toThrow(SyntaxError);
  });
});
