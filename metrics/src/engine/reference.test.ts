import { describe, expect, it } from 'vitest';
import {
  asTable,
  expectAllClose,
  readAsem,
  readReference,
  readTable,
  type RawTable,
} from '../../testing/reference.fixture.ts';
import type { Rule } from '../rules/index.ts';
import { parseScheme } from '../scheme/parse.ts';
import { buildTree } from '../scheme/tree.ts';
import {
  inputsOf,
  leafCodes,
  outcomeOf,
  schemeOf,
  type Method,
  type ReferenceNode,
} from '../../testing/reference-scheme.fixture.ts';
import { rankInClass } from './rank.ts';
import { baseScores, ranksOfScores } from './base-scores.ts';
import { scoreUnits } from './score.ts';
import { nominalWeights } from './unit-weights.ts';
import { syntheticScheme, syntheticTable } from '../../fixtures/synthetic.ts';
import type { IndicatorValue } from './indicator-value.ts';

/**
 * Whole indices of the reference (COINr 1.1.14; see fixtures/reference/README.md) through the engine:
 * from raw values to the scores and ranks of every node.
 */

interface Results {
  readonly normalised?: RawTable;
  readonly aggregated?: RawTable;
  readonly ranks?: RawTable;
  readonly weights?: readonly number[];
  readonly error?: string;
  /** Pairs of units whose ranks rest on rounding noise in the reference. */
  readonly fragile_ranks?: Readonly<Record<string, readonly (readonly [string, string, number])[]>>;
}

interface Case<Expected = Readonly<Record<string, Results>>> {
  readonly scheme: { readonly nodes: readonly ReferenceNode[] };
  readonly data: RawTable;
  readonly expected: Expected;
}

const MIN_MAX: Rule = { type: 'min-max', range: [0, 100] };
const FROM_ONE: Rule = { type: 'min-max', range: [1, 100] };
const ARITHMETIC: Method = { rule: MIN_MAX, aggregate: 'arithmetic' };

const small = <E = Readonly<Record<string, Results>>>(name: string): Case<E> => readReference(`small/${name}.json`);

/** Expects every table of the results from the engine's outcome. */
function expectResults(
  nodes: readonly ReferenceNode[],
  data: RawTable,
  method: Method,
  { normalised, aggregated, ranks, fragile_ranks: fragile = {} }: Results,
): void {
  const outcome = outcomeOf(schemeOf(nodes, method), asTable(data));
  for (const table of [normalised, aggregated]) {
    if (table === undefined) continue;
    for (const code of table.codes) expectAllClose(outcome.column(code), asTable(table).column(code), 1e-10, code);
  }
  if (ranks === undefined) return;
  for (const code of ranks.codes) {
    const loose = new Set((fragile[code] ?? []).flatMap(([one, other]) => [one, other]));
    const [actual, expected] = [outcome.ranks(code), asTable(ranks).column(code)];
    const firm = (_: unknown, k: number): boolean => !loose.has(data.units[k] ?? '');
    expect(actual.filter(firm), code).toEqual(expected.filter(firm));
  }
}

