import { buildTree, type SchemeDocument } from '@dangzhi/metrics';
import { describe, expect, it } from 'vitest';
import { contributionBar, leafInks } from './contribution-bar.ts';

const leaf = (code: string, parent: string) =>
  ({
    code,
    parent,
    weight: 1,
    indicator: code,
    direction: 'higher',
    rule: { type: 'deduct', each: 1, from: 10 },
  }) as const;

const scheme: SchemeDocument = {
  code: 'S',
  name: { zh: '方案', en: 'Scheme' },
  unitKind: 'department',
  coverageThreshold: 0.6,
  rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
  grades: [{ code: 'pass', zh: '合格', atLeast: 0 }],
  adjustments: { bonusCap: 5, deductCap: 10 },
  nodes: [
    { code: 'R', weight: 1, aggregate: 'arithmetic' },
    { code: 'A', parent: 'R', weight: 1, aggregate: 'arithmetic' },
    { code: 'B', parent: 'R', weight: 1, aggregate: 'arithmetic' },
    leaf('A1', 'A'),
    leaf('A2', 'A'),
    leaf('B1', 'B'),
  ],
};

describe('leafInks', () => {
  it('gives each dimension a hue and pales its further leaves', () => {
    const inks = leafInks(buildTree(scheme));
    expect(inks.get('A1')).toEqual({ hue: 1, opacity: 1 });
    expect(inks.get('A2')).toEqual({ hue: 1, opacity: 0.72 });
    expect(inks.get('B1')).toEqual({ hue: 2, opacity: 1 });
  });
});

describe('contributionBar', () => {
  const leaves = [
    { code: 'a', contribution: 40 },
    { code: 'b', contribution: null },
    { code: 'c', contribution: 30 },
  ];

  it('lays present leaves end to end, then the bonus', () => {
    expect(contributionBar({ leaves, bonus: 2, deduction: 0 })).toEqual([
      { code: 'a', kind: 'leaf', from: 0, width: 40 },
      { code: 'c', kind: 'leaf', from: 40, width: 30 },
      { code: 'bonus', kind: 'bonus', from: 70, width: 2 },
    ]);
  });

  it('lays the deduction over the end, so that the solid part ends at the score', () => {
    const [, , deduction] = contributionBar({ leaves, bonus: 0, deduction: 5 });
    expect(deduction).toEqual({ code: 'deduction', kind: 'deduction', from: 65, width: 5 });
  });

  it('never takes more than there is', () => {
    expect(contributionBar({ leaves: [{ code: 'a', contribution: 3 }], bonus: 0, deduction: 10 })).toEqual([
      { code: 'a', kind: 'leaf', from: 0, width: 3 },
      { code: 'deduction', kind: 'deduction', from: 0, width: 3 },
    ]);
  });

  it('stands the chosen leaf at the zero line and keeps the order of the others', () => {
    const codes = contributionBar({ leaves, bonus: 1, deduction: 0 }, 'c').map(({ code }) => code);
    expect(codes).toEqual(['c', 'a', 'bonus']);
  });
});
