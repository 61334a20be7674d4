import { describe, expect, it } from 'vitest';
import { node } from '../../../testing/node.ts';
import { dearestLeaves, sheetLeaves } from './sheet-leaves.ts';

const third = { nominalWeight: 100 / 3, effectiveWeight: 100 / 3 };
const nodes = [
  node('W', null),
  node('A', 'W', { ...third, score: 0, contribution: 0, printedContribution: '0.00', missing: 'overdue' }),
  node('B', 'W', { ...third, score: 50, contribution: 50 / 3, printedContribution: '16.67' }),
  node('C', 'W', { ...third, score: 100, contribution: 100 / 3, printedContribution: '33.33' }),
  node('D', 'W', { score: null, contribution: null, printedContribution: null, missing: 'no-source' }),
];

describe('sheetLeaves', () => {
  it('prints losses that add up to the whole loss', () => {
    const leaves = sheetLeaves(nodes, null);
    expect(leaves.map(({ earned, lost }) => [earned, lost])).toEqual([
      [0, 3_333],
      [1_667, 1_667],
      [3_333, 0],
      [null, null],
    ]);
    // 100 less what was earned.
    expect(leaves.reduce((sum, { lost }) => sum + (lost ?? 0), 0)).toBe(5_000);
  });

  it('compares with the month before: what has appeared since brings all of it', () => {
    const before = [
      node('A', 'W', { missing: 'not-due', score: null, contribution: null, printedContribution: null }),
      node('B', 'W', { ...third, score: 50, contribution: 50 / 3, printedContribution: '16.66' }),
      node('C', 'W', { ...third, score: 100, contribution: 100 / 3, printedContribution: '33.33' }),
    ];
    const leaves = sheetLeaves(nodes, before);
    expect(leaves.map(({ change, isChanged }) => [change, isChanged])).toEqual([
      [0, true],
      [1, true],
      [0, false],
      // It was not in the scheme a month ago: nothing to compare.
      [null, false],
    ]);
  });

  it('loses nothing where nothing is scored', () => {
    expect(sheetLeaves([nodes[0]!, nodes[4]!], null).map(({ lost }) => lost)).toEqual([null]);
  });
});

describe('dearestLeaves', () => {
  it('names what costs most first, and nothing that costs nothing', () => {
    expect(dearestLeaves(sheetLeaves(nodes, null), 5).map(({ node: { code } }) => code)).toEqual(['A', 'B']);
    expect(dearestLeaves(sheetLeaves(nodes, null), 1)).toHaveLength(1);
  });
});
