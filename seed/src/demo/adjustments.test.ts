import { expect, test } from 'vitest';
import source from '../../data/indicators.json' with { type: 'json' };
import { units } from '../county/units.ts';
import { demoAdjustments } from './adjustments.ts';

const proposed = [...source.adjustments.bonus, ...source.adjustments.deduct].map(([code]) => code);

test('every adjustment has a proposed code, a unit and evidence that calls itself demo', () => {
  const codes = new Set(units.map(({ code }) => code));
  for (const { unit, period, adjustment } of demoAdjustments) {
    expect(codes).toContain(unit);
    expect(period).toMatch(/^20\d{2}-(0[1-9]|1[0-2])$/);
    expect(proposed).toContain(adjustment.code);
    expect(adjustment.evidence).toMatch(/^演示：.*（虚构）$/);
  }
});
