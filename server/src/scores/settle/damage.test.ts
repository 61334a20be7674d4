import { describe, expect, it } from 'vitest';
import { plainCatalogue, plainIndicator, plainMeasure, plainUnit } from '../../../testing/plain-county.ts';
import { damageOf, type DamagedParts } from './damage.ts';
import type { RolledRow } from './rollup.ts';

const catalogue = plainCatalogue({
  measures: [plainMeasure('flow', 'flow'), plainMeasure('stock', 'stock'), plainMeasure('staff', 'stock')],
  indicators: [
    plainIndicator('year-to-date', { kind: 'amount', measure: 'flow' }, { mode: 'ytd', rollup: 'sum' }),
    plainIndicator('standing', { kind: 'amount', measure: 'stock' }, { rollup: 'own' }),
    plainIndicator('per-head', { kind: 'ratio', numerator: 'stock', denominator: 'staff', factor: 1 }),
  ],
});
const units = ['X', 'D1', 'D2'].map((code) => plainUnit('X', code));
const used = (value_from: string) => ({ value_from }) as RolledRow;

function damageBy(measure: string, period: string, asked: string, unit = 'D1', own: RolledRow | null = null) {
  const damaged = [{ batch: 'b', unit: 'D1', measure, period, standing: 'reported' as const }];
  const indicator = catalogue.indicators.find(({ code }) => code === asked)!;
  return damageOf({ catalogue, units, damaged })!(indicator, unit, '2022-06', own);
}

describe('a lost value damages', () => {
  const OWN: DamagedParts = { own: true, rolledUp: false };
  const ROLLED_UP: DamagedParts = { own: false, rolledUp: true };
  const NOTHING: DamagedParts = { own: false, rolledUp: false };

  it.each<[what: string, found: DamagedParts, wanted: DamagedParts]>([
    ['the sum it would be part of', damageBy('flow', '2022-01', 'year-to-date'), OWN],
    ['no sum of another year', damageBy('flow', '2021-12', 'year-to-date'), NOTHING],
    ['no sum before it', damageBy('flow', '2022-07', 'year-to-date'), NOTHING],
    ['nothing of another measure, nor of another unit', damageBy('staff', '2022-06', 'standing'), NOTHING],
    ['nothing of another unit', damageBy('flow', '2022-06', 'year-to-date', 'D2'), NOTHING],
    ['what is summed up from it', damageBy('flow', '2022-06', 'year-to-date', 'X'), ROLLED_UP],
    ['nothing where values are not summed up', damageBy('stock', '2022-06', 'standing', 'X'), NOTHING],
    ['a stock where it may be the last', damageBy('stock', '2022-06', 'standing', 'D1', used('2022-05-01')), OWN],
    ['no stock with a later one', damageBy('stock', '2022-05', 'standing', 'D1', used('2022-06-01')), NOTHING],
    // The later one may be of the other part.
    ['a ratio by either part', damageBy('staff', '2022-05', 'per-head', 'D1', used('2022-06-01')), OWN],
  ])('%s', (_what, found, wanted) => {
    expect(found).toEqual(wanted);
  });

  it('nothing, where nothing is lost', () => {
    expect(damageOf({ catalogue, units, damaged: [] })).toBeNull();
  });
});
