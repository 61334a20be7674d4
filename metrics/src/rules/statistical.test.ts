import { describe, expect, it } from 'vitest';
import {
  asTable,
  expectAllClose,
  floats,
  readAsem,
  readReference,
  readTable,
  type RawTable,
} from '../../testing/reference.fixture.ts';
import type { Rule, RuleOf } from './index.ts';
import { NO_PEERS, peersOf, scoreByRule, workByRule, type RuleSetting } from './index.ts';

const higher: RuleSetting = { direction: 'higher', range: [0, 100], elapsedMonths: 12 };
const lower: RuleSetting = { ...higher, direction: 'lower' };

/** Scores of a whole column; `null` in, `null` out. */
function scoreColumn(
  rule: Rule,
  column: readonly (number | null)[],
  setting: RuleSetting,
  units: readonly string[] = [],
): (number | null)[] {
  const peers = peersOf(floats(column), (unit) => column[units.indexOf(unit)] ?? null);
  return column.map((value) => (value === null ? null : scoreByRule(rule, value, peers, setting)));
}

describe("the reference's seven normalisations of the ASEM example, cell by cell", () => {
  const { data, nodes } = readAsem();
  const goalposts = new Map(
    readReference<{ goalposts: { code: string; lower: number; upper: number }[] }>(
      'asem/normalised/goalposts.json',
    ).goalposts.map((posts) => [posts.code, posts]),
  );
  const postsOf = (code: string): RuleOf<'goalposts'> => {
    const { lower, upper } = goalposts.get(code)!;
    return { type: 'goalposts', lower, upper };
  };
  const targetOf = (code: string): number => nodes.find((node) => node.code === code)!.target!;

  it.each<[file: string, ruleFor: (code: string) => Rule]>([
    ['minmax_0_100', () => ({ type: 'min-max', range: [0, 100] })],
    ['zscore_10_2', () => ({ type: 'z-score', mean: 10, sd: 2 })],
    ['rank', () => ({ type: 'rank' })],
    ['borda', () => ({ type: 'borda' })],
    ['prank', () => ({ type: 'percentile-rank', range: [0, 1] })],
    ['dist2targ_cap', (code) => ({ type: 'distance-to-target', target: targetOf(code), range: [0, 1] })],
    ['goalposts', postsOf],
  ])('%s', (file, ruleFor) => {
    const table = readTable(`asem/normalised/${file}.json`);
    expect(table.codes).toHaveLength(49);
    for (const code of table.codes) {
      const { direction } = nodes.find((node) => node.code === code)!;
      const column = table.units.map((unit) => data.cell(unit, code));
      const actual = scoreColumn(ruleFor(code), column, direction === 1 ? higher : lower);
      expectAllClose(actual, table.column(code), 1e-10, `${file} ${code}`);
    }
  });
});

describe('a constant indicator, by hand in the reference (small/04)', () => {
  interface Case {
    readonly data: RawTable;
    readonly expected: Readonly<Record<string, { readonly normalised: RawTable }>>;
  }
  const { data: rawData, expected } = readReference<Case>('small/04_constant_indicator.json');
  const data = asTable(rawData);

  it.each<[method: string, rule: Rule]>([
    ['minmax', { type: 'min-max' }],
    ['zscore', { type: 'z-score' }],
    ['rank', { type: 'rank' }],
    ['borda', { type: 'borda' }],
    ['prank', { type: 'percentile-rank', range: [0, 1] }],
    ['dist2max', { type: 'distance-to-best', range: [0, 1] }],
    // Its one negative indicator is the constant one, where the reference's fault does not show.
    ['fracmax', { type: 'ratio-to-best', range: [0, 1] }],
  ])('%s', (method, rule) => {
    const table = asTable(expected[method]!.normalised);
    for (const code of data.codes) {
      const actual = scoreColumn(rule, data.column(code), code === 'b' ? lower : higher);
      expectAllClose(actual, table.column(code), 1e-10, `${method} ${code}`);
    }
  });
});