describe('small cases', () => {
  it('01: three levels, unequal weights, one negative indicator', () => {
    const { scheme, data, expected } = small<Results>('01_basic_three_levels');
    expectResults(scheme.nodes, data, ARITHMETIC, expected);
  });

  it('02: weights of missing values go to their siblings, level by level', () => {
    const { scheme, data, expected } = small<Results>('02_missing_no_threshold');
    expectResults(scheme.nodes, data, ARITHMETIC, expected);
  });

  it.each([
    ['t0.5', 0.5],
    ['t0.6', 0.6],
    ['t2over3', 2 / 3],
    ['t0.67', 0.67],
    ['t1', 1],
    ['per_level', [0.3, 1]],
  ] as const)('03: coverage threshold %s', (key, coverageThreshold) => {
    const { scheme, data, expected } = small('03_missing_with_coverage_threshold');
    expectResults(scheme.nodes, data, { ...ARITHMETIC, coverageThreshold }, expected[key] as Results);
  });

  const constantMethods: readonly [key: string, rule: Rule, coverageThreshold?: number][] = [
    ['minmax', MIN_MAX],
    ['zscore', { type: 'z-score' }],
    ['rank', { type: 'rank' }],
    ['borda', { type: 'borda' }],
    ['prank', { type: 'percentile-rank', range: [0, 1] }],
    ['dist2max', { type: 'distance-to-best', range: [0, 1] }],
    ['minmax_threshold_0.7', MIN_MAX, 0.7],
  ];
  it.each(constantMethods)('04: a constant indicator under %s', (key, rule, coverageThreshold) => {
    const { scheme, data, expected } = small('04_constant_indicator');
    const method = { ...ARITHMETIC, rule, ...(coverageThreshold !== undefined && { coverageThreshold }) };
    expectResults(scheme.nodes, data, method, expected[key] as Results);
  });
  it('04: fracmax, except its negative indicator, which the reference does not reverse (a known fault)', () => {
    const { scheme, data, expected } = small('04_constant_indicator');
    const rule: Rule = { type: 'ratio-to-best', range: [0, 1] };
    const outcome = outcomeOf(schemeOf(scheme.nodes, { rule, aggregate: 'arithmetic' }), asTable(data));
    const { normalised, aggregated } = expected.fracmax as Required<Results>;
    for (const code of ['a', 'c', 'd', 'e'])
      expectAllClose(outcome.column(code), asTable(normalised).column(code), 1e-10, code);
    // b is constant: everybody is the best, here as there, so the index agrees all the same.
    expect(outcome.column('b')).toEqual([1, 1, 1, 1, 1, 1]);
    for (const code of aggregated.codes)
      expectAllClose(outcome.column(code), asTable(aggregated).column(code), 1e-10, code);
  });

  it('07: ties share the best rank, overall and inside groups', () => {
    interface Ties extends Results {
      readonly group_ranks: RawTable;
    }
    const { scheme, data, expected } = small<Ties>('07_ties_in_ranking');
    expectResults(scheme.nodes, data, ARITHMETIC, expected);
    const { group } = data as unknown as { group: Readonly<Record<string, string | null>> };
    const document = schemeOf(scheme.nodes, ARITHMETIC);
    const scores = scoreUnits(buildTree(document), inputsOf(asTable(data)));
    const classOf = (unit: string) => ({ class: group[unit] ?? '', ranked: group[unit] !== null });
    const ranks = rankInClass(document, scores, classOf).map(({ rank }) => rank);
    expect(ranks).toEqual(asTable(expected.group_ranks).column('IDX'));
  });

  const zeroWeightMethods: readonly [key: string, method: Method][] = [
    ['amean', ARITHMETIC],
    ['amean_threshold_0.5', { ...ARITHMETIC, coverageThreshold: 0.5 }],
    ['gmean_minmax1_100', { rule: FROM_ONE, aggregate: 'geometric' }],
    ['hmean_minmax1_100', { rule: FROM_ONE, aggregate: 'harmonic' }],
  ];
  it.each(zeroWeightMethods)('08: a weight of zero, %s', (key, method) => {
    const { scheme, data, expected } = small('08_zero_weight');
    expectResults(scheme.nodes, data, method, expected[key] as Results);
  });
  it('08: a group all of whose weights are zero is absent', () => {
    const { scheme, expected } = small('08_zero_weight');
    const { data } = small('01_basic_three_levels');
    const nodes = small<Results>('01_basic_three_levels').scheme.nodes.map((node) =>
      node.parent === 'P2' ? { ...node, weight: 0 } : node,
    );
    expect(scheme.nodes.length).toBe(nodes.length);
    expectResults(nodes, data, ARITHMETIC, expected.all_P2_weights_zero_on_data_of_01 as Results);
  });
  it('08: a geometric mean over a possible 0 is refused when the scheme is checked, not in the run', () => {
    const { scheme, expected } = small('08_zero_weight');
    expect(expected.gmean_minmax0_100?.error).toContain('Negative or zero');
    const parsed = parseScheme(schemeOf(scheme.nodes, { rule: MIN_MAX, aggregate: 'geometric' }));
    expect(parsed.ok ? [] : parsed.faults.map(({ message }) => message).join(' ')).toContain('"range": [1, 100]');
  });

  it.each(['sum_10', 'sum_1', 'percent', 'sum_0.1'])('09: weights that sum to anything, %s', (key) => {
    const { scheme, data, expected } = small('09_weights_not_summing_to_one');
    const { weights = [], ...results } = expected[key] as Results;
    const nodes = scheme.nodes.map((node, k) => ({ ...node, weight: weights[k] ?? node.weight }));
    expectResults(nodes, data, ARITHMETIC, results);
  });
  it.each([
    ['gmean_sum_10', [5, 3, 2]],
    ['gmean_sum_1', [0.5, 0.3, 0.2]],
    ['gmean_percent', [50, 30, 20]],
  ] as const)('09: the same for the geometric mean, %s', (key, weights) => {
    const { scheme, data, expected } = small('09_weights_not_summing_to_one');
    const nodes = scheme.nodes.map((node, k) => ({ ...node, weight: weights[k] ?? node.weight }));
    expectResults(nodes, data, { rule: FROM_ONE, aggregate: 'geometric' }, expected[key] as Results);
  });
  it.each(['negative_weight', 'sum_zero'])('09: %s is refused; the reference computes with it', (key) => {
    const { scheme, expected } = small('09_weights_not_summing_to_one');
    const weights = expected[key]?.weights ?? [];
    const nodes = scheme.nodes.map((node, k) => ({ ...node, weight: weights[k] ?? node.weight }));
    const parsed = parseScheme(schemeOf(nodes, ARITHMETIC));
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.faults[0]?.path).toMatch(/^\/nodes\/\d\/weight$/);
  });

  it.each([
    ['a_amean', 'arithmetic'],
    ['a_gmean', 'geometric'],
    ['a_hmean', 'harmonic'],
  ] as const)('10: a group of one passes its score through, %s', (key, aggregate) => {
    const { scheme, data, expected } = small('10_single_child_group');
    expectResults(scheme.nodes, data, { rule: FROM_ONE, aggregate }, expected[key] as Results);
  });

  it('12: an indicator without data leaves its group', () => {
    const { scheme, data, expected } = small<Results & Readonly<Record<string, Results>>>('12_all_missing_indicator');
    expectResults(scheme.nodes, data, ARITHMETIC, expected);
    expectResults(scheme.nodes, data, { ...ARITHMETIC, coverageThreshold: 0.7 }, expected['threshold_0.7'] as Results);
    const rules: readonly [string, Rule][] = [
      ['n_zscore', { type: 'z-score' }],
      ['n_rank', { type: 'rank' }],
      ['n_prank', { type: 'percentile-rank', range: [0, 1] }],
      ['n_borda', { type: 'borda' }],
    ];
    for (const [key, rule] of rules)
      expectResults(scheme.nodes, data, { ...ARITHMETIC, rule }, { normalised: expected[key] as unknown as RawTable });
  });

  it.each([2, 3, 0.5, -1, -2])('16: the generalised mean with exponent %f', (exponent) => {
    const { scheme, data, expected } = small('16_generalised_mean');
    const { complete } = data as unknown as { complete: RawTable };
    const method = { rule: FROM_ONE, aggregate: 'generalised', exponent } as const;
    expectResults(scheme.nodes, complete, method, expected[`p_${exponent}`] as Results);
  });
  it('16: exponent 0 is refused with the mean it tends to', () => {
    const { scheme } = small('16_generalised_mean');
    const parsed = parseScheme(schemeOf(scheme.nodes, { rule: FROM_ONE, aggregate: 'generalised', exponent: 0 }));
    expect(parsed.ok ? '' : parsed.faults[0]?.message).toContain('geometric');
  });
  it('16: with missing values the weights are handed on; the reference leaves the mean missing (a known fault)', () => {
    const { scheme, data: both, expected } = small('16_generalised_mean');
    const { normalised, aggregated } = expected.p_2_with_missing as Required<Results>;
    const data = (both as unknown as { with_missing: RawTable }).with_missing;
    const method = { rule: FROM_ONE, aggregate: 'generalised', exponent: 2 } as const;
    const outcome = outcomeOf(schemeOf(scheme.nodes, method), asTable(data));
    for (const code of normalised.codes)
      expectAllClose(outcome.column(code), asTable(normalised).column(code), 1e-10, code);
    // U1 and U6 have everything, so there the two agree.
    for (const unit of ['U1', 'U6'])
      expectAllClose(
        aggregated.codes.map((code) => outcome.column(code)[data.units.indexOf(unit)] ?? null),
        aggregated.codes.map((code) => asTable(aggregated).cell(unit, code)),
      );
    // U3 lacks c: √((2 × 40.6² + 1 × 40.6²) ÷ 3) = 40.6.
    expectAllClose([outcome.column('P1')[2] ?? null], [40.6]);
    expect(asTable(aggregated).cell('U3', 'P1')).toBeNull();
  });
});

