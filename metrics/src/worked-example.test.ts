import { describe, expect, it } from 'vitest';
import { buildTree, indicatorValue, rankInClass, scoreUnits, type Adjustment, type MissingKind } from './index.ts';
import { parseScheme } from './scheme/parse.ts';
import example from '../fixtures/worked-example.json' with { type: 'json' };

// The engine's part of the contract's worked example: from indicator parts to printed scores and ranks.
const parsed = parseScheme(example.scheme);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
const tree = buildTree(parsed.scheme);

interface ExpectedNode {
  value?: number | null;
  numerator?: number | null;
  denominator?: number | null;
  missing?: string | null;
  score: number | null;
  weight: number;
  effectiveWeight: number;
}

const asText = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

function inputOf(unit: string, period: string, nodes: Record<string, ExpectedNode>) {
  const values = new Map(
    tree.leaves.map((index) => {
      const node = tree.nodes[index];
      if (node === undefined || !('indicator' in node)) throw new Error('a leaf names an indicator');
      const expected = nodes[node.code] as ExpectedNode;
      const formula = example.indicators[node.indicator as keyof typeof example.indicators];
      const isRatio = formula.kind === 'ratio';
      const parts = {
        numerator: isRatio ? asText(expected.numerator) : null,
        denominator: isRatio ? asText(expected.denominator) : null,
        amount: isRatio ? null : asText(expected.value),
      };
      const value = indicatorValue(
        isRatio ? { kind: 'ratio', numerator: 'n', denominator: 'd', factor: 100 } : { kind: 'amount', measure: 'm' },
        parts,
        (expected.missing ?? 'no-source') as MissingKind,
      );
      return [node.indicator, value] as const;
    }),
  );
  const adjustments = example.adjustments.filter((a) => a.unit === unit && a.period === period) as Adjustment[];
  return { unit, values, adjustments };
}

describe.each(example.expected)('worked example, $period as of $asOf', ({ period, units }) => {
  const inputs = Object.entries(units).map(([unit, { nodes }]) => inputOf(unit, period, nodes));
  const ranked = rankInClass(tree.document, scoreUnits(tree, inputs), () => ({ class: 'department', ranked: true }));

  it.each(Object.entries(units))('%s', (unit, expected) => {
    const score = ranked.find((one) => one.unit === unit);
    if (score === undefined) throw new Error(`${unit} was not scored`);
    expect(score.printed).toBe(expected.printed);
    expect(score.rank).toBe(expected.rank);
    expect(score.grade).toBe(expected.grade);
    for (const key of ['coverage', 'reportedShare', 'baseScore', 'bonus', 'deduction', 'score'] as const) {
      expect(score[key], key).toBeCloseTo(expected[key], 9);
    }
    for (const [code, node] of Object.entries<ExpectedNode>(expected.nodes)) {
      const actual = score.nodes.find((one) => one.code === code);
      expect(actual?.missing ?? null, code).toBe(node.missing ?? null);
      expect(actual?.weight, code).toBe(node.weight);
      expect(actual?.effectiveWeight, code).toBeCloseTo(node.effectiveWeight, 9);
      if (node.score === null) expect(actual?.score, code).toBeNull();
      else expect(actual?.score, code).toBeCloseTo(node.score, 9);
    }
    const contributions = Object.fromEntries(
      score.nodes.flatMap((node) =>
        node.contribution !== null && tree.leaves.includes(tree.indexOf.get(node.code) ?? -1)
          ? [[node.code, node.contribution]]
          : [],
      ),
    );
    expect(Object.keys(contributions)).toEqual(Object.keys(expected.contributions));
    for (const [code, value] of Object.entries<number>(expected.contributions))
      expect(contributions[code]).toBeCloseTo(value, 9);
  });
});
