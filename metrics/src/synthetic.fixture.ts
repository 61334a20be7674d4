import type { IndicatorTable } from './engine/table.ts';
import type { SchemeDocument, SchemeNode } from './scheme/document.ts';

/**
 * The generator that the reference's speed was measured with (fixtures/reference/speed.md): the same
 * numbers in any language with IEEE doubles. 60 indicators > 10 pillars > the index, 3 % missing.
 */

const MODULUS = 2_147_483_647;

function hash(k: number): number {
  let state = (k * 7919 + 12_345) % MODULUS;
  for (let turn = 0; turn < 3; turn += 1) state = (state * 16_807) % MODULUS;
  return state / MODULUS;
}

const two = (index: number): string => String(index).padStart(2, '0');
const INDICATORS = 60;

/** Raw value of unit `i` in indicator `j`; `null` for the missing ones. */
export function syntheticValue(i: number, j: number): number | null {
  const k = i * INDICATORS + j;
  const u = hash(2 * k);
  if (hash(2 * k + 1) < 0.03) return null;
  switch (j % 4) {
    case 0:
      return 100 * u;
    case 1:
      return 1000 * u * u * u;
    case 2:
      return 10 / (0.01 + u);
    default:
      return Math.floor(u * 20);
  }
}

export function syntheticTable(units: number): IndicatorTable {
  const columns = Array.from({ length: INDICATORS }, (_, j) => {
    const values = new Float64Array(units);
    for (let i = 0; i < units; i += 1) values[i] = syntheticValue(i, j) ?? Number.NaN;
    return [`x${two(j)}`, { values, missing: null }] as const;
  });
  return {
    units: Array.from({ length: units }, (_, i) => `U${String(i).padStart(6, '0')}`),
    classOf: new Int32Array(units),
    classCount: 1,
    columns: new Map(columns),
    elapsedMonths: 12,
  };
}

export function syntheticScheme(): SchemeDocument {
  const pillars = Array.from({ length: 10 }, (_, p): SchemeNode => ({
    code: `P${two(p)}`,
    parent: 'IDX',
    weight: 1 + (p % 2),
    aggregate: 'arithmetic',
  }));
  const leaves = Array.from({ length: INDICATORS }, (_, j): SchemeNode => ({
    code: `x${two(j)}`,
    parent: `P${two(Math.floor(j / 6))}`,
    weight: 1 + (j % 3),
    indicator: `x${two(j)}`,
    direction: j % 5 === 4 ? 'lower' : 'higher',
    rule: { type: 'min-max' },
  }));
  return {
    code: 'SYNTHETIC',
    name: { zh: '合成', en: 'Synthetic' },
    unitKind: 'unit',
    coverageThreshold: 0,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'unrounded', ties: 'competition' },
    grades: [],
    adjustments: { bonusCap: 0, deductCap: 0 },
    nodes: [{ code: 'IDX', weight: 1, aggregate: 'arithmetic' }, ...pillars, ...leaves],
  };
}