describe('21: structure', () => {
  const { scheme, data, expected } = readReference<{
    scheme: { base: { nodes: ReferenceNode[] } };
    data: RawTable;
    expected: Readonly<Record<string, Results & { nodes: ReferenceNode[] }>>;
  }>('small/21_structure_and_input_errors.json');
  const { nodes } = scheme.base;
  const faultsOf = (given: readonly ReferenceNode[]): string => {
    const parsed = parseScheme(schemeOf(given, ARITHMETIC));
    return parsed.ok ? '' : parsed.faults.map(({ path, message }) => `${path} ${message}`).join('\n');
  };

  it('a leaf beside a branch is a tree like any other; the reference refuses ragged trees', () => {
    const ragged = expected.indicator_skipping_a_level?.nodes ?? [];
    expect(faultsOf(ragged)).toBe('');
    const { column } = outcomeOf(schemeOf(ragged, ARITHMETIC), asTable(data));
    // U2 by hand: a 20, b (here positive) 80, c 100: P1 = 50, the index (50 + 100) ÷ 2 = 75.
    expectAllClose([column('P1')[1] ?? null, column('IDX')[1] ?? null], [50, 75]);
  });
  it('a direction above the indicators means nothing', () => {
    const turned = nodes.map((node) => (node.code === 'P1' ? { ...node, direction: -1 as const } : node));
    expectResults(turned, data, ARITHMETIC, expected.direction_minus1_on_aggregate_is_ignored as Results);
  });
  it('one unit has nobody to be compared with, two have', () => {
    const first = (count: number): RawTable => ({
      ...data,
      units: data.units.slice(0, count),
      values: data.values.slice(0, count),
    });
    expectResults(nodes, first(1), ARITHMETIC, expected.one_unit_only as Results);
    const two = expected.two_units as Required<Results>;
    expectResults(nodes, { ...first(2), values: twoUnits(data, two.normalised) }, ARITHMETIC, two);
  });
  it('an infinite value is absent where it stands; the reference loses the whole column', () => {
    const values = data.values.map((row, k) => (k === 0 ? [row[0] ?? null, Infinity, ...row.slice(2)] : row));
    const { scores, column } = outcomeOf(schemeOf(nodes, ARITHMETIC), asTable({ ...data, values }));
    expect(scores[0]?.nodes.find(({ code }) => code === 'b')).toMatchObject({ score: null, missing: 'no-cases' });
    expect(column('b').slice(1)).toEqual([0, 25, 50, 75, 100]);
  });
  it('what the reference stops at has a path and a mend here', () => {
    const childless = [...nodes, { code: 'P3', parent: 'IDX', level: 2, weight: 1, direction: 1 as const }];
    // Without children our fixture takes P3 for a leaf; as a branch it is refused.
    const document = schemeOf(childless, ARITHMETIC);
    const asBranch = document.nodes.map((node) =>
      node.code === 'P3' ? { code: 'P3', parent: 'IDX', weight: 1, aggregate: 'arithmetic' } : node,
    );
    const parsed = parseScheme({ ...document, nodes: asBranch });
    expect(parsed.ok ? '' : parsed.faults[0]).toEqual({
      path: '/nodes/8',
      message: 'P3 has no children; add one, or give it an indicator and a rule',
    });
    const weightless = document.nodes.map((node) => ({ ...node, weight: node.code === 'a' ? undefined : node.weight }));
    const missing = parseScheme(JSON.parse(JSON.stringify({ ...document, nodes: weightless })));
    expect(missing.ok ? '' : missing.faults[0]?.message).toContain('"weight" is missing');
    const sideways = document.nodes.map((node) => (node.code === 'a' ? { ...node, direction: 0 } : node));
    const turned = parseScheme({ ...document, nodes: sideways });
    expect(turned.ok ? '' : turned.faults[0]).toMatchObject({ path: '/nodes/0/direction' });
  });
});

