import { describe, expect, it } from 'vitest';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import { inputsOf, schemeOf, type ReferenceNode } from '../../testing/reference-scheme.fixture.ts';
import {
  asTable,
  expectClose,
  floats,
  readAsem,
  readReference,
  readTable,
  type RawTable,
} from '../../testing/reference.fixture.ts';
import type { CorrelationMethod } from '../statistics/correlation.ts';
import { pearson } from '../statistics/correlation.ts';
import { buildTree } from '../scheme/tree.ts';
import { REDUNDANCY, redundancyOf } from './redundancy.ts';

describe('small/20: raw values as scores', () => {
  interface Case {
    readonly scheme: { readonly nodes: readonly ReferenceNode[] };
    readonly data: { readonly with_missing: RawTable };
    readonly expected: { readonly alpha_P1_missing: number; readonly alpha_all_missing: number } & Readonly<
      Record<
        CorrelationMethod,
        readonly { readonly Var1: string; readonly Var2: string; readonly Correlation: number }[]
      >
    >;
  }
  const { scheme, data, expected } = readReference<Case>('small/20_cronbach_and_correlation.json');
  const upwards = scheme.nodes.map((node) => ({ ...node, direction: 1 as const }));
  const itself = {
    type: 'piecewise',
    points: [
      [0, 0],
      [1000, 1000],
    ] as [number, number][],
  } as const;
  const tree = buildTree(schemeOf(upwards, { rule: { ...itself }, aggregate: 'arithmetic' }));
  const sheet = scoreLeaves(tree, inputsOf(asTable(data.with_missing)));

  it.each(['pearson', 'spearman', 'kendall'] as const)('%s of every pair of siblings', (method) => {
    const { siblings } = redundancyOf(tree, sheet, { method });
    const leaves = siblings.filter(({ one }) => one.length === 1);
    expect(leaves).toHaveLength(4);
    for (const { one, other, correlation } of leaves) {
      const theirs = expected[method].find(({ Var1, Var2 }) => Var1 === one && Var2 === other);
      expectClose(correlation, theirs?.Correlation ?? null, 1e-10, `${one} ${other}`);
    }
  });

  it('alpha of a group and of all', () => {
    const { nodes } = redundancyOf(tree, sheet);
    expectClose(nodes.find(({ code }) => code === 'P1')?.alphaOfLeaves ?? null, expected.alpha_P1_missing);
    expectClose(nodes.find(({ code }) => code === 'IDX')?.alphaOfLeaves ?? null, expected.alpha_all_missing);
  });

  it('flags what says the same twice, its opposite, and what pulls apart', () => {
    const flags = new Map(redundancyOf(tree, sheet).siblings.map(({ one, other, flag }) => [`${one} ${other}`, flag]));
    expect(flags.get('a b')).toBe('opposite');
    expect(flags.get('a c')).toBe('redundant');
    expect(flags.get('b c')).toBe('conflicting');
    expect(flags.get('d e')).toBeNull();
    const strict = redundancyOf(tree, sheet, { thresholds: { conflicting: -0.1 } });
    expect(strict.siblings.find(({ one, other }) => one === 'd' && other === 'e')?.flag).toBe('conflicting');
    expect(strict.thresholds).toEqual({ ...REDUNDANCY, conflicting: -0.1 });
  });
});

describe('ASEM, normalised', () => {
  const { data, nodes } = readAsem();
  const tree = buildTree(schemeOf(nodes, { rule: { type: 'min-max', range: [0, 100] }, aggregate: 'arithmetic' }));
  const found = redundancyOf(tree, scoreLeaves(tree, inputsOf(data)));

  it('correlations with the level above and with the index are those of the reference’s scores', () => {
    const scores = readTable('asem/aggregated/minmax0_100_amean.json');
    const normalised = readTable('asem/normalised/minmax_0_100.json');
    const columnOf = (code: string) => floats((scores.codes.includes(code) ? scores : normalised).column(code));
    expect(found.levels).toHaveLength(nodes.length - 1);
    for (const { one, other, correlation } of found.levels)
      expectClose(correlation, pearson(columnOf(one), columnOf(other)), 1e-9);
    for (const { code, correlation } of found.leaves)
      expectClose(correlation, pearson(columnOf(code), columnOf('Index')), 1e-9);
  });

  it('weights and importances both add up to 1, and are not the same', () => {
    const sum = (values: readonly (number | null)[]): number =>
      values.reduce<number>((total, value) => total + (value ?? 0), 0);
    expect(sum(found.leaves.map(({ weight }) => weight))).toBeCloseTo(1, 12);
    expect(sum(found.leaves.map(({ importance }) => importance))).toBeCloseTo(1, 12);
    // CO2 and its like pull against the index although their weight is like any other's.
    const against = found.leaves.filter(({ flag }) => flag === 'conflicting');
    expect(against.length).toBeGreaterThan(0);
    for (const { correlation } of against) expect(correlation ?? 0).toBeLessThanOrEqual(REDUNDANCY.conflicting);
    for (const { correlation } of found.leaves.filter(({ flag }) => flag === 'silent'))
      expect(Math.abs(correlation ?? 1)).toBeLessThan(REDUNDANCY.silent);
  });

  it('a constant leaf has no correlation, and no flag', () => {
    const constant = { ...data, values: data.values.map((row) => [1, ...row.slice(1)]) };
    const [code] = data.codes;
    const { leaves, siblings } = redundancyOf(tree, scoreLeaves(tree, inputsOf(asTable(constant))));
    expect(leaves.find((leaf) => leaf.code === code)).toMatchObject({
      correlation: null,
      importance: null,
      flag: null,
    });
    expect(siblings.filter(({ one, other }) => one === code || other === code).every(({ flag }) => flag === null)).toBe(
      true,
    );
  });
});

describe('ASEM as its authors prepare it: per head or area, imputed by the mean of the continent, treated', () => {
  const { data, facts, group, nodes } = readAsem();
  const document = schemeOf(nodes, { rule: { type: 'min-max', range: [0, 100] }, aggregate: 'arithmetic' });
  const tree = buildTree({
    ...document,
    nodes: document.nodes.map((node) => {
      const denominator = nodes.find(({ code }) => code === node.code)?.denominator ?? null;
      if (!('indicator' in node)) return node;
      const divided = denominator === null ? node : { ...node, denominator: { indicator: denominator } };
      return { ...divided, impute: { method: 'class-mean' as const }, treatment: {} };
    }),
  });
  const continents = group('EurAsia_group');
  const inputs = inputsOf(data).map((input, k) => ({
    ...input,
    class: continents[k] ?? '',
    values: new Map([...input.values, ...(inputsOf(facts)[k]?.values ?? [])]),
  }));
  const { nodes: found } = redundancyOf(tree, scoreLeaves(tree, inputs));
  const { alpha } = readReference<{ alpha: Record<string, Record<string, number>> }>('asem/cronbach.json');

  it('alpha of every group, over its indicators', () => {
    for (const [code, theirs] of Object.entries(alpha.Normalised ?? {})) {
      const own = found.find((node) => node.code === (code === 'all_indicators' ? 'Index' : code));
      expectClose(own?.alphaOfLeaves ?? null, theirs, 1e-10, code);
    }
  });

  it('alpha of both halves, over their pillars', () => {
    for (const code of ['Conn', 'Sust'])
      expectClose(
        found.find((node) => node.code === code)?.alphaOfChildren ?? null,
        alpha.Aggregated_level2?.[code] ?? null,
      );
  });
});
