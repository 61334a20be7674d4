import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputsOf, schemeOf } from '../../testing/reference-scheme.fixture.ts';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import { ranksOf } from '../engine/rank.ts';
import { scoreUnits } from '../engine/score.ts';
import { asTable, expectClose, readAsem, readReference, type RawTable } from '../../testing/reference.fixture.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import type { Rule } from '../rules/index.ts';
import { buildTree } from '../scheme/tree.ts';
import type { DoubtPlan } from './doubt-plan.ts';
import { doubtBatches, runDoubt, type DoubtRun } from './monte-carlo.ts';
import { RANK_INTERVAL, rankIntervals } from './rank-intervals.ts';
import { treeCases, type RandomCase } from '../../testing/tree-cases.fixture.ts';

const MIN_MAX: Rule = { type: 'min-max', range: [0, 100] };
const { data, nodes } = readAsem();
const asem = buildTree(schemeOf(nodes, { rule: MIN_MAX, aggregate: 'arithmetic' }));
const asemSheet = scoreLeaves(asem, inputsOf(data));

const small = readReference<{ data: RawTable; scheme: { nodes: typeof nodes } }>('small/01_basic_three_levels.json');
const document: SchemeDocument = schemeOf(small.scheme.nodes, { rule: MIN_MAX, aggregate: 'arithmetic' });
const inputs = inputsOf(asTable(small.data));
const tree = buildTree(document);
const sheet = scoreLeaves(tree, inputs);

/** A run that was neither refused nor given up. */
function run(plan: DoubtPlan, of = { tree, sheet }): DoubtRun {
  const found = runDoubt(of.tree, of.sheet, plan);
  if (!found?.ok) throw new Error(JSON.stringify(found));
  return found;
}
const faultsOf = (plan: DoubtPlan): string => {
  const found = runDoubt(tree, sheet, plan);
  return found === null || found.ok ? '' : found.faults.map(({ path, message }) => `${path} ${message}`).join('\n');
};

describe('ASEM (European Commission, JRC): ±25 % on every weight, 1,000 draws', () => {
  interface Statistics {
    readonly rank_stats: readonly {
      unit: string;
      nominal: number;
      mean: number;
      median: number;
      q5: number;
      q95: number;
    }[];
  }
  const { rank_stats: expected } = readReference<Statistics>('asem/sensitivity/ua_weights_only.json');
  const weights = { spread: 0.25, levels: [1, 2, 3] };

  it.each([1, 2, 20240601])('seed %d is as near the reference as another seed of its own', (seed) => {
    const { units, varied } = run({ seed, weights }, { tree: asem, sheet: asemSheet });
    expect(varied).toEqual({ weights: 59, values: 0, rules: 0, aggregations: 0 });
    for (const { unit, nominal, mean, median, q5, q95 } of expected) {
      const { rank, nominal: own } = units.find((one) => one.unit === unit) ?? {};
      // Exact, with no unit excepted.
      expect(own, unit).toBe(nominal);
      expect(Math.abs((rank?.mean ?? 0) - mean), unit).toBeLessThanOrEqual(0.25);
      for (const [ours, theirs] of [
        [rank?.median, median],
        [rank?.low, q5],
        [rank?.high, q95],
      ] as const)
        expect(Math.abs((ours ?? 0) - theirs), unit).toBeLessThanOrEqual(1);
    }
  });

  it('the default definition of a rank interval is this, and says so', () => {
    const found = rankIntervals(asem, asemSheet);
    if (!found?.ok) throw new Error('refused');
    expect(found.definition).toEqual(RANK_INTERVAL);
    expect(found.varied).toBe(59);
    const { units } = run({ seed: RANK_INTERVAL.seed, weights }, { tree: asem, sheet: asemSheet });
    units.forEach(({ rank, nominal }, k) => {
      expect(found.units[k]).toMatchObject({
        rank: nominal,
        from: Math.floor(rank.low ?? 0),
        to: Math.ceil(rank.high ?? 0),
      });
    });
  });
});

