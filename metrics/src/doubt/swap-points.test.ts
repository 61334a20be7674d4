import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import { inputsOf, schemeOf } from '../../testing/reference-scheme.fixture.ts';
import { readAsem } from '../../testing/reference.fixture.ts';
import { buildTree } from '../scheme/tree.ts';
import { createKernel, type ComposeKernel } from '../engine/kernel/kernel.ts';
import { weightMove, type WeightMove } from './moved-weight.ts';
import { treeCases, type RandomCase, type RandomOptions } from '../../testing/tree-cases.fixture.ts';
import { swapPoints, type SwapPoints } from './swap-points.ts';

const STEPS = 150;

interface Question {
  readonly one: RandomCase;
  readonly node: number;
  readonly locked: ReadonlySet<number>;
}

const questions = (options: RandomOptions): fc.Arbitrary<Question> =>
  treeCases(options).chain((one) =>
    fc
      .record({
        node: fc.integer({ min: 1, max: one.document.nodes.length - 1 }),
        locked: fc.uniqueArray(fc.integer({ min: 1, max: one.document.nodes.length - 1 }), { maxLength: 2 }),
      })
      .map(({ node, locked }) => ({ one, node, locked: new Set(locked) })),
  );

function ask({ one, node, locked }: Question) {
  const tree = buildTree(one.document);
  const sheet = scoreLeaves(tree, one.inputs);
  return {
    tree,
    sheet,
    found: swapPoints(tree, sheet, node, { locked }),
    move: weightMove(tree, node, { locked }),
    kernel: createKernel(tree, sheet),
  };
}

interface Sample {
  readonly share: number;
  /** NaN where the unit holds no rank. */
  readonly scores: Float64Array;
}

/** The whole range in steps, through the engine. */
function walk(kernel: ComposeKernel, move: WeightMove): Sample[] {
  if (!(move.from < move.to)) return [];
  return Array.from({ length: STEPS }, (_, k) => {
    const share = move.from + ((move.to - move.from) * (k + 0.5)) / STEPS;
    const figures = kernel.figures(move.weightsAt(share));
    return {
      share,
      scores: figures.map((figure, u) => (Number.isNaN(figure) ? figure : (kernel.lastTotals[u] as number))),
    };
  });
}

/** Between which samples two units changed order. */
function changes(samples: readonly Sample[], one: number, other: number) {
  const seen: { from: number; to: number }[] = [];
  let before = 0;
  let last = 0;
  for (const { share, scores } of samples) {
    const gap = (scores[one] as number) - (scores[other] as number);
    if (Number.isNaN(gap)) before = 0;
    if (!(Math.abs(gap) > 1e-10)) continue;
    if (before !== 0 && Math.sign(gap) !== before) seen.push({ from: last, to: share });
    before = Math.sign(gap);
    last = share;
  }
  return seen;
}

function expectBruteForce({ one }: Question, { found, move, kernel }: ReturnType<typeof ask>): number {
  const seats = one.inputs.map((input) => input.class);
  const samples = walk(kernel, move);
  one.inputs.forEach((first, a) =>
    one.inputs.slice(a + 1).forEach((second, k) => {
      const b = a + 1 + k;
      const own = found.swaps.filter(({ units }) => units.includes(first.unit) && units.includes(second.unit));
      if (seats[a] !== seats[b]) {
        expect(own).toEqual([]);
        return;
      }
      const seen = changes(samples, a, b);
      // Walking misses two changes inside one step, never one.
      const step = (move.to - move.from) / STEPS;
      expect(own.length).toBeGreaterThanOrEqual(seen.length);
      for (const { from, to } of seen)
        expect(
          own.some(({ share, until }) => share >= from - step && until <= to + step),
          JSON.stringify({ from, to, own }),
        ).toBe(true);
    }),
  );
  return found.swaps.length;
}

/** Typed in, the two units tie; a little to each side they have changed places. */
function expectTies({ one }: Question, { found, move, kernel }: ReturnType<typeof ask>): void {
  const place = new Map(one.inputs.map(({ unit }, k) => [unit, k]));
  const gapAt = (share: number, [ahead, behind]: readonly [string, string]): number => {
    const totals = kernel.totals(move.weightsAt(share));
    return (totals[place.get(ahead) ?? -1] as number) - (totals[place.get(behind) ?? -1] as number);
  };
  for (const { share, until, units } of found.swaps) {
    expect(Math.abs(gapAt(share, units))).toBeLessThan(1e-9);
    expect(Math.abs(gapAt(until, units))).toBeLessThan(1e-9);
    // How little is little enough depends on what else happens near by.
    const hasSwapped = [1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9].some(
      (step) => gapAt(share - step, units) > 0 && gapAt(until + step, units) < 0,
    );
    expect(hasSwapped, JSON.stringify({ share, until, units })).toBe(true);
  }
}

