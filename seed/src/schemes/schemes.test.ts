import { isLeaf, NO_PEERS, scoreByRule, toHundredths, type SchemeDocument, type UnitKind } from '@dangzhi/metrics';
import { parseScheme } from '@dangzhi/metrics/scheme';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../catalogue/index.ts';
import { indicatorSource, indicatorSystem } from '../county/indicator-source.ts';
import { schemes } from './index.ts';
import { schemeOf } from './scheme-of.ts';

const leavesOf = ({ nodes }: SchemeDocument) => nodes.filter(isLeaf);
const hundredths = (weights: readonly number[]) =>
  weights.reduce((sum, weight) => sum + (toHundredths(weight) ?? 0), 0);

/** Score of a county leaf at a value. */
function countyScore(leafCode: string, value: number): number {
  const leaf = schemes.flatMap(leavesOf).find(({ code }) => code === leafCode);
  const setting = { direction: leaf?.direction ?? 'higher', range: [0, 100], elapsedMonths: 12 } as const;
  return leaf === undefined ? Number.NaN : (scoreByRule(leaf.rule, value, NO_PEERS, setting) ?? Number.NaN);
}

test.each(schemes)('$code is taken as it is, and its leaves are 100.00 points', (scheme) => {
  const parsed = parseScheme(scheme);
  expect(parsed.ok ? [] : parsed.faults).toEqual([]);
  expect(hundredths(leavesOf(scheme).map(({ weight }) => weight))).toBe(10_000);
});

test.each(schemes)('$code weighs the indicators its kind of unit is weighted for', ({ unitKind, ...scheme }) => {
  const weighted = catalogue.indicators.filter(({ weightedFor }) => weightedFor.some((kind) => kind === unitKind));
  expect(
    leavesOf({ unitKind, ...scheme })
      .map(({ indicator }) => indicator)
      .toSorted(),
  ).toEqual(weighted.map(({ code }) => code).toSorted());
});

test('78, 52 and 43 leaves, each with exactly the points proposed', () => {
  expect(schemes.map((scheme) => leavesOf(scheme).length)).toEqual([78, 52, 43]);
  for (const { unitKind, nodes } of schemes) {
    for (const leaf of nodes.filter(isLeaf)) {
      const { weights } = indicatorSource(leaf.indicator);
      expect(weights[unitKind as UnitKind], `${unitKind} ${leaf.code}`).toBe(leaf.weight);
    }
  }
});

test('a major network incident caps the grade at pass, an archive accident at fail', () => {
  const capOf = (code: string) =>
    schemes
      .flatMap(leavesOf)
      .flatMap(({ code: one, rule }) => (one === code && rule.type === 'veto-when-positive' ? [rule.cap] : []));
  expect([capOf('DAT-4-02'), capOf('SEC-2-03')]).toEqual([
    ['pass', 'pass', 'pass'],
    ['fail', 'fail', 'fail'],
  ]);
});

test.each([
  ['DIG-1-02', (29893 / 207124) * 100, 5.32],
  ['SEC-1-01', 66.7, 96.6],
  ['DAT-2-02', 83.63, 73.81],
  ['SEC-2-03', 0, 100],
  ['SEC-2-03', 1, 0],
])('%s at %f scores %f', (leaf, value, score) => {
  expect(countyScore(leaf, value)).toBeCloseTo(score, 2);
});

test('colours run from blue to red', () => {
  expect(schemes[0]?.colours?.map(({ code, zh, atLeast }) => `${zh} ${code} ${atLeast}`)).toEqual([
    '蓝 blue 90',
    '绿 green 80',
    '黄 yellow 70',
    '橙 orange 60',
    '红 red 0',
  ]);
});

test('any choice of leaves makes a scheme of exactly 100.00 points', () => {
  const head = { code: 'ANY', name: { zh: '任选', en: 'Any' }, unitKind: 'county' } as const;
  const weighted = indicatorSystem.indicators.filter(({ weights }) => weights.county !== undefined);
  fc.assert(
    fc.property(fc.subarray(weighted, { minLength: 1 }), (leaves) => {
      const scheme = schemeOf(head, leaves);
      expect(parseScheme(scheme).ok).toBe(true);
      expect(hundredths(leavesOf(scheme).map(({ weight }) => weight))).toBe(10_000);
    }),
  );
});

test('a leaf without points for the kind is refused', () => {
  const leaves = indicatorSystem.indicators.filter(({ code }) => code === 'DIG-1-01');
  const head = { code: 'T', name: { zh: '镇街', en: 'T' }, unitKind: 'township' } as const;
  expect(() => schemeOf(head, leaves)).toThrow(RangeError);
});