describe('a draw is the index of its parameters', () => {
  it('weights: the kept ones, put into the engine, give the ranks', () => {
    const { drawn, units } = run({ seed: 5, draws: 30, weights: { spread: 0.9 }, keepDraws: true });
    const ranks = (drawn ?? []).map(({ weights }) =>
      ranksOf(scoreUnits(tree, inputs, { weights: [...weights] }).map(({ score }) => Math.round((score ?? 0) * 1e9))),
    );
    units.forEach(({ rank }, u) => {
      const own = ranks.map((all) => all[u] ?? 0);
      expect(rank.mean).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / own.length, 12);
      expect(rank.best).toBe(Math.min(...own));
      expect(rank.worst).toBe(Math.max(...own));
      expect(rank.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const { rank: held, share } of rank.shares)
        expect(share).toBeCloseTo(own.filter((one) => one === held).length / own.length, 12);
    });
  });

  it('values, rules and aggregations: a scheme and inputs made of them give the scores', () => {
    const plan: DoubtPlan = {
      seed: 'all',
      draws: 40,
      keepDraws: true,
      weights: { spread: 0.25 },
      values: [{ distribution: 'normal', relative: 0.1 }],
      rules: [
        {
          alternatives: [
            { rule: { type: 'percentile-rank', range: [1, 100] } },
            { treatment: { method: 'winsorise', force: true, maxPoints: 1 } },
          ],
        },
      ],
      aggregations: [{ branches: ['P1', 'P2'], alternatives: [{ aggregate: 'minimum' }] }],
    };
    const { drawn, choiceNames, units, varied } = run(plan);
    expect(varied).toEqual({ weights: 7, values: 30 - zeros(), rules: 5, aggregations: 2 });
    const scores = (drawn ?? []).map(({ weights, choices, values }) => {
      const chosen = new Map(choiceNames.map((name, k) => [name, choices[k] ?? -1]));
      const drawnTree = buildTree({
        ...document,
        nodes: document.nodes.map((node) => {
          const way = plan.rules?.[0]?.alternatives[chosen.get(`rules/0/${node.code}`) ?? -1];
          const mean = plan.aggregations?.[0]?.alternatives[chosen.get(`aggregations/0/${node.code}`) ?? -1];
          return { ...node, ...way, ...mean };
        }),
      });
      const drawnInputs = inputs.map((input, u) => ({
        ...input,
        values: new Map(
          [...input.values].map(([code, value]) => [code, { ...value, value: values.get(code)?.[u] ?? null }]),
        ),
      }));
      return scoreUnits(drawnTree, drawnInputs, { weights: [...weights] }).map(({ score }) => score ?? 0);
    });
    units.forEach(({ score }, u) => {
      const own = scores.map((all) => all[u] ?? 0);
      expect(score.mean).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / own.length, 9);
    });
  });
  const zeros = (): number =>
    asTable(small.data)
      .values.flat()
      .filter((value) => value === 0).length;

  it('a published margin is a half-width: of the draw, or of a 95 % interval', () => {
    const margins = Object.fromEntries(small.data.units.map((unit) => [unit, 2]));
    const errors = (distribution: 'uniform' | 'normal'): number[] => {
      const { drawn } = run({
        seed: 1,
        draws: 2_000,
        keepDraws: true,
        values: [{ indicators: ['a'], distribution, margins }],
      });
      const own = asTable(small.data).column('a');
      return (drawn ?? []).map(({ values }) => (values.get('a')?.[2] ?? 0) - (own[2] ?? 0));
    };
    expect(Math.max(...errors('uniform').map(Math.abs))).toBeLessThanOrEqual(2);
    const inside = errors('normal').filter((error) => Math.abs(error) <= 2).length / 2_000;
    expect(Math.abs(inside - 0.95)).toBeLessThan(0.02);
  });

  it('holds a value inside what it can be, and keeps an absent one absent', () => {
    const gaps = readReference<{ data: RawTable }>('small/02_missing_no_threshold.json').data;
    const gapSheet = scoreLeaves(tree, inputsOf(asTable(gaps)));
    const { drawn, varied } = run(
      { seed: 1, draws: 50, keepDraws: true, values: [{ distribution: 'uniform', absolute: 100, within: [0, 60] }] },
      { tree, sheet: gapSheet },
    );
    expect(varied.values).toBe(gaps.values.flat().filter((value) => value !== null).length);
    gaps.codes.forEach((code, c) =>
      gaps.values.forEach((row, u) =>
        drawn?.forEach(({ values }) => {
          const value = values.get(code)?.[u] ?? 0;
          if (row[c] === null) expect(value).toBeNaN();
          else expect(value >= 0 && value <= 60).toBe(true);
        }),
      ),
    );
  });

  it('follows values into deductions and vetoes', () => {
    const given = (value: number) => ({ value, missing: null, numerator: null, denominator: null });
    const scheme: SchemeDocument = {
      ...document,
      range: [0, 100],
      grades: [
        { code: 'good', zh: '好', atLeast: 80 },
        { code: 'poor', zh: '差', atLeast: 0 },
      ],
      adjustments: { bonusCap: 0, deductCap: 20, items: [{ code: 'D', kind: 'deduct', indicator: 'faults', each: 5 }] },
      nodes: [
        { code: 'R', weight: 1, aggregate: 'arithmetic' },
        {
          code: 'q',
          parent: 'R',
          weight: 1,
          indicator: 'q',
          direction: 'higher',
          rule: { type: 'imported', outOf: 100 },
        },
        {
          code: 'v',
          parent: 'R',
          weight: 0,
          indicator: 'faults',
          direction: 'lower',
          rule: { type: 'veto-when', atLeast: 2, cap: 'poor', scoreCap: 50 },
        },
      ],
    };
    const own = buildTree(scheme);
    const units = [
      {
        unit: 'A',
        values: new Map([
          ['q', given(90)],
          ['faults', given(1)],
        ]),
      },
    ];
    const { units: found } = run(
      { seed: 3, draws: 400, values: [{ indicators: ['faults'], distribution: 'uniform', absolute: 2 }] },
      { tree: own, sheet: scoreLeaves(own, units) },
    );
    // Between −1 and 3 faults: none costs nothing, almost two cost ten points, more are capped at 50.
    expect(found[0]?.score.high).toBe(90);
    expect(found[0]?.score.low).toBe(50);
  });
});

