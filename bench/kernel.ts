import { buildTree, rankInClass, scoreUnits, type IndicatorValue, type UnitInput } from '@dangzhi/metrics';
import { schemes, units } from '@dangzhi/seed';
import { median, rounded, type Figure } from './figure.ts';

const ROUNDS = 400;

/** Scores and ranks every department over the eight leaves of the slice, from values to printed ranks. */
export function benchKernel(): Figure {
  const document = schemes.find(({ unitKind }) => unitKind === 'county');
  if (document === undefined) throw new Error('the seed has no county scheme');
  const tree = buildTree(document);
  const indicators = document.nodes.flatMap((node) => ('indicator' in node ? [node.indicator] : []));
  const departments = units.filter(({ kind }) => kind === 'department');
  const classOf = new Map(departments.map((unit) => [unit.code, { class: unit.class, ranked: unit.ranked }]));
  const inputs = departments.map(({ code }, u): UnitInput => ({
    unit: code,
    values: valuesOf(indicators, u),
  }));
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    rankInClass(document, scoreUnits(tree, inputs), (code) => classOf.get(code) ?? { class: '', ranked: false });
    return (performance.now() - began) * 1000;
  });
  return {
    name: `kernel.score-${departments.length}x${indicators.length}-us`,
    value: rounded(median(times)),
    unit: 'µs',
  };
}

/** Spread over the range by a fixed stride; every seventh value is absent. */
function valuesOf(indicators: readonly string[], unit: number): ReadonlyMap<string, IndicatorValue> {
  return new Map(
    indicators.map((code, k) => {
      const turn = unit * 31 + k * 17;
      const value = turn % 7 === 0 ? null : turn % 101;
      return [code, { value, missing: value === null ? 'no-source' : null, numerator: null, denominator: null }];
    }),
  );
}
