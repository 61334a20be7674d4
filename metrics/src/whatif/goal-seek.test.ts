import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Aggregation, SchemeDocument, SchemeLeaf, SchemeNode } from '../scheme/document.ts';
import type { Rule } from '../rules/index.ts';
import { buildTree } from '../scheme/tree.ts';
import { seekGoal } from './goal-seek.ts';
import type { Lever } from './levels.ts';
import { whatIf, type WhatIf } from './what-if.ts';

const count = (value: number | null) =>
  ({ value, missing: value === null ? 'overdue' : null, numerator: null, denominator: null }) as const;
const goalposts: Rule = { type: 'goalposts', lower: 0, upper: 100 };

const leaf = (indicator: string, parent: string, rule: Rule = goalposts): SchemeLeaf => ({
  code: indicator,
  parent,
  weight: 1,
  indicator,
  direction: 'higher',
  rule,
});
const schemeOf = (nodes: SchemeNode[], rest: Partial<SchemeDocument> = {}): SchemeDocument => ({
  code: 'GOAL',
  name: { zh: '目标', en: 'Goal' },
  unitKind: 'unit',
  coverageThreshold: 0.6,
  rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
  grades: [],
  adjustments: { bonusCap: 0, deductCap: 0 },
  nodes: [{ code: 'ROOT', weight: 1, aggregate: 'arithmetic' }, ...nodes],
  ...rest,
});
const play = (document: SchemeDocument, units: readonly Record<string, number | null>[]): WhatIf =>
  whatIf(
    buildTree(document),
    units.map((values, k) => ({
      unit: k === 0 ? 'me' : `U${k}`,
      values: new Map(Object.entries(values).map(([code, value]) => [code, count(value)])),
    })),
  );

describe('goal seek where gains do not add up', () => {
  const pair: SchemeNode[] = [
    { code: 'PAIR', parent: 'ROOT', weight: 1, aggregate: 'minimum' },
    leaf('a', 'PAIR'),
    leaf('b', 'PAIR'),
    leaf('c', 'ROOT'),
  ];
  const levers: Lever[] = [
    { indicator: 'a', limit: 100, cost: 1, step: 20 },
    { indicator: 'b', limit: 100, cost: 1, step: 20 },
    { indicator: 'c', limit: 100, cost: 10, step: 20 },
  ];
  const game = play(schemeOf(pair), [
    { a: 20, b: 20, c: 20 },
    { a: 40, b: 40, c: 40 },
  ]);

  it('by hand: two levers together, of which neither gains anything alone', () => {
    // (60 + 20) ÷ 2 = 40: a and b by 40 each cost 80; c alone, (20 + 60) ÷ 2, costs 400.
    const cheapest = { reached: true, cost: 80, improvements: [{ indicator: 'a' }, { indicator: 'b' }] };
    expect(seekGoal(game, { unit: 'me', places: 1, levers })).toMatchObject({ ...cheapest, exact: true });
    // Without trying every choice it is found, too, but nothing is said of cheaper ones.
    const sought = seekGoal(game, { unit: 'me', places: 1, levers, mostChoices: 0 });
    expect(sought).toMatchObject({ ...cheapest, exact: false });
  });

  it('says nothing of cheaper ways where one lever alone adds up under such a mean', () => {
    const alone = { unit: 'me', places: 1, levers: levers.slice(2), mostChoices: 0 };
    expect(seekGoal(game, alone)).toMatchObject({ reached: true, cost: 400, exact: true });
    const low = play(schemeOf(pair), [
      { a: 20, b: 60, c: 20 },
      { a: 40, b: 40, c: 40 },
    ]);
    const under = { unit: 'me', places: 1, levers: levers.slice(0, 1), mostChoices: 0 };
    expect(seekGoal(low, under)).toMatchObject({ reached: true, cost: 40, exact: false });
  });
});