describe('the same values in a positive and a negative indicator (small/05)', () => {
  interface Case {
    readonly data: RawTable;
    readonly expected: Readonly<Record<string, RawTable>>;
  }
  const { data: rawData, expected } = readReference<Case>('small/05_negative_direction_all_methods.json');
  const data = asTable(rawData);
  const { units } = data;

  it.each<[method: string, rule: Rule]>([
    ['minmax', { type: 'min-max' }],
    ['zscore', { type: 'z-score' }],
    ['zscore_10_2', { type: 'z-score', mean: 10, sd: 2 }],
    ['rank', { type: 'rank' }],
    ['rank_average', { type: 'rank', ties: 'average' }],
    ['borda', { type: 'borda' }],
    ['prank', { type: 'percentile-rank', range: [0, 1] }],
    ['prank_average', { type: 'percentile-rank', ties: 'average', range: [0, 1] }],
    ['prank_max', { type: 'percentile-rank', ties: 'max', range: [0, 1] }],
    ['dist2max', { type: 'distance-to-best', range: [0, 1] }],
    ['dist2ref_U4', { type: 'distance-to-reference', unit: 'U4', cap: false, range: [0, 1] }],
    ['dist2ref_U4_cap', { type: 'distance-to-reference', unit: 'U4', range: [0, 1] }],
  ])('%s', (method, rule) => {
    const table = asTable(expected[method]!);
    expectAllClose(scoreColumn(rule, data.column('pos'), higher, units), table.column('pos'), 1e-10, 'pos');
    expectAllClose(scoreColumn(rule, data.column('neg'), lower, units), table.column('neg'), 1e-10, 'neg');
  });

  it.each<[method: string, pos: Rule, neg: Rule]>([
    [
      'dist2targ_cap_use_iMeta_targets_10_and_3',
      { type: 'distance-to-target', target: 10, range: [0, 1] },
      { type: 'distance-to-target', target: 3, range: [0, 1] },
    ],
    [
      'dist2targ_nocap_use_iMeta',
      { type: 'distance-to-target', target: 10, cap: false, range: [0, 1] },
      { type: 'distance-to-target', target: 3, cap: false, range: [0, 1] },
    ],
    // The case does not name its goalposts; (4 − 3) ÷ 7 and (8 − 3) ÷ 7 of the range give them away.
    ['goalposts_use_iMeta', { type: 'goalposts', lower: 3, upper: 10 }, { type: 'goalposts', lower: 3, upper: 10 }],
  ])('%s', (method, pos, neg) => {
    const table = asTable(expected[method]!);
    expectAllClose(scoreColumn(pos, data.column('pos'), higher, units), table.column('pos'), 1e-10, 'pos');
    expectAllClose(scoreColumn(neg, data.column('neg'), lower, units), table.column('neg'), 1e-10, 'neg');
  });

  it('fracmax: the negative indicator is an exception, for the reference does not reverse it', () => {
    const rule: Rule = { type: 'ratio-to-best', range: [0, 1] };
    const table = asTable(expected.fracmax!);
    expectAllClose(scoreColumn(rule, data.column('pos'), higher), table.column('pos'), 1e-10, 'pos');
    // There v ÷ min: the more, the more, up to 8 for the worst. Here min ÷ v: 2÷2, 2÷4, 2÷4, 2÷8, –, 2÷16.
    expect(table.column('neg')).toEqual([1, 2, 2, 4, null, 8]);
    expect(scoreColumn(rule, data.column('neg'), lower)).toEqual([1, 0.5, 0.5, 0.25, null, 0.125]);
  });
});

describe('an indicator without any value (small/12)', () => {
  interface Case {
    readonly data: RawTable;
    readonly expected: Readonly<Record<string, RawTable>>;
  }
  const { data: rawData, expected } = readReference<Case>('small/12_all_missing_indicator.json');
  const data = asTable(rawData);

  it.each<[method: string, rule: Rule]>([
    ['normalised', { type: 'min-max' }],
    ['n_zscore', { type: 'z-score' }],
    ['n_rank', { type: 'rank' }],
    ['n_prank', { type: 'percentile-rank', range: [0, 1] }],
    ['n_borda', { type: 'borda' }],
  ])('%s', (method, rule) => {
    const table = asTable(expected[method]!);
    for (const code of data.codes) {
      const actual = scoreColumn(rule, data.column(code), code === 'b' ? lower : higher);
      expectAllClose(actual, table.column(code), 1e-10, `${method} ${code}`);
    }
  });
});