/** The two units of the reference's case: whatever raw values give its normalised ones, worst and best. */
function twoUnits({ codes, values }: RawTable, normalised: RawTable): RawTable['values'] {
  expect(normalised.values).toEqual([codes.map(() => 0), codes.map(() => 100)]);
  return values.slice(0, 2);
}

describe('19: effective weights', () => {
  it('are the product of shares down the tree', () => {
    interface Weights {
      readonly effective: readonly { readonly iCode: string; readonly EffWeight: number }[];
    }
    const { scheme, expected } = small<Weights>('19_effective_weights');
    const tree = buildTree(schemeOf(scheme.nodes, ARITHMETIC));
    const nominal = nominalWeights(tree);
    expectAllClose(
      expected.effective.map(({ iCode }) => (nominal[tree.indexOf.get(iCode) as number] as number) / 100),
      expected.effective.map(({ EffWeight }) => EffWeight),
    );
  });
});

describe('ASEM (European Commission, JRC): 51 countries, 49 indicators, three levels', () => {
  const { data, nodes } = readAsem();
  const indices: readonly [file: string, method: Method][] = [
    ['minmax0_100_amean', ARITHMETIC],
    ['minmax0_100_amean_datthresh0.9', { ...ARITHMETIC, coverageThreshold: 0.9 }],
    ['minmax1_100_gmean', { rule: FROM_ONE, aggregate: 'geometric' }],
    ['zscore_amean', { rule: { type: 'z-score' }, aggregate: 'arithmetic' }],
  ];
  it.each(indices)('%s: scores and ranks of every node', (file, method) => {
    expectResults(nodes, data, method, {
      aggregated: readTable(`asem/aggregated/${file}.json`),
      ranks: readTable(`asem/ranks/${file}.json`),
    });
  });

  const normalisations: readonly [file: string, rule: Rule][] = [
    ['minmax_0_100', MIN_MAX],
    ['zscore_10_2', { type: 'z-score', mean: 10, sd: 2 }],
    ['rank', { type: 'rank' }],
    ['borda', { type: 'borda' }],
    ['prank', { type: 'percentile-rank', range: [0, 1] }],
  ];
  it.each(normalisations)('%s: every normalised cell', (file, rule) => {
    const document = schemeOf(nodes, { rule, aggregate: 'arithmetic' });
    const outcome = outcomeOf(document, data);
    const expected = readTable(`asem/normalised/${file}.json`);
    for (const code of leafCodes(document)) expectAllClose(outcome.column(code), expected.column(code), 1e-10, code);
  });

  it('goalposts and targets of each indicator, in its own unit, whatever its direction', () => {
    const posts = readReference<{ goalposts: { code: string; lower: number; upper: number }[] }>(
      'asem/normalised/goalposts.json',
    ).goalposts;
    const base = schemeOf(nodes, ARITHMETIC);
    const withRules = (ruleOf: (code: string) => Rule) => ({
      ...base,
      nodes: base.nodes.map((node) => ('indicator' in node ? { ...node, rule: ruleOf(node.code) } : node)),
    });
    const goalposts = withRules((code) => {
      const { lower = 0, upper = 1 } = posts.find((post) => post.code === code) ?? {};
      return { type: 'goalposts', lower, upper };
    });
    const targets = withRules((code) => ({
      type: 'distance-to-target',
      target: nodes.find((node) => node.code === code)?.target ?? 0,
      range: [0, 1],
    }));
    for (const [document, file] of [
      [goalposts, 'goalposts'],
      [targets, 'dist2targ_cap'],
    ] as const) {
      const outcome = outcomeOf(document, data);
      const expected = readTable(`asem/normalised/${file}.json`);
      for (const code of leafCodes(document))
        expectAllClose(outcome.column(code), expected.column(code), 1e-10, `${file} ${code}`);
    }
  });
});

