import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScheme } from '../scheme/parse.ts';
import { buildTree, isLeaf } from '../scheme/tree.ts';
import { leafCases } from '../../testing/leaf-cases.fixture.ts';
import { rankInClass } from './rank.ts';
import { scoreUnits, type UnitScore } from './score.ts';
import type { UnitInput } from './table.ts';

// What holds for every rule, mean, missing policy and preparation of data, in any mixture.

const classOf = (inputs: readonly UnitInput[]) => (unit: string) => ({
  class: inputs.find((input) => input.unit === unit)?.class ?? '',
  ranked: true,
});
const scoresByUnit = (scores: readonly UnitScore[]) => new Map(scores.map((score) => [score.unit, score]));

describe('laws of any scheme', () => {
  it('these schemes pass the check, so a run of them never fails', () => {
    fc.assert(
      fc.property(leafCases(5), ({ document, inputs }) => {
        const parsed = parseScheme(document);
        expect(parsed.ok ? [] : parsed.faults).toEqual([]);
        expect(scoreUnits(buildTree(document), inputs).length).toBe(5);
      }),
    );
  });

  it('scores stay in range, and missing is null with a reason, never NaN', () => {
    fc.assert(
      fc.property(leafCases(5), ({ document, inputs }) => {
        for (const { nodes, ...score } of scoreUnits(buildTree(document), inputs)) {
          const numbers = [score.score, score.baseScore, score.coverage, score.bonus, score.deduction].concat(
            nodes.flatMap((node) => [node.score, node.contribution, node.effectiveWeight, node.nominalWeight]),
          );
          for (const number of numbers) expect(number === null || Number.isFinite(number)).toBe(true);
          if (score.score !== null) expect(score.score >= 0 && score.score <= 105).toBe(true);
          for (const node of nodes) {
            if (node.score === null) expect(node.missing).not.toBeNull();
            if (node.filledBy !== null) expect(node.missing).not.toBeNull();
          }
        }
      }),
    );
  });

  it('what leaves contribute adds up to the base score, and effective weights to 100', () => {
    fc.assert(
      fc.property(leafCases(4), ({ document, inputs }) => {
        const tree = buildTree(document);
        for (const { nodes, baseScore } of scoreUnits(tree, inputs)) {
          const leaves = tree.leaves.map((index) => nodes[index]);
          const sum = (of: 'contribution' | 'effectiveWeight'): number =>
            leaves.reduce((total, leaf) => total + (leaf?.[of] ?? 0), 0);
          expect(sum('contribution')).toBeCloseTo(baseScore ?? 0, 7);
          expect(sum('effectiveWeight')).toBeCloseTo(baseScore === null ? 0 : 100, 7);
        }
      }),
    );
  });

  it('the order of units changes nothing', () => {
    fc.assert(
      fc.property(leafCases(6), ({ document, inputs }) => {
        const tree = buildTree(document);
        const [forward, backward] = [inputs, [...inputs].reverse()].map((given) =>
          scoresByUnit(rankInClass(document, scoreUnits(tree, given), classOf(inputs))),
        );
        for (const [unit, { score, missing }] of [...(forward ?? [])].map(
          ([code, { score: own, nodes }]) =>
            [code, { score: own, missing: nodes.map((node) => node.missing) }] as const,
        )) {
          const other = backward?.get(unit);
          expect(other?.nodes.map((node) => node.missing)).toEqual(missing);
          // Means of the others are summed in another order, so the last bits may differ.
          if (score === null) expect(other?.score).toBeNull();
          else expect(other?.score).toBeCloseTo(score, 8);
        }
      }),
    );
  });

  it('scaling all sibling weights changes nothing', () => {
    fc.assert(
      fc.property(leafCases(4), fc.constantFrom(0.25, 0.5, 2, 8), ({ document, inputs }, factor) => {
        const scaled = {
          ...document,
          nodes: document.nodes.map((node) => ({ ...node, weight: node.weight * factor })),
        };
        const [before, after] = [document, scaled].map((one) => scoreUnits(buildTree(one), inputs));
        // Powers of two change no bit.
        expect(after?.map(({ score }) => score)).toEqual(before?.map(({ score }) => score));
      }),
    );
  });

  it('a better value never lowers the unit’s own score', () => {
    fc.assert(
      fc.property(
        // Without treatment and filling, which look at what a value does to the others.
        leafCases(5, false),
        fc.nat(),
        fc.integer({ min: 1, max: 5000 }),
        ({ document, inputs }, pick, hundredths) => {
          const [own, ...others] = inputs;
          const leaves = document.nodes.filter(isLeaf);
          const leaf = leaves[pick % leaves.length];
          const given = leaf && own?.values.get(leaf.indicator);
          if (own === undefined || leaf === undefined || given?.value == null) return;
          const step = (hundredths / 100) * (leaf.direction === 'higher' ? 1 : -1);
          const better = new Map(own.values).set(leaf.indicator, { ...given, value: Math.max(0, given.value + step) });
          const tree = buildTree(document);
          const [before] = scoreUnits(tree, [own, ...others]);
          const [after] = scoreUnits(tree, [{ ...own, values: better }, ...others]);
          // A column that stops being constant can be scored, and enters the mean: that is another index.
          const isSame = before?.nodes.every((node, k) => (node.score === null) === (after?.nodes[k]?.score === null));
          if (isSame === true) expect(after?.score ?? 0).toBeGreaterThanOrEqual((before?.score ?? 0) - 1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });
});
