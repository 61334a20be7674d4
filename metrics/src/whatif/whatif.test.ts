import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafCases } from '../../testing/leaf-cases.fixture.ts';
import { rankInClass } from '../engine/rank.ts';
import { scoreUnits } from '../engine/score.ts';
import type { UnitInput } from '../engine/table.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { buildTree, isLeaf } from '../scheme/tree.ts';
import { cheapestCover, type Option } from './frontier.ts';
import { seekGoal } from './goal-seek.ts';
import type { Lever } from './levels.ts';
import { compareWeightSets } from './weight-sets.ts';
import { whatIf, type ValueChange } from './what-if.ts';

const count = (value: number) => ({ value, missing: null, numerator: null, denominator: null });

describe('what if', () => {
  const changeOf = (document: SchemeDocument) =>
    fc.record({
      unit: fc.constantFrom('U0', 'U1', 'U2', 'U3'),
      indicator: fc.constantFrom(
        ...document.nodes.filter(isLeaf).map(({ indicator }) => indicator),
        'people',
        'praised',
      ),
      value: fc.integer({ min: 0, max: 12_000 }).map((hundredths) => count(hundredths / 100)),
    });
  const share = fc.option(fc.constantFrom(0.3, 0.6, 0.9, 1), { nil: undefined });
  const screening = fc.option(
    fc.record({ availableShare: share, nonZeroShare: share, keep: fc.subarray(['U0']), drop: fc.subarray(['U1']) }),
    { nil: undefined },
  );
  const screened = fc.tuple(leafCases(4), screening).map(([{ document, inputs }, section]) => {
    if (section === undefined) return { document, inputs };
    const { availableShare, nonZeroShare, keep, drop } = section;
    const own = {
      ...(availableShare !== undefined && { availableShare }),
      ...(nonZeroShare !== undefined && { nonZeroShare }),
    };
    return { document: { ...document, screening: { ...own, keep, drop } }, inputs };
  });
  const game = screened.chain(({ document, inputs }) =>
    fc.record({
      document: fc.constant(document),
      inputs: fc.constant(inputs),
      rounds: fc.array(fc.array(changeOf(document), { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
    }),
  );

  it('gives what the engine gives for the changed values, round after round, and nothing remains of the last', () => {
    fc.assert(
      fc.property(game, ({ document, inputs, rounds }) => {
        const tree = buildTree(document);
        const usesPeople = document.nodes.some((node) => isLeaf(node) && node.denominator !== undefined);
        const play = whatIf(tree, inputs);
        const classOf = (unit: string) => ({
          class: inputs.find((own) => own.unit === unit)?.class ?? '',
          ranked: true,
        });
        // Some changes stay as they were while others come and go.
        const growing = rounds.flatMap((round, k) => [round, [...round, ...(rounds[k + 1] ?? [])]]);
        for (const given of [...growing, []]) {
          const changes: ValueChange[] = given.filter(({ indicator }) => indicator !== 'people' || usesPeople);
          play.change(changes);
          const now = inputs.map((input): UnitInput => {
            const own = changes.filter(({ unit }) => unit === input.unit);
            return {
              ...input,
              values: new Map([...input.values, ...own.map(({ indicator, value }) => [indicator, value] as const)]),
            };
          });
          const expected = rankInClass(document, scoreUnits(tree, now), classOf);
          expect(play.standings()).toEqual(
            expected.map(({ unit, score, printed, rank }) => ({ unit, score, printed, rank })),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('brings back a unit that a change gives enough values, and leaves it out again', () => {
    const screenedTree = buildTree({ ...document, screening: { availableShare: 0.6 } });
    const few = { unit: 'E', values: new Map([['x', count(80)]]) };
    const play = whatIf(screenedTree, [...units, few]);
    expect(play.standings()[4]).toMatchObject({ unit: 'E', printed: null, rank: null });
    play.change([{ unit: 'E', indicator: 'y', value: count(10) }]);
    // (50 × 80 + 30 × 100) ÷ 80.
    expect(play.standings()[4]).toMatchObject({ unit: 'E', printed: '87.50', rank: 1 });
    expect(play.sheet.screened[4]).toBeNull();
    play.change([]);
    expect(play.standings()[4]).toMatchObject({ unit: 'E', printed: null, rank: null });
  });

  it('refuses an indicator no leaf looks at, and a unit that is not there', () => {
    const play = whatIf(tree, units);
    expect(() => play.change([{ unit: 'A', indicator: 'weather', value: count(1) }])).toThrow('weather');
    expect(() => play.change([{ unit: 'Z', indicator: 'x', value: count(1) }])).toThrow('Z');
  });
});

const leaf = (code: string, weight: number, points: [number, number][]) =>
  ({
    code,
    parent: 'ROOT',
    weight,
    indicator: code,
    direction: 'higher',
    rule: { type: 'piecewise', points },
  }) as const;
const document: SchemeDocument = {
  code: 'GOAL',
  name: { zh: '目标', en: 'Goal' },
  unitKind: 'unit',
  total: 100,
  coverageThreshold: 0.6,
  rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
  grades: [],
  adjustments: { bonusCap: 0, deductCap: 0 },
  nodes: [
    { code: 'ROOT', weight: 100, aggregate: 'arithmetic' },
    leaf('x', 50, [
      [0, 0],
      [100, 100],
    ]),
    leaf('y', 30, [
      [0, 0],
      [5, 60],
      [10, 100],
    ]),
    leaf('z', 20, [
      [0, 0],
      [20, 100],
    ]),
  ],
};
const tree = buildTree(document);
const unitOf = (unit: string, [x, y, z]: readonly [number, number, number]): UnitInput => ({
  unit,
  values: new Map([
    ['x', count(x)],
    ['y', count(y)],
    ['z', count(z)],
  ]),
});
const units = [unitOf('A', [80, 8, 10]), unitOf('B', [70, 6, 12]), unitOf('C', [60, 5, 8]), unitOf('D', [50, 2, 5])];

describe('goal seek', () => {
  it('by hand: D wants two places, and training more people is the cheapest way', () => {
    // D: 25 + 30 × 24 % + 5 = 37.2. B has 35 + 30 × 68 % + 12 = 67.4, C 30 + 18 + 8 = 56.
    // One place: 18.8 points. x: 0.5 points a unit at 1 each; y: 3.6 up to 5, then 2.4 a unit at 3 each; z: 1 a unit at 1 each.
    // z costs 1 a point, y 0.83 up to 5 and then 1.25, x 2: y by 3 (10.8 points, 9), z by 8 (8 points, 8): 17 together.
    const play = whatIf(tree, units);
    const levers: Lever[] = [
      { indicator: 'x', limit: 100, cost: 1, step: 1 },
      { indicator: 'y', limit: 10, cost: 3, step: 1 },
      { indicator: 'z', limit: 20, cost: 1, step: 1 },
    ];
    const found = seekGoal(play, { unit: 'D', places: 1, levers });
    expect(found).toMatchObject({
      reached: true,
      targetRank: 3,
      cost: 17,
      exact: true,
      improvements: [
        { indicator: 'y', from: 2, to: 5, cost: 9 },
        { indicator: 'z', from: 5, to: 13, cost: 8 },
      ],
      standing: { unit: 'D', printed: '56.00', rank: 3 },
    });
    // The game is as it was.
    expect(play.standings()[3]).toMatchObject({ rank: 4, printed: '37.20' });
  });

  it('says so when the limits do not allow it, and when there is nothing to gain', () => {
    const play = whatIf(tree, units);
    const levers: Lever[] = [{ indicator: 'z', limit: 6, cost: 1, step: 1 }];
    expect(seekGoal(play, { unit: 'D', places: 1, levers })).toMatchObject({
      reached: false,
      why: 'limits',
      standing: { printed: '38.20', rank: 4 },
    });
    expect(seekGoal(play, { unit: 'A', places: 1, levers })).toMatchObject({ reached: false, why: 'already-first' });
    expect(() => seekGoal(play, { unit: 'D', places: 1, levers: [{ indicator: 'z', limit: 6, cost: -1 }] })).toThrow(
      'costs of at least 0',
    );
  });

  const few = fc.record({
    values: fc.array(fc.tuple(fc.nat({ max: 100 }), fc.nat({ max: 10 }), fc.nat({ max: 20 })), {
      minLength: 4,
      maxLength: 6,
    }),
    costs: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 })),
    ways: fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 8 })),
    places: fc.integer({ min: 1, max: 3 }),
    mostChoices: fc.constantFrom(0, 1000),
  });

  it('is the cheapest of all there are, and checked: no other choice reaches the place for less', () => {
    fc.assert(
      fc.property(few, ({ values, costs, ways, places, mostChoices }) => {
        const inputs = values.map((value, k) => unitOf(`U${k}`, value));
        const play = whatIf(tree, inputs);
        const unit = play.standings().reduce((last, one) => ((one.rank ?? 0) > (last.rank ?? 0) ? one : last));
        const row = inputs.findIndex((input) => input.unit === unit.unit);
        const own = values[row] ?? [0, 0, 0];
        const codes = ['x', 'y', 'z'] as const;
        const levers = codes.map((indicator, k): Lever => ({
          indicator,
          limit: (own[k] ?? 0) + (ways[k] ?? 0),
          cost: costs[k] ?? 1,
          step: 1,
        }));
        const found = seekGoal(play, { unit: unit.unit, places, levers, mostChoices });
        const target = Math.max(1, (unit.rank ?? 1) - places);
        let cheapest = Infinity;
        for (let x = 0; x <= ways[0]; x += 1)
          for (let y = 0; y <= ways[1]; y += 1)
            for (let z = 0; z <= ways[2]; z += 1) {
              const cost = x * costs[0] + y * costs[1] + z * costs[2];
              if (cost >= cheapest) continue;
              const trial = inputs.map((input, k) =>
                k === row ? unitOf(input.unit, [own[0] + x, own[1] + y, own[2] + z]) : input,
              );
              const ranked = rankInClass(document, scoreUnits(tree, trial), () => ({ class: '', ranked: true }));
              if ((ranked[row]?.rank ?? 99) <= target) cheapest = cost;
            }
        if (!found.reached) {
          if (found.why === 'limits') expect(cheapest).toBe(Infinity);
          return;
        }
        expect(found.standing.rank ?? 99).toBeLessThanOrEqual(target);
        expect(found.exact).toBe(true);
        expect(found.cost).toBeCloseTo(cheapest, 9);
        for (const { indicator, to } of found.improvements)
          expect(to).toBeLessThanOrEqual(levers.find((lever) => lever.indicator === indicator)?.limit ?? 0);
      }),
      { numRuns: 60 },
    );
  });

  it('reaches its place under any scheme, and never goes past a limit', () => {
    fc.assert(
      fc.property(leafCases(5), fc.integer({ min: 1, max: 2 }), ({ document: any, inputs }, places) => {
        const anyTree = buildTree(any);
        const play = whatIf(anyTree, inputs);
        const last = play.standings().reduce((worst, one) => ((one.rank ?? 0) > (worst.rank ?? 0) ? one : worst));
        const levers = any.nodes.filter(isLeaf).flatMap(({ indicator, direction }): Lever[] => {
          const from = inputs.find(({ unit }) => unit === last.unit)?.values.get(indicator)?.value ?? null;
          return from === null
            ? []
            : [{ indicator, limit: direction === 'higher' ? 120 : 0, cost: 1 + (from % 7), step: 2.5 }];
        });
        const found = seekGoal(play, { unit: last.unit, places, levers });
        if (!found.reached) return;
        expect(found.standing.rank ?? 99).toBeLessThanOrEqual(found.targetRank);
        const changed = inputs.map((input) =>
          input.unit === last.unit
            ? {
                ...input,
                values: new Map([
                  ...input.values,
                  ...found.improvements.map(({ indicator, to }) => [indicator, count(to)] as const),
                ]),
              }
            : input,
        );
        const classOf = (unit: string) => ({
          class: inputs.find((own) => own.unit === unit)?.class ?? '',
          ranked: true,
        });
        const ranked = rankInClass(any, scoreUnits(anyTree, changed), classOf).find(({ unit }) => unit === last.unit);
        expect(ranked?.rank).toBe(found.standing.rank);
        for (const { indicator, to } of found.improvements) {
          const limit = levers.find((lever) => lever.indicator === indicator)?.limit ?? 0;
          expect(limit === 0 ? to >= 0 : to <= 120).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('several sets of weights', () => {
  const weights = (x: number, y: number, z: number) => [100, x, y, z];
  it('say who stands where under each, and whom they dispute most', () => {
    // A 80, 84 (8 people), 50; B 70, 68, 60; C 60, 60, 40; D 50, 24, 25: only z turns A and B.
    const compared = compareWeightSets(whatIf(tree, units), [
      { name: '直接赋权', weights: weights(50, 30, 20) },
      { name: '重视 z', weights: weights(10, 0, 90) },
    ]);
    expect(compared.sets.map(({ standings }) => standings.map(({ rank }) => rank))).toEqual([
      [1, 2, 3, 4],
      [2, 1, 3, 4],
    ]);
    expect(compared.sets[1]?.fromFirst).toMatchObject({ moved: 2, largest: 1 });
    // Of six pairs one is turned: (5 − 1) ÷ 6.
    expect(compared.agreement).toEqual([
      [1, 4 / 6],
      [4 / 6, 1],
    ]);
    expect(compared.disputed).toEqual([
      { unit: 'A', best: 1, worst: 2 },
      { unit: 'B', best: 1, worst: 2 },
    ]);
    expect(() => compareWeightSets(whatIf(tree, units), [{ name: 'short', weights: [1] }])).toThrow('short');
  });
});

describe('the cheapest cover', () => {
  const option = fc.record({ gain: fc.nat({ max: 20 }), cost: fc.integer({ min: 1, max: 20 }) });
  const none: Option = { gain: 0, cost: 0 };
  it('is that of trying everything', () => {
    const levers = fc.array(
      fc.array(option, { maxLength: 4 }).map((options) => [none, ...options]),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(levers, fc.integer({ min: 0, max: 60 }), (options, need) => {
        const all = options.reduce<Option[]>(
          (sums, own) =>
            sums.flatMap((sum) => own.map(({ gain, cost }) => ({ gain: sum.gain + gain, cost: sum.cost + cost }))),
          [none],
        );
        const wanted = Math.min(...all.filter(({ gain }) => gain >= need).map(({ cost }) => cost));
        const found = cheapestCover(options, need);
        expect(found?.cost ?? Infinity).toBe(wanted);
        if (found === null) return;
        const chosen = found.choice.map((choice, k) => options[k]?.[choice] ?? none);
        expect(chosen.reduce((sum, { cost }) => sum + cost, 0)).toBe(found.cost);
        expect(chosen.reduce((sum, { gain }) => sum + gain, 0)).toBe(found.gain);
      }),
    );
  });
});

describe('a veto with a denominator', () => {
  it('follows a change of the denominator alone', () => {
    const capped: SchemeDocument = {
      ...document,
      grades: [{ code: 'fail', zh: '不合格', atLeast: 0 }],
      nodes: [
        { code: 'ROOT', weight: 1, aggregate: 'arithmetic' },
        leaf('x', 1, [
          [0, 0],
          [100, 100],
        ]),
        {
          code: 'v',
          parent: 'ROOT',
          weight: 0,
          indicator: 'cases',
          direction: 'lower',
          denominator: { indicator: 'people' },
          rule: { type: 'veto-when', atLeast: 5, cap: 'fail', scoreCap: 10 },
        },
      ],
    };
    const input = {
      unit: 'A',
      values: new Map([
        ['x', count(90)],
        ['cases', count(8)],
        ['people', count(4)],
      ]),
    };
    const play = whatIf(buildTree(capped), [input]);
    expect(play.standings()[0]?.score).toBe(90);
    play.change([{ unit: 'A', indicator: 'people', value: count(1) }]);
    expect(play.standings()[0]?.score).toBe(10);
  });
});