describe('the synthetic index of 1,000 × 60, three levels', () => {
  interface Synthetic {
    readonly first_rows_raw: RawTable;
    readonly aggregated: RawTable;
    readonly ranks: RawTable;
  }
  const expected = readReference<Synthetic>('synthetic/expected_1000x60.json');
  const tree = buildTree(syntheticScheme());
  const table = syntheticTable(1000);
  const valuesOf = (code: string): Float64Array => table.columns.get(code)?.values ?? new Float64Array();

  it('comes from the same raw numbers', () => {
    for (const code of expected.first_rows_raw.codes)
      expectAllClose(
        [...valuesOf(code).subarray(0, 3)].map((value) => (Number.isNaN(value) ? null : value)),
        asTable(expected.first_rows_raw).column(code),
        0,
        code,
      );
  });

  it('has the reference’s scores and ranks, as columns', () => {
    const { branches, scores } = baseScores(tree, table);
    for (const code of expected.aggregated.codes) {
      const column = branches[tree.indexOf.get(code) as number] ?? new Float64Array();
      expectAllClose([...column], asTable(expected.aggregated).column(code), 1e-10, code);
      expect([...ranksOfScores(tree, column)], code).toEqual(asTable(expected.ranks).column(code));
    }
    expect(branches[tree.root]).toBe(scores);
  });

  it('has the same bits as columns and as units with their stories', () => {
    const inputs = table.units.map((unit, i) => ({
      unit,
      values: new Map(
        [...table.columns].map(([code, { values }]): [string, IndicatorValue] => {
          const value = values[i] as number;
          const isAbsent = Number.isNaN(value);
          return [
            code,
            {
              value: isAbsent ? null : value,
              missing: isAbsent ? 'no-source' : null,
              numerator: null,
              denominator: null,
            },
          ];
        }),
      ),
    }));
    expect(scoreUnits(tree, inputs).map(({ baseScore }) => baseScore)).toEqual([...baseScores(tree, table).scores]);
  });
});