describe('a plan that would vary nothing, or cannot be run, is refused with the mend', () => {
  const idle: readonly [what: string, part: Omit<DoubtPlan, 'seed'>][] = [
    ['nothing', {}],
    ['a spread of 0', { weights: { spread: 0 } }],
    ['a level without siblings', { weights: { spread: 0.25, levels: [3] } }],
    ['locked weights', { weights: { spread: 0.25, locked: ['a', 'b', 'c', 'd', 'e', 'P1', 'P2'] } }],
    ['errors of 0', { values: [{ distribution: 'uniform', relative: 0 }] }],
    ['the scheme’s own rule as its alternative', { rules: [{ alternatives: [{ rule: MIN_MAX }] }] }],
    ['its own mean', { aggregations: [{ alternatives: [{ aggregate: 'arithmetic' }] }] }],
  ];
  it.each(idle)('%s', (_, part) => {
    expect(faultsOf({ seed: 1, ...part })).toContain('nothing would vary');
  });

  const broken: readonly [path: string, plan: DoubtPlan, words: string][] = [
    ['/seed', { seed: -1, weights: { spread: 0.25 } }, 'whole number from 0'],
    ['/draws', { seed: 1, draws: 0.5, weights: { spread: 0.25 } }, '1 to 1000000'],
    ['/tail', { seed: 1, tail: 0.5, weights: { spread: 0.25 } }, 'below 0.5'],
    ['/top', { seed: 1, top: 0, weights: { spread: 0.25 } }, 'from 1'],
    ['/weights/spread', { seed: 1, weights: { spread: 1.5 } }, 'from 0 to 1'],
    ['/weights', { seed: 1, weights: { spread: 0.1, locked: ['nobody'] } }, 'not a node'],
    [
      '/values/0/indicators',
      { seed: 1, values: [{ indicators: ['z'], distribution: 'normal', relative: 0.1 }] },
      'no leaf looks at z',
    ],
    ['/values/0', { seed: 1, values: [{ distribution: 'normal' }] }, 'exactly one of'],
    ['/values/0', { seed: 1, values: [{ distribution: 'normal', absolute: -1 }] }, 'from 0'],
    [
      '/values/0/within',
      { seed: 1, values: [{ distribution: 'normal', absolute: 1, within: [1, 1] }] },
      '[lowest, highest]',
    ],
    [
      '/values/1/indicators',
      {
        seed: 1,
        values: [
          { distribution: 'normal', absolute: 1 },
          { indicators: ['a'], distribution: 'normal', absolute: 1 },
        ],
      },
      'a is in doubt twice',
    ],
    ['/rules/0/alternatives', { seed: 1, rules: [{ alternatives: [] }] }, 'at least one alternative'],
    ['/rules/0/leaves', { seed: 1, rules: [{ leaves: ['P1'], alternatives: [{}] }] }, 'not a leaf'],
    [
      '/rules/0/alternatives/0/rule/lower',
      { seed: 1, rules: [{ alternatives: [{ rule: { type: 'goalposts', lower: 5, upper: 5 } }] }] },
      'smaller goalpost',
    ],
    [
      '/aggregations/0/branches',
      { seed: 1, aggregations: [{ branches: ['a'], alternatives: [{ aggregate: 'minimum' }] }] },
      'not a branch',
    ],
    [
      '/aggregations/0/alternatives/0/exponent',
      { seed: 1, aggregations: [{ alternatives: [{ aggregate: 'generalised', exponent: 0 }] }] },
      'geometric',
    ],
    [
      '/aggregations/0/alternatives/0',
      { seed: 1, aggregations: [{ alternatives: [{ aggregate: 'geometric' }] }] },
      '"range": [1, 100]',
    ],
  ];
  it.each(broken)('%s', (path, plan, words) => {
    const faults = faultsOf(plan);
    expect(faults.split('\n')[0]?.startsWith(`${path} `), faults).toBe(true);
    expect(faults).toContain(words);
  });

  it('a geometric mean is drawn where every rule keeps scores above 0', () => {
    const fromOne = buildTree(
      schemeOf(small.scheme.nodes, { rule: { type: 'min-max', range: [1, 100] }, aggregate: 'arithmetic' }),
    );
    const plan: DoubtPlan = {
      seed: 1,
      draws: 20,
      aggregations: [{ alternatives: [{ aggregate: 'geometric' }], together: true }],
    };
    const of = { tree: fromOne, sheet: scoreLeaves(fromOne, inputs) };
    expect(run(plan, of).varied.aggregations).toBe(3);
    const withZeros: DoubtPlan = { ...plan, rules: [{ alternatives: [{ rule: MIN_MAX }] }] };
    expect(runDoubt(of.tree, of.sheet, withZeros)).toMatchObject({
      ok: false,
      faults: [{ path: '/aggregations/0/alternatives/0' }],
    });
  });
});

