import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import { rankInClass } from '../engine/rank.ts';
import { inputsOf, schemeOf } from '../../testing/reference-scheme.fixture.ts';
import { scoreUnits } from '../engine/score.ts';
import { readAsem } from '../../testing/reference.fixture.ts';
import { buildTree } from '../scheme/tree.ts';
import { treeCases } from '../../testing/tree-cases.fixture.ts';
import { removeEach } from './remove-one.ts';

describe('leaving one out', () => {
  it('is the index with that weight at 0, through the engine', () => {
    fc.assert(
      fc.property(treeCases({ aggregations: ['arithmetic', 'geometric', 'minimum'] }), ({ document, inputs }) => {
        const tree = buildTree(document);
        const classOf = (unit: string) => ({
          class: inputs.find((one) => one.unit === unit)?.class ?? '',
          ranked: true,
        });
        const ranks = (weights: readonly number[]) =>
          rankInClass(document, scoreUnits(tree, inputs, { weights }), classOf).map(({ rank }) => rank);
        const before = ranks(tree.weights);
        for (const { code, units } of removeEach(tree, scoreLeaves(tree, inputs))) {
          expect(units.map((one) => one.before)).toEqual(before);
          expect(
            units.map((one) => one.after),
            code,
          ).toEqual(ranks(document.nodes.map((node) => (node.code === code ? 0 : node.weight))));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a branch of points keeps its points: without a leaf at full marks nobody gains or loses what is not theirs', () => {
    const given = (value: number) => ({ value, missing: null, numerator: null, denominator: null });
    const leaf = (code: string, parent: string, weight: number) =>
      ({ code, parent, weight, indicator: code, direction: 'higher', rule: { type: 'imported', outOf: 100 } }) as const;
    const base = schemeOf([], { rule: { type: 'min-max' }, aggregate: 'arithmetic' });
    const tree = buildTree({
      ...base,
      range: [0, 100],
      nodes: [
        { code: 'R', weight: 100, aggregate: 'arithmetic' },
        { code: 'P', parent: 'R', weight: 60, aggregate: 'sum' },
        leaf('a', 'P', 20),
        leaf('b', 'P', 40),
        leaf('c', 'R', 40),
      ],
    });
    const sheet = scoreLeaves(tree, [
      {
        unit: 'X',
        values: new Map([
          ['a', given(100)],
          ['b', given(50)],
          ['c', given(0)],
        ]),
      },
    ]);
    const removal = removeEach(tree, sheet, { nodes: ['a'] });
    // P was 40 of 60 points, two thirds; without a it is 30 of 60, a half: 0.6 × (50 − 66.67).
    expect(removal).toHaveLength(1);
    expect(removal[0]?.units[0]?.scoreChange).toBeCloseTo(-10, 12);
  });

  it('ASEM: every node, sorted by what it does; what has no weight does nothing', () => {
    const { data, nodes } = readAsem();
    const document = schemeOf(nodes, { rule: { type: 'min-max', range: [0, 100] }, aggregate: 'arithmetic' });
    const tree = buildTree({
      ...document,
      nodes: document.nodes.map((node) => (node.code === 'LPI' ? { ...node, weight: 0 } : node)),
    });
    const removals = removeEach(tree, scoreLeaves(tree, inputsOf(data)));
    expect(removals).toHaveLength(nodes.length - 1);
    const shifts = removals.map(({ meanShift }) => meanShift ?? 0);
    expect(shifts).toEqual([...shifts].sort((a, b) => b - a));
    expect(removals.find(({ code }) => code === 'LPI')).toMatchObject({ meanShift: 0, largestShift: 0, movers: [] });
    // Half of the index weighs more than a forty-ninth of it.
    expect(['Conn', 'Sust']).toContain(removals[0]?.code);
    for (const { movers, largestShift, meanShift, units } of removals) {
      expect(movers.length === 0).toBe(largestShift === 0);
      const own = units.map(({ before, after }) => Math.abs((after ?? 0) - (before ?? 0)));
      expect(Math.max(...own)).toBe(largestShift);
      expect(meanShift).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / own.length, 12);
    }
  });
});
