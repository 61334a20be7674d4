import { describe, expect, it } from 'vitest';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import { inputsOf, schemeOf } from '../../testing/reference-scheme.fixture.ts';
import { readAsem } from '../../testing/reference.fixture.ts';
import { buildTree } from '../scheme/tree.ts';
import { doubtShares, type DoubtShares } from './doubt-shares.ts';
import type { DoubtPlan } from './doubt-plan.ts';
import { haltonSequence } from './halton.ts';
import { seededRandom } from './random.ts';
import { sobolBatches, sobolIndices, type SobolIndex, type SobolSampling } from './sobol.ts';

/** Ishigami and Homma (1990): x₁ … x₃ even in −π … π, sin x₁ + a sin² x₂ + b x₃⁴ sin x₁. */
const ishigami = ([u1 = 0, u2 = 0, u3 = 0]: Float64Array): number[] => {
  const [x1, x2, x3] = [u1, u2, u3].map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
  return [Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1)];
};
/** Its variance and indices in closed form, a = 7, b = 0.1. */
const ISHIGAMI = (() => {
  const [a, b] = [7, 0.1];
  const [p4, p8] = [Math.PI ** 4, Math.PI ** 8];
  const alone1 = 0.5 * (1 + (b * p4) / 5) ** 2;
  const alone2 = a ** 2 / 8;
  const both = b ** 2 * p8 * (1 / 18 - 1 / 50);
  const variance = alone1 + alone2 + both;
  return {
    variance,
    first: [alone1, alone2, 0].map((part) => part / variance),
    total: [alone1 + both, alone2, both].map((part) => part / variance),
  };
})();

/** Sobol's g: Π (|4 u − 2| + a) ÷ (1 + a). */
const G = [0, 1, 4.5, 9, 99, 99];
const sobolG = (inputs: Float64Array): number[] => [
  G.reduce((product, a, i) => (product * (Math.abs(4 * (inputs[i] ?? 0) - 2) + a)) / (1 + a), 1),
];
const G_EXACT = (() => {
  const parts = G.map((a) => 1 / (3 * (1 + a) ** 2));
  const variance = parts.reduce((product, part) => product * (1 + part), 1) - 1;
  return {
    variance,
    first: parts.map((part) => part / variance),
    total: parts.map(
      (part, i) =>
        (part * parts.reduce((product, other, k) => (k === i ? product : product * (1 + other)), 1)) / variance,
    ),
  };
})();

const names = (count: number): string[] => Array.from({ length: count }, (_, k) => `x${k + 1}`);
const ofFirstOutput = (found: ReturnType<typeof sobolIndices>) => {
  const [output] = found.outputs;
  if (!output?.indices) throw new Error('no indices');
  return { ...output, indices: output.indices };
};

describe.each([
  ['halton', 0.02],
  ['random', 0.08],
] as const)('against closed forms, %s points', (sampling: SobolSampling, tolerance) => {
  it.each([
    ['Ishigami', names(3), ishigami, ISHIGAMI],
    ['Sobol’s g', names(6), sobolG, G_EXACT],
  ] as const)('%s', (_, inputs, model, exact) => {
    const found = sobolIndices(inputs, model, { seed: 3, points: 4_096, sampling, bootstraps: 100 });
    expect(found.evaluations).toBe(4_096 * (inputs.length + 2));
    const { variance, indices } = ofFirstOutput(found);
    expect(Math.abs(variance / exact.variance - 1)).toBeLessThan(tolerance);
    indices.forEach(({ input, first, total }, i) => {
      expect(Math.abs(first.estimate - (exact.first[i] ?? 0)), `${input} first`).toBeLessThan(tolerance);
      expect(Math.abs(total.estimate - (exact.total[i] ?? 0)), `${input} total`).toBeLessThan(tolerance);
    });
  });
});

describe('confidence intervals', () => {
  it('of independent points hold the true index about as often as they say', () => {
    let [held, asked] = [0, 0];
    for (let seed = 0; seed < 40; seed += 1) {
      const found = sobolIndices(names(3), ishigami, {
        seed,
        points: 256,
        sampling: 'random',
        bootstraps: 200,
        confidence: 0.9,
      });
      ofFirstOutput(found).indices.forEach(({ first, total }: SobolIndex, i) => {
        for (const [{ low, high }, exact] of [
          [first, ISHIGAMI.first[i]],
          [total, ISHIGAMI.total[i]],
        ] as const) {
          asked += 1;
          if ((low ?? 0) <= (exact ?? 0) && (exact ?? 0) <= (high ?? 0)) held += 1;
        }
      });
    }
    expect(held / asked).toBeGreaterThan(0.82);
    expect(held / asked).toBeLessThan(0.97);
  });

  it('are the same for the same seed, and left out when nobody asks', () => {
    const plan = { seed: 'x', points: 64, bootstraps: 50 };
    expect(sobolIndices(names(3), ishigami, plan)).toEqual(sobolIndices(names(3), ishigami, plan));
    expect(sobolIndices(names(3), ishigami, { ...plan, seed: 'y' })).not.toEqual(
      sobolIndices(names(3), ishigami, plan),
    );
    const [first] = ofFirstOutput(sobolIndices(names(3), ishigami, { ...plan, bootstraps: 0 })).indices;
    expect(first?.first).toMatchObject({ low: null, high: null });
  });
});