describe('levers of every kind', () => {
  it('stops where a rule is best, short of the limit', () => {
    const inside: Rule = { type: 'inside-range', zeroBelow: 0, from: 40, to: 60, zeroAbove: 80 };
    const game = play(schemeOf([leaf('a', 'ROOT', inside)]), [{ a: 20 }, { a: 30 }]);
    const levers: Lever[] = [{ indicator: 'a', limit: 90, cost: 1, step: 10 }];
    for (const mostChoices of [0, 1000]) {
      const found = seekGoal(game, { unit: 'me', places: 1, levers, mostChoices });
      expect(found).toMatchObject({ reached: true, cost: 10, exact: true, improvements: [{ to: 30 }] });
    }
    // From above, down into the range: the direction says nothing here.
    const above = play(schemeOf([leaf('a', 'ROOT', inside)]), [{ a: 75 }, { a: 70 }]);
    const down: Lever[] = [{ indicator: 'a', limit: 0, cost: 1, step: 5 }];
    expect(seekGoal(above, { unit: 'me', places: 1, levers: down })).toMatchObject({ reached: true, cost: 5 });
  });

  it('moves bonus and deduction items, which have no leaf', () => {
    const items = [
      { code: 'praise', kind: 'bonus', indicator: 'praised', each: 2 },
      { code: 'blame', kind: 'deduct', indicator: 'blamed', each: 3 },
    ] as const;
    const document = schemeOf([leaf('a', 'ROOT')], { adjustments: { bonusCap: 5, deductCap: 9, items: [...items] } });
    const game = play(document, [{ a: 50, praised: 0, blamed: 1 }, { a: 50 }]);
    const levers: Lever[] = [
      { indicator: 'praised', limit: 5, cost: 2, step: 1 },
      { indicator: 'blamed', limit: 0, cost: 3, step: 1 },
    ];
    for (const mostChoices of [0, 1000]) {
      const found = seekGoal(game, { unit: 'me', places: 1, levers, mostChoices });
      expect(found).toMatchObject({ reached: true, cost: 3, exact: true, improvements: [{ to: 0 }], unused: [] });
    }
  });

  it('reports an absent value first, from where it is told', () => {
    const game = play(schemeOf([leaf('a', 'ROOT'), leaf('b', 'ROOT')]), [
      { a: 50, b: null },
      { a: 30, b: 30 },
    ]);
    const lever: Lever = { indicator: 'b', limit: 60, cost: 1, step: 5, fixedCost: 7 };
    // (50 + 10) ÷ 2 = 30.
    const found = seekGoal(game, { unit: 'me', places: 1, levers: [{ ...lever, from: 0 }] });
    expect(found).toMatchObject({ reached: true, cost: 17, improvements: [{ from: null, to: 10 }], unused: [] });
    const unstated = seekGoal(game, { unit: 'me', places: 1, levers: [lever] });
    expect(unstated).toMatchObject({ reached: false, why: 'limits', unused: [{ indicator: 'b', why: 'absent' }] });
  });

  it('says which levers were of no use, and refuses one that nobody looks at', () => {
    const game = play(schemeOf([leaf('a', 'ROOT'), leaf('b', 'ROOT'), leaf('c', 'ROOT')]), [
      { a: 10, b: 10, c: 10 },
      { a: 20, b: 20, c: 20 },
    ]);
    const levers: Lever[] = [
      { indicator: 'a', limit: 90, cost: 1, step: 10 },
      { indicator: 'b', limit: 5, cost: 1, step: 1 },
      { indicator: 'c', limit: 12, cost: 1, step: 5 },
    ];
    const found = seekGoal(game, { unit: 'me', places: 1, levers });
    expect(found).toMatchObject({ reached: true, cost: 30 });
    expect([...found.unused].sort((x, y) => x.indicator.localeCompare(y.indicator))).toEqual([
      { indicator: 'b', why: 'not-better' },
      { indicator: 'c', why: 'no-step' },
    ]);
    const seek = (places: number, indicator: string) => () =>
      seekGoal(game, { unit: 'me', places, levers: [{ indicator, limit: 9, cost: 1 }] });
    expect(seek(1, 'weather')).toThrow(RangeError);
    expect(seek(1, 'weather')).toThrow('weather');
    expect(seek(1.5, 'a')).toThrow('whole number');
    expect(() => seekGoal(game, { unit: 'me', places: 1, levers: [...levers, ...levers] })).toThrow('one lever');
  });
});

