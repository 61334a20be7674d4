import { describe, expect, it } from 'vitest';
import { node } from '../../../testing/node.ts';
import { sheetLeaves } from './sheet-leaves.ts';
import { outlineResults, outlineRows, schemeOutline, viewOutline, type OutlineGroup } from './sheet-outline.ts';

const half = { nominalWeight: 25, effectiveWeight: 25, contribution: 20, printedContribution: '20.00' };
const nodes = [
  node('W', null, { effectiveWeight: 100, contribution: 80 }),
  node('A', 'W'),
  node('B', 'W'),
  node('A-1', 'A', half),
  node('A-1-1', 'A-1', half),
  node('A-2', 'A', half),
  node('B-1', 'B', { score: 60, contribution: 30, printedContribution: '30.00' }),
];
const leaves = sheetLeaves(nodes, null);
const codes = leaves.map((leaf) => leaf.node.code);
const everything = () => true;
const outline = schemeOutline(nodes);
const focuses: Readonly<Record<string, readonly string[]>> = { 'A-1-1': ['F1', 'F2'], 'A-2': ['F2'] };
const view = {
  groups: ['F1', 'F2', 'F3'].map((code) => ({ code, name: { zh: code, en: code }, part: null, fact: 'A053' })),
};
const byFocus = viewOutline(view, codes, (leaf) => focuses[leaf] ?? []);

describe('schemeOutline', () => {
  it('keeps the tree, with leaves beside groups', () => {
    const shape = (group: OutlineGroup): unknown => [group.key, group.groups.map(shape), group.own];
    expect(outline.map(shape)).toEqual([
      ['A', [['A-1', [], ['A-1-1']]], ['A-2']],
      ['B', [], ['B-1']],
    ]);
    expect(outline[0]?.leaves).toEqual(['A-1-1', 'A-2']);
  });

  it('refuses a list without a root', () => {
    expect(() => schemeOutline([node('A', 'gone')])).toThrow(RangeError);
  });
});

describe('viewOutline', () => {
  it('shows a leaf in each of its groups, keeps empty groups, and lists the rest', () => {
    expect(byFocus.map(({ key, leaves: own }) => [key, own])).toEqual([
      ['F1', ['A-1-1']],
      ['F2', ['A-1-1', 'A-2']],
      ['F3', []],
      ['', ['B-1']],
    ]);
    expect(byFocus.at(-1)?.name).toBeNull();
    expect(byFocus.map(({ fact }) => fact)).toEqual(['A053', 'A053', 'A053', null]);
  });

  it('has no rest when every leaf has a group', () => {
    expect(viewOutline(view, ['A-2'], () => ['F1']).map(({ key }) => key)).toEqual(['F1', 'F2', 'F3']);
  });
});

describe('outlineResults', () => {
  const results = (groups: readonly OutlineGroup[], by: 'dimensions' | 'focuses' | 'bands') =>
    outlineResults(groups, leaves, { view: by, coverageThreshold: 0.6 });

  it('gives every branch of the scheme score, weight, points and losses of its leaves', () => {
    const figures = (code: string) => results(outline, 'dimensions').get(code)?.figures;
    expect(figures('A')).toMatchObject({ score: 80, effectiveWeight: 50, earned: 4_000, lost: 1_000, present: 2 });
    expect(figures('A-1')).toMatchObject({ score: 80, effectiveWeight: 25, earned: 2_000, change: null });
  });

  it('gives a priority nothing, and the leaves in none of them neither', () => {
    for (const [, result] of results(byFocus, 'focuses')) expect(result).toMatchObject({ figures: null, why: 'never' });
  });

  it('gives a cell of the frame its figures where two leaves make them, else the reason', () => {
    const found = results(byFocus, 'bands');
    expect(found.get('F2')).toMatchObject({ figures: { score: 80, earned: 4_000, present: 2 }, why: null });
    expect(found.get('F1')).toEqual({ figures: null, why: 'single', coverage: 1 });
    expect(found.get('F3')).toEqual({ figures: null, why: 'no-leaf', coverage: null });
    // What stands in no cell is no cell.
    expect(found.get('')).toMatchObject({ figures: null, why: 'never' });
  });
});

describe('outlineRows', () => {
  const print = (open: (key: string) => boolean, shows: Parameters<typeof outlineRows>[3] = null) =>
    outlineRows(outline, leaves, open, shows).map((row) =>
      row.kind === 'group' ? `${row.depth} ${row.group.key} (${row.shown})` : `${row.depth} ${row.leaf.node.code}`,
    );

  it('leaves out what is folded', () => {
    expect(print(() => false)).toEqual(['0 A (2)', '0 B (1)']);
    expect(print((key) => key === 'A')).toEqual(['0 A (2)', '1 A-1 (1)', '1 A-2', '0 B (1)']);
    expect(print(everything)).toEqual(['0 A (2)', '1 A-1 (1)', '2 A-1-1', '1 A-2', '0 B (1)', '1 B-1']);
  });

  it('leaves out groups the filter leaves nothing of', () => {
    expect(print(everything, ({ node: { code } }) => code === 'A-2')).toEqual(['0 A (1)', '1 A-2']);
  });

  it('keeps a group the scheme has no leaf for', () => {
    const rows = outlineRows(byFocus, leaves, everything, null);
    expect(rows.flatMap((row) => (row.kind === 'group' && row.shown === 0 ? [row.group.key] : []))).toEqual(['F3']);
  });

  it('tells the lines of a leaf in two groups apart', () => {
    const keys = outlineRows(byFocus, leaves, everything, null).flatMap((row) =>
      row.kind === 'leaf' ? [row.key] : [],
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});