describe('laws', () => {
  const plan = (seed: number): DoubtPlan => ({ seed, draws: 60, weights: { spread: 0.4 } });
  const varies = ({ document: own }: RandomCase): boolean =>
    buildTree(own).children.some(
      (children) => children.filter((child) => (own.nodes[child]?.weight ?? 0) > 0).length > 1,
    );

  it('the same seed gives the same bytes, another seed others', () => {
    const [first, again, other] = [run(plan(1)), run(plan(1)), run(plan(2))];
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    expect(JSON.stringify(other.units)).not.toBe(JSON.stringify(first.units));
  });

  it('more doubt of another kind leaves the drawn weights as they were', () => {
    const plain = run({ ...plan(1), keepDraws: true });
    const more = run({ ...plan(1), keepDraws: true, values: [{ distribution: 'normal', absolute: 1 }] });
    expect(more.drawn?.map(({ weights }) => [...weights])).toEqual(plain.drawn?.map(({ weights }) => [...weights]));
  });

  it('the order of units changes nothing', () => {
    fc.assert(
      fc.property(treeCases().filter(varies), fc.nat(), (one, seed) => {
        const own = buildTree(one.document);
        const byUnit = (given: RandomCase['inputs']) =>
          new Map(
            run(plan(seed), { tree: own, sheet: scoreLeaves(own, given) }).units.map((unit) => [unit.unit, unit]),
          );
        const [forward, backward] = [byUnit(one.inputs), byUnit([...one.inputs].reverse())];
        for (const [unit, { rank, nominal, score }] of forward) {
          expect(backward.get(unit)).toMatchObject({ rank, nominal });
          // A class mean, which may stand in for an absent score, is summed in the order of the units.
          const other = backward.get(unit)?.score;
          for (const key of ['mean', 'median', 'low', 'high'] as const)
            expectClose(other?.[key] ?? null, score[key], 1e-12);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the order of units changes no draw of their values', () => {
    const noisy: DoubtPlan = { seed: 4, draws: 50, values: [{ distribution: 'normal', relative: 0.2 }] };
    const forward = run(noisy).units;
    const backward = run(noisy, { tree, sheet: scoreLeaves(tree, [...inputs].reverse()) }).units;
    for (const one of forward) expect(backward.find(({ unit }) => unit === one.unit)?.rank).toEqual(one.rank);
  });

  it('errors too small to show leave every rank where it is', () => {
    fc.assert(
      // A geometric mean is 0 for a score of 0, and far from it for the least bit more.
      fc.property(treeCases({ absentOneIn: 0, aggregations: ['arithmetic', 'sum', 'minimum'] }), (one) => {
        const own = buildTree(one.document);
        const { units, drawsWithMoves } = run(
          { seed: 1, draws: 5, values: [{ distribution: 'uniform', absolute: 1e-300 }] },
          { tree: own, sheet: scoreLeaves(own, one.inputs) },
        );
        expect(drawsWithMoves).toBe(0);
        for (const { nominal, rank } of units)
          expect([rank.low, rank.median, rank.high]).toEqual([nominal, nominal, nominal]);
      }),
      { numRuns: 40 },
    );
  });

  it('best ≤ low ≤ median ≤ high ≤ worst, and shares add up', () => {
    fc.assert(
      fc.property(treeCases().filter(varies), fc.nat(), (one, seed) => {
        const own = buildTree(one.document);
        for (const { rank } of run(plan(seed), { tree: own, sheet: scoreLeaves(own, one.inputs) }).units) {
          const { best, low, median, high, worst } = rank;
          if (best === null || low === null || median === null || high === null || worst === null) {
            expect(rank).toMatchObject({
              ranked: 0,
              best: null,
              low: null,
              median: null,
              high: null,
              worst: null,
              shares: [],
            });
            continue;
          }
          expect(best <= low && low <= median && median <= high && high <= worst).toBe(true);
          expect(rank.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(rank.ranked / 60, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('tells how far it is, and stops when told', () => {
    const seen: number[] = [];
    const stopped = runDoubt(
      tree,
      sheet,
      { ...plan(1), draws: 1_000 },
      {
        onProgress: (done, of) => {
          seen.push(done);
          return done < of / 2;
        },
      },
    );
    expect(stopped).toBeNull();
    expect(seen.at(-1)).toBe(500);
    const steps = [...doubtBatches(tree, sheet, { ...plan(1), draws: 120 })];
    expect(steps).toEqual([
      { done: 50, of: 120 },
      { done: 100, of: 120 },
    ]);
  });
});
