import { expect, it } from 'vitest';
import { parseScheme } from '../scheme/parse.ts';
import { buildTree } from '../scheme/tree.ts';
import { createKernel } from './kernel/kernel.ts';
import { scoreLeaves } from './leaf-sheet.ts';
import { scoreUnits } from './score.ts';
import type { UnitInput } from './table.ts';

// 数据受损: a value was told and nobody knows it any more. What it would have counted for has no score, up to the total;
// everything else has.
const leaf = (code: string, parent: string, weight = 1) => ({
  code,
  parent,
  weight,
  ...(weight === 0 && { reason: '不参与' }),
  indicator: code,
  direction: 'higher',
  rule: { type: 'goalposts', lower: 0, upper: 100 },
});
const parsed = parseScheme({
  code: 'DAMAGED',
  name: { zh: '受损', en: 'Damaged' },
  coverageThreshold: 0,
  grades: [{ code: 'any', zh: '任意', atLeast: 0 }],
  adjustments: {
    bonusCap: 5,
    deductCap: 5,
    items: [{ code: 'PLUS', kind: 'bonus', name: { zh: '加分', en: 'Bonus' }, indicator: 'plus', each: 1 }],
  },
  nodes: [
    // What a scheme says of absent values says nothing of damaged ones.
    { code: 'ROOT', weight: 1, aggregate: 'arithmetic', missing: { 'no-source': 'full' } },
    { code: 'A', parent: 'ROOT', weight: 1, aggregate: 'arithmetic' },
    leaf('a1', 'A'),
    leaf('a2', 'A'),
    { code: 'B', parent: 'ROOT', weight: 1, aggregate: 'arithmetic' },
    leaf('b1', 'B'),
    leaf('b2', 'B', 0),
  ],
});
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
const tree = buildTree(parsed.scheme);

const unit = (code: string, damaged: string | null): UnitInput => ({
  unit: code,
  values: new Map(
    ['a1', 'a2', 'b1', 'b2', 'plus'].map((indicator) => [
      indicator,
      {
        value: indicator === damaged ? null : indicator === 'plus' ? 2 : 80,
        missing: indicator === damaged ? 'damaged' : null,
        numerator: null,
        denominator: null,
      },
    ]),
  ),
});

it.each<[damaged: string | null, without: readonly string[], total: number | null]>([
  [null, [], 82],
  ['a1', ['ROOT', 'A', 'a1'], null],
  ['b1', ['ROOT', 'B', 'b1'], null],
  // What takes no part takes nobody along.
  ['b2', ['b2'], 82],
  ['plus', [], null],
])('%s damaged: %j without a score', (damaged, without, total) => {
  const inputs = [unit('U', damaged), unit('V', null)];
  const [own, other] = scoreUnits(tree, inputs);
  expect(own!.nodes.filter(({ score }) => score === null).map(({ code }) => code)).toEqual(without);
  expect(own!.nodes.filter(({ missing }) => missing === 'damaged').map(({ code }) => code)).toEqual(without);
  expect([own!.score, own!.grade]).toEqual([total, total === null ? null : 'any']);
  expect(other!.score).toBe(82);
  const kernel = createKernel(tree, scoreLeaves(tree, inputs));
  expect([...kernel.totals(tree.weights)]).toEqual([total ?? Number.NaN, 82]);
});
