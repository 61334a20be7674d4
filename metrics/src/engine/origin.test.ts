import { describe, expect, it } from 'vitest';
import type { Indicator } from '../language/catalogue.ts';
import { settleValue } from './origin.ts';

const indicator: Indicator = {
  code: 'rate',
  name: { zh: '率', en: 'rate' },
  definition: '',
  unitOfMeasure: '%',
  direction: 'higher',
  grain: 'month',
  formula: { kind: 'ratio', numerator: 'n', denominator: 'd', factor: 100, rate: 'r' },
  mode: 'own',
  staleAfter: 2,
  measuredOn: ['department'],
  weightedFor: ['county'],
  rollup: 'ratio-of-sums',
  rollupOver: null,
  connection: null,
  tolerance: 0.005,
  basis: [],
  unverified: false,
  note: null,
  system: '',
  digits: null,
  index: 'archives',
  collection: [],
  focuses: [],
  band: null,
  responsible: null,
  redLine: false,
  scaleSensitive: false,
  goalposts: null,
  benchmark: null,
};
const parts = (numerator: string | null, denominator: string | null, amount: string | null = null) => ({
  numerator,
  denominator,
  amount,
});

describe('one value out of what was found', () => {
  it('a unit’s own value beats the rolled-up one, and half a per cent apart both are shown', () => {
    // 50 against 50.2 is 0.4 %; against 50.3 it is 0.6 %.
    const near = settleValue(
      indicator,
      { own: parts('50', '100'), rolledUp: parts('502', '1000'), notConnected: false },
      'no-source',
    );
    const apart = settleValue(
      indicator,
      { own: parts('50', '100'), rolledUp: parts('503', '1000'), notConnected: false },
      'no-source',
    );
    expect(near).toMatchObject({ value: 50, origin: 'own', conflict: null });
    expect(apart).toMatchObject({ value: 50, origin: 'own', conflict: { own: 50, rolledUp: 50.3 } });
    expect(apart.conflict?.relative).toBeCloseTo(0.006, 12);
  });
  it('a difference that is just the tolerance is inside it', () => {
    // 0.2 against 0.201 is 0.5 %, which as a quotient of doubles is a bit more.
    const found = { own: parts(null, null, '0.2'), rolledUp: parts('0.201', '100'), notConnected: false };
    expect(settleValue(indicator, found, 'no-source')).toMatchObject({ value: 0.2, conflict: null });
  });
  it('a bare rate stands where there are no parts', () => {
    const settled = settleValue(
      indicator,
      { own: parts(null, null, '66.7'), rolledUp: parts('667', '1000'), notConnected: false },
      'no-source',
    );
    expect(settled).toMatchObject({ value: 66.7, numerator: null, origin: 'own', conflict: null });
  });
  it('must be connected and is not: 0, never "not applicable"', () => {
    expect(settleValue(indicator, { own: null, rolledUp: null, notConnected: true }, 'not-applicable')).toMatchObject({
      value: 0,
      missing: null,
      origin: 'not-connected',
    });
  });
  it('a denominator of 0 is no cases; nothing found is the reason given', () => {
    expect(
      settleValue(indicator, { own: parts('0', '0'), rolledUp: null, notConnected: false }, 'overdue').missing,
    ).toBe('no-cases');
    expect(settleValue(indicator, { own: null, rolledUp: null, notConnected: false }, 'overdue')).toMatchObject({
      value: null,
      missing: 'overdue',
      origin: 'none',
    });
  });
  it('a share of units is per cent of its two counts whatever the formula is', () => {
    const share: Indicator = { ...indicator, formula: { kind: 'amount', measure: 'm' }, rollup: 'share-of-units' };
    expect(
      settleValue(share, { own: null, rolledUp: parts('60', '83'), notConnected: false }, 'no-source').value,
    ).toBeCloseTo(72.28915662650603, 12);
  });
});

it('a value is rounded where its indicator says so, whichever way it came', () => {
  const stated = { ...indicator, digits: 2 };
  const found = parts('29893', '207124');
  expect(settleValue(stated, { own: found, rolledUp: null, notConnected: false }, 'no-source').value).toBe(14.43);
  expect(settleValue(stated, { own: null, rolledUp: found, notConnected: false }, 'no-source').value).toBe(14.43);
  expect(settleValue(indicator, { own: found, rolledUp: null, notConnected: false }, 'no-source').value).toBe(
    // The double nearest to 2,989,300 ÷ 207,124: a quotient is rounded once.
    2_989_300 / 207_124,
  );
});