describe('what statistical rules cannot say', () => {
  const PEER_RULES: Rule[] = [
    { type: 'min-max' },
    { type: 'z-score' },
    { type: 'percentile-rank' },
    { type: 'rank' },
    { type: 'borda' },
    { type: 'distance-to-best' },
    { type: 'distance-to-target', target: 5 },
    { type: 'distance-to-reference', unit: 'U1' },
    { type: 'ratio-to-best' },
  ];
  it.each(PEER_RULES)('$type says nothing without peers', (rule) => {
    for (const setting of [higher, lower]) {
      expect(scoreByRule(rule, 3, NO_PEERS, setting)).toBeNull();
      expect(workByRule(rule, 3, NO_PEERS, setting)).toBeNull();
    }
  });

  it('one peer has no percentile, but a rank', () => {
    const alone = peersOf([3]);
    expect(scoreByRule({ type: 'percentile-rank' }, 3, alone, higher)).toBeNull();
    expect(scoreByRule({ type: 'rank' }, 3, alone, higher)).toBe(1);
    expect(scoreByRule({ type: 'borda' }, 3, alone, higher)).toBe(0);
  });

  it('a value better than every peer, and none of them, has the rank and the percentile of the best', () => {
    const peers = peersOf([1, 2, 3]);
    expect(scoreByRule({ type: 'rank' }, 9, peers, higher)).toBe(3);
    expect(scoreByRule({ type: 'percentile-rank' }, 9, peers, higher)).toBe(100);
    expect(workByRule({ type: 'percentile-rank' }, 9, peers, higher)?.expression).toBe(
      '0 + (100 − 0) × (3 − 1) ÷ (3 − 1)',
    );
  });

  it('three times 0.1 is constant, although their sum ÷ 3 is not 0.1', () => {
    const peers = peersOf([0.1, 0.1, 0.1]);
    expect([peers.mean, peers.sd]).toEqual([0.1, 0]);
    expect(scoreByRule({ type: 'z-score' }, 0.1, peers, higher)).toBeNull();
  });

  it('a target that the worst peer has reached: the best for all, and nothing to measure by without a cap', () => {
    const peers = peersOf([4, 6, 9]);
    const target: Rule = { type: 'distance-to-target', target: 4 };
    expect([4, 6, 9].map((value) => scoreByRule(target, value, peers, higher))).toEqual([100, 100, 100]);
    expect(scoreByRule({ ...target, cap: false }, 6, peers, higher)).toBeNull();
    expect(scoreByRule({ ...target, target: 9 }, 6, peers, lower)).toBe(100);
  });

  it('a reference that is absent', () => {
    const peers = peersOf([4, Number.NaN, 9], (unit) => (unit === 'A' ? 4 : null));
    expect(scoreByRule({ type: 'distance-to-reference', unit: 'B' }, 4, peers, higher)).toBeNull();
    // Lower is better: A has come all the way from 9 to itself.
    expect(scoreByRule({ type: 'distance-to-reference', unit: 'A' }, 4, peers, lower)).toBe(100);
  });

  it.each<[peers: number[], direction: RuleSetting, value: number, score: number | null]>([
    // 第1名得满分，其余按第1名的比例得分: 6 ÷ 8.
    [[8, 6], higher, 6, 75],
    [[8, -2], higher, -2, 0],
    [[0, -2], higher, 0, null],
    [[-1, -2], higher, -1, null],
    // Lower is better: 2 ÷ 8; of nothing at all there is no share but all and none.
    [[2, 8], lower, 8, 25],
    [[0, 8], lower, 0, 100],
    [[0, 8], lower, 8, 0],
    [[-1, 8], lower, 8, null],
  ])('ratio to the best of %j: %j', (values, setting, value, score) => {
    expect(scoreByRule({ type: 'ratio-to-best' }, value, peersOf(values), setting)).toBe(score);
  });
});