describe('swap points', () => {
  const sums: RandomOptions = { aggregations: ['arithmetic', 'sum'] };
  it.each([
    ['2,000 schemes with everything: gaps, locks, thresholds, bonus and caps', sums, 2_000],
    ['units without gaps', { ...sums, absentOneIn: 0, withOutside: false }, 200],
    ['many gaps', { ...sums, absentOneIn: 2 }, 200],
  ] as const)('%s: every change of order that walking finds, and no other', (_, options, numRuns) => {
    let swaps = 0;
    fc.assert(
      fc.property(questions(options), (question) => {
        const asked = ask(question);
        expect(asked.found.exact).toBe(true);
        swaps += expectBruteForce(question, asked);
        expectTies(question, asked);
      }),
      { numRuns },
    );
    // A test that finds nothing says nothing.
    expect(swaps).toBeGreaterThan(numRuns / 4);
  });

  it('of other means are found by sampling, and say so', () => {
    let swaps = 0;
    fc.assert(
      fc.property(questions({ aggregations: ['geometric', 'harmonic', 'generalised', 'minimum'] }), (question) => {
        const asked = ask(question);
        expect(asked.found.exact).toBe(false);
        swaps += asked.found.swaps.length;
        const place = new Map(question.one.inputs.map(({ unit }, k) => [unit, k]));
        for (const { share, units } of asked.found.swaps) {
          const totals = asked.kernel.totals(asked.move.weightsAt(share));
          const [ahead, behind] = units.map((unit) => totals[place.get(unit) ?? -1] as number);
          expect(Math.abs((ahead ?? 0) - (behind ?? 1))).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 60 },
    );
    expect(swaps).toBeGreaterThan(5);
  });
});

describe('by hand', () => {
  const given = (value: number) => ({ value, missing: null, numerator: null, denominator: null });
  const leaf = (code: string, weight: number) =>
    ({
      code,
      parent: 'R',
      weight,
      indicator: code,
      direction: 'higher',
      rule: { type: 'imported', outOf: 100 },
    }) as const;
  const { document } = { document: schemeOf([], { rule: { type: 'min-max' }, aggregate: 'arithmetic' }) };
  const tree = buildTree({
    ...document,
    range: [0, 100],
    total: 100,
    nodes: [{ code: 'R', weight: 100, aggregate: 'arithmetic' }, leaf('a', 50), leaf('b', 30), leaf('c', 20)],
  });
  const unit = (name: string, [a, b, c]: readonly [number, number, number]) => ({
    unit: name,
    values: new Map([
      ['a', given(a)],
      ['b', given(b)],
      ['c', given(c)],
    ]),
  });
  const inputs = [unit('X', [80, 60, 60]), unit('Y', [60, 90, 70]), unit('Z', [0, 0, 0])];
  const sheet = scoreLeaves(tree, inputs);

  it('X = 80 s + 60 (1 − s) and Y = 60 s + 82 (1 − s) meet at s = 22 ÷ 42', () => {
    const { swaps, exact, share, from, to }: SwapPoints = swapPoints(tree, sheet, 1);
    expect({ exact, share, from, to }).toEqual({ exact: true, share: 0.5, from: 0, to: 1 });
    expect(swaps).toHaveLength(1);
    expect(swaps[0]).toMatchObject({ hundredths: [5238, 5239], units: ['Y', 'X'], places: [1, 2] });
    expect(swaps[0]?.share).toBeCloseTo(22 / 42, 15);
    expect(swaps[0]?.points).toBeCloseTo(2200 / 42, 12);
  });

  it('0.01 points to each side they swap', () => {
    const [swap] = swapPoints(tree, sheet, 1).swaps;
    const move = weightMove(tree, 1);
    const kernel = createKernel(tree, sheet);
    const ranksAt = (points: number) => [...kernel.ranks(move.weightsAt(points / 100))].slice(0, 2);
    const [below, above] = swap?.hundredths ?? [0, 0];
    expect(ranksAt(below / 100)).toEqual([2, 1]);
    expect(ranksAt(above / 100)).toEqual([1, 2]);
    const totals = kernel.totals(move.weightsAt(swap?.share ?? 0));
    expect(Math.abs((totals[0] as number) - (totals[1] as number))).toBeLessThan(1e-9);
  });

  it('with c locked at 20: X = 80 s + 60 (0.8 − s) + 12 and Y = 60 s + 90 (0.8 − s) + 14 meet at s = 26 ÷ 50', () => {
    const { swaps, to } = swapPoints(tree, sheet, 1, { locked: new Set([3]) });
    expect(to).toBeCloseTo(0.8, 15);
    expect(swaps[0]?.share).toBeCloseTo(26 / 50, 15);
  });

  it('when everything else is locked nothing moves; the root has nobody beside it', () => {
    expect(swapPoints(tree, sheet, 1, { locked: new Set([2, 3]) })).toMatchObject({ from: 0.5, to: 0.5, swaps: [] });
    expect(() => swapPoints(tree, sheet, 0)).toThrow(RangeError);
  });

  it('a unit without c: 60 s + 90 (1 − s) × 0.6 over s + 0.6 (1 − s) is no straight line', () => {
    const gap = {
      ...unit('Y', [60, 90, 70]),
      values: new Map([
        ['a', given(60)],
        ['b', given(90)],
      ]),
    };
    const own = scoreLeaves(tree, [unit('X', [80, 60, 60]), gap]);
    const { swaps, exact } = swapPoints(tree, own, 1);
    // (60 + 20 s)(0.6 + 0.4 s) = 54 + 6 s: 8 s² + 30 s − 18 = 0.
    expect(exact).toBe(true);
    expect(swaps).toHaveLength(1);
    expect(swaps[0]?.share).toBeCloseTo((-30 + Math.sqrt(900 + 576)) / 16, 14);
  });

  it('two that are held at the same ceiling tie for a while', () => {
    const most = { kind: 'bonus', code: 'b', points: '30', evidence: '' } as const;
    const capped = buildTree({
      ...tree.document,
      adjustments: { bonusCap: 30, deductCap: 0 },
      nodes: tree.document.nodes,
    });
    const held = { kind: 'veto', code: 'v', cap: 'x', scoreCap: 70, evidence: '' } as const;
    const both = [unit('X', [90, 60, 60]), unit('Y', [60, 90, 90])].map((one) => ({
      ...one,
      adjustments: [most, held],
    }));
    // 90 + 30 s and 120 − 30 s: both above 70 from the start, so nobody is ever ahead.
    expect(swapPoints(capped, scoreLeaves(capped, both), 1).swaps).toEqual([]);
    const partly = [unit('X', [90, 30, 30]), unit('Y', [10, 90, 90])].map((one) => ({ ...one, adjustments: [held] }));
    // X = 30 + 60 s reaches 70 at 2 ÷ 3, Y = 90 − 80 s leaves it at 1 ÷ 4: they cross freely at 3 ÷ 7.
    expect(swapPoints(capped, scoreLeaves(capped, partly), 1).swaps[0]?.share).toBeCloseTo(60 / 140, 14);
    const tied = [unit('X', [90, 60, 60]), unit('Y', [50, 80, 80])].map((one) => ({ ...one, adjustments: [held] }));
    // X = 60 + 30 s reaches 70 at 1 ÷ 3, Y = 80 − 30 s leaves it at 1 ÷ 3.
    const [swap] = swapPoints(capped, scoreLeaves(capped, tied), 1).swaps;
    expect([swap?.share, swap?.until].map((share) => Number(share?.toFixed(12)))).toEqual([
      0.333333333333, 0.333333333333,
    ]);
    const later = [unit('X', [90, 66, 66]), unit('Y', [50, 80, 80])].map((one) => ({ ...one, adjustments: [held] }));
    // X = 66 + 24 s reaches 70 at 1 ÷ 6; Y = 80 − 30 s leaves it at 1 ÷ 3: between them they tie.
    const [tie] = swapPoints(capped, scoreLeaves(capped, later), 1).swaps;
    expect([tie?.share, tie?.until].map((share) => Number(share?.toFixed(12)))).toEqual([
      0.166666666667, 0.333333333333,
    ]);
  });
});

describe('ASEM', () => {
  it('every swap of every pillar is a tie', () => {
    const { data, nodes } = readAsem();
    const tree = buildTree(schemeOf(nodes, { rule: { type: 'min-max', range: [0, 100] }, aggregate: 'arithmetic' }));
    const inputs = inputsOf(data);
    const sheet = scoreLeaves(tree, inputs);
    const kernel = createKernel(tree, sheet);
    const place = new Map(inputs.map(({ unit }, k) => [unit, k]));
    let swaps = 0;
    for (const code of ['Physical', 'Political', 'Conn', 'LPI', 'CO2']) {
      const node = tree.indexOf.get(code) as number;
      const move = weightMove(tree, node);
      for (const { share, units } of swapPoints(tree, sheet, node).swaps) {
        const totals = kernel.totals(move.weightsAt(share));
        const [ahead, behind] = units.map((unit) => totals[place.get(unit) ?? -1] as number);
        expect(Math.abs((ahead ?? 0) - (behind ?? 1))).toBeLessThan(1e-9);
        swaps += 1;
      }
    }
    expect(swaps).toBeGreaterThan(100);
  });
});
