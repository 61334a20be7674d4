import { expect, it } from 'vitest';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import type { UnitInput } from '../engine/table.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { parseScheme } from '../scheme/parse.ts';
import { buildTree } from '../scheme/tree.ts';
import { copelandOfUnits } from './of-units.ts';

function scheme(more: object = {}): SchemeDocument {
  const leaf = { parent: 'R', rule: { type: 'goalposts', lower: 0, upper: 10 } };
  const parsed = parseScheme({
    code: 'S',
    name: { zh: '例', en: 'Example' },
    nodes: [
      { code: 'R', weight: 1, aggregate: 'arithmetic' },
      { ...leaf, code: 'A', indicator: 'a', direction: 'higher', weight: 2 },
      { ...leaf, code: 'B', indicator: 'b', direction: 'lower', weight: 1 },
    ],
    ...more,
  });
  if (!parsed.ok) throw new RangeError(JSON.stringify(parsed.faults));
  return parsed.scheme;
}

const unit = (code: string, a: number | null, b: number | null): UnitInput => ({
  unit: code,
  values: new Map(
    Object.entries({ a, b }).flatMap(([key, value]) =>
      value === null ? [] : [[key, { value, missing: null, numerator: null, denominator: null }]],
    ),
  ),
});

it('compares leaf scores, direction applied, by their weight in the whole', () => {
  const tree = buildTree(scheme());
  // A counts 2 of 3: X beats Y and Z on it. Y and Z are equal on A; on B, lower is better, Z is better.
  const sheet = scoreLeaves(tree, [unit('X', 9, 9), unit('Y', 5, 5), unit('Z', 5, 1), unit('N', null, null)]);
  expect(copelandOfUnits(tree, sheet)).toEqual([2, -2, 0, null]);
  // With A taken out only B is left: Z, Y, X.
  expect(copelandOfUnits(tree, sheet, [1, 0, 1])).toEqual([-2, 0, 2, null]);
});

it('a unit that was left out is compared with nobody', () => {
  const tree = buildTree(scheme({ screening: { drop: ['Y'] } }));
  const sheet = scoreLeaves(tree, [unit('X', 9, 9), unit('Y', 5, 5), unit('Z', 5, 1)]);
  expect(copelandOfUnits(tree, sheet)).toEqual([1, null, -1]);
});