it('an output that never changes has nothing to share', () => {
  const { outputs } = sobolIndices(['x'], ([u = 0]) => [0.1, u], { seed: 1, points: 50 });
  expect(outputs[0]).toMatchObject({ variance: 0, indices: null });
  expect(outputs[1]?.indices?.[0]?.total.estimate).toBeCloseTo(1, 1);
});
it('refuses no inputs and no points, and tells how far it is', () => {
  expect(() => sobolIndices([], () => [0], { seed: 1 })).toThrow(RangeError);
  expect(() => sobolIndices(['x'], () => [0], { seed: 1, points: 1 })).toThrow(RangeError);
  expect([...sobolBatches(['x'], ([u = 0]) => [u], { seed: 1, points: 100 })]).toEqual([
    { done: 100, of: 300 },
    { done: 200, of: 300 },
  ]);
});

describe('the Halton sequence', () => {
  it('puts one of any b points in a row into each b-th of the line', () => {
    const at = haltonSequence(5, seededRandom(11));
    [2, 3, 5, 7, 11].forEach((base, d) => {
      for (const start of [0, base, 10 * base]) {
        const cells = Array.from({ length: base }, (_, k) => Math.floor(at(start + k, d) * base)).sort((a, b) => a - b);
        expect(cells).toEqual(Array.from({ length: base }, (_, k) => k));
      }
    });
  });
  it('integrates better than as many random points', () => {
    const at = haltonSequence(4, seededRandom(2));
    const n = 2_000;
    let sum = 0;
    for (let k = 0; k < n; k += 1) sum += at(k, 0) * at(k, 1) + at(k, 2) * at(k, 3);
    // Random points are off by about 0.007.
    expect(Math.abs(sum / n - 0.5)).toBeLessThan(0.002);
  });
});

describe('which doubt matters in ASEM', () => {
  const { data, nodes } = readAsem();
  const tree = buildTree(schemeOf(nodes, { rule: { type: 'min-max', range: [1, 100] }, aggregate: 'arithmetic' }));
  const sheet = scoreLeaves(tree, inputsOf(data));
  const doubt: DoubtPlan = {
    seed: 1,
    weights: { spread: 0.25 },
    rules: [{ alternatives: [{ rule: { type: 'percentile-rank', range: [1, 100] } }], together: true }],
    aggregations: [{ alternatives: [{ aggregate: 'geometric' }], together: true }],
  };
  const ask = (by: 'kind' | 'part', points: number, plan = doubt): DoubtShares => {
    const found = doubtShares(tree, sheet, plan, {
      seed: 2,
      points,
      bootstraps: 50,
      by,
      outputs: ['mean-rank-shift', { rank: 'AUS' }, { score: 'AUS' }],
    });
    if (!found.ok) throw new Error(JSON.stringify(found));
    return found;
  };

  it('by kind: the rule moves the ranking more than weights do, and shares make sense', () => {
    const { outputs, evaluations } = ask('kind', 256);
    expect(evaluations).toBe(256 * 5);
    for (const { indices } of outputs) {
      expect(indices?.map(({ input }) => input)).toEqual(['weights', 'rules', 'aggregations']);
      for (const { first, total } of indices ?? []) {
        expect(first.estimate).toBeGreaterThan(-0.15);
        expect(total.estimate).toBeGreaterThan(first.estimate - 0.15);
        expect(total.low ?? 1).toBeLessThanOrEqual(total.estimate + 1e-12);
      }
      expect((indices ?? []).reduce((sum, { first }) => sum + first.estimate, 0)).toBeLessThan(1.2);
    }
    const total = new Map(outputs[0]?.indices?.map(({ input, total: own }) => [input, own.estimate]));
    expect(total.get('rules') ?? 0).toBeGreaterThan(total.get('weights') ?? 1);
  });

  it('by part: a weight of half the index has more to say in a score than one of a forty-ninth', () => {
    const { outputs } = ask('part', 128, { seed: 1, weights: { spread: 0.25 } });
    const score = new Map(outputs[2]?.indices?.map(({ input, total }) => [input, total.estimate]));
    expect(score.size).toBe(59);
    expect(score.get('weights/Conn') ?? 0).toBeGreaterThan(score.get('weights/LPI') ?? 1);
  });

  it('refuses what it cannot do', () => {
    const refuse = (plan: DoubtPlan, outputs: DoubtShares['outputNames']) =>
      doubtShares(tree, sheet, plan, { seed: 1, by: 'kind', outputs });
    expect(refuse(doubt, [])).toMatchObject({ ok: false, faults: [{ path: '/outputs' }] });
    expect(refuse(doubt, [{ rank: 'XXX' }])).toMatchObject({ ok: false, faults: [{ path: '/outputs/0' }] });
    expect(refuse({ seed: 1, weights: { spread: 0 } }, ['mean-rank-shift'])).toMatchObject({
      ok: false,
      faults: [{ path: '' }],
    });
  });
});