describe('goal seek against trying everything', () => {
  const RULES: readonly Rule[] = [
    { type: 'goalposts', lower: 0, upper: 100, range: [1, 100] },
    { type: 'goalposts', lower: 20, upper: 60, range: [1, 100] },
    { type: 'min-max', range: [1, 100] },
    { type: 'inside-range', zeroBelow: -10, from: 30, to: 50, zeroAbove: 130 },
  ];
  const group = fc.record({
    aggregate: fc.constantFrom<Aggregation>('geometric', 'minimum', 'generalised', 'harmonic', 'arithmetic', 'sum'),
    exponent: fc.constantFrom(-2, 0.5, 3),
    rules: fc.tuple(fc.constantFrom(...RULES), fc.constantFrom(...RULES)),
    weights: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
  });
  const games = fc.record({
    group,
    ties: fc.constantFrom('competition', 'dense', 'worst'),
    bonusCap: fc.constantFrom(0, 5),
    values: fc.array(fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 0, max: 10 }).map((tenths) => tenths * 10))), {
      minLength: 3,
      maxLength: 5,
    }),
    ways: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    costs: fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })),
    steps: fc.constantFrom(10, 15, 25),
    places: fc.integer({ min: 1, max: 3 }),
    codes: fc.constantFrom(['a', 'b'] as const, ['a', 'c'] as const, ['a', 'praised'] as const),
  });

  it.each([0, 1000])('never claims what is not so, where %i choices may be tried', (mostChoices) => {
    let exact = 0;
    fc.assert(
      fc.property(games, ({ group: own, ties, bonusCap, values, ways, costs, steps, places, codes }) => {
        const document = schemeOf(
          [
            {
              code: 'G',
              parent: 'ROOT',
              weight: 3,
              aggregate: own.aggregate,
              ...(own.aggregate === 'generalised' && { exponent: own.exponent }),
            },
            { ...leaf('a', 'G', own.rules[0]), weight: own.weights[0] },
            { ...leaf('b', 'G', own.rules[1]), weight: own.weights[1] },
            leaf('c', 'ROOT'),
          ],
          {
            rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties },
            adjustments: {
              bonusCap,
              deductCap: 0,
              items: [{ code: 'praise', kind: 'bonus', indicator: 'praised', each: 0.1 }],
            },
          },
        );
        const units = values.map(([a = 0, b = 0, c = 0]): Record<string, number> => ({ a, b, c, praised: 0 }));
        const game = play(document, units);
        const ofMe = (): number => game.standings()[0]?.rank ?? Infinity;
        const now = ofMe();
        const target = Math.max(1, now - places);
        const levers = codes.map((indicator, k): Lever => {
          const from = units[0]?.[indicator] ?? 0;
          return { indicator, limit: from + steps * (ways[k] ?? 0), cost: costs[k] ?? 0, step: steps };
        });
        let cheapest = Infinity;
        for (let x = 0; x <= ways[0]; x += 1)
          for (let y = 0; y <= ways[1]; y += 1) {
            const moved = levers.map(({ indicator }, k) => {
              const value = (units[0]?.[indicator] ?? 0) + steps * (k === 0 ? x : y);
              return { unit: 'me', indicator, value: count(value) };
            });
            game.change(moved);
            if (ofMe() <= target) cheapest = Math.min(cheapest, steps * (x * costs[0] + y * costs[1]));
          }
        const found = seekGoal(game, { unit: 'me', places, levers, mostChoices });
        if (!found.reached) {
          if (found.why === 'limits') expect(cheapest).toBe(Infinity);
          return;
        }
        expect(found.standing.rank ?? Infinity).toBeLessThanOrEqual(target);
        expect(found.cost).toBeGreaterThanOrEqual(cheapest - 1e-9);
        if (mostChoices > 0) expect(found.exact).toBe(true);
        if (!found.exact) return;
        exact += 1;
        expect(found.cost).toBeCloseTo(cheapest, 9);
      }),
      { numRuns: 400 },
    );
    expect(exact).toBeGreaterThan(10);
  });
});
