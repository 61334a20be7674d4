import { buildTree, type SchemeDocument } from '@dangzhi/metrics';
import { describe, expect, it } from 'vitest';
import { barParts, contributionBar, partInks } from './contribution-bar.ts';

const leaf = (code: string, parent: string) =>
  ({
    code,
    parent,
    weight: 1,
    indicator: code,
    direction: 'higher',
    rule: { type: 'deduct', each: 1, from: 10 },
  }) as const;
const branch = (code: string, parent: string) => ({ code, parent, weight: 1, aggregate: 'arithmetic' }) as const;

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
    branch('A', 'R'),
    branch('B', 'R'),
    branch('A1', 'A'),
    branch('A2', 'A'),
    leaf('A1a', 'A1'),
    leaf('A1b', 'A1'),
    leaf('A2a', 'A2'),
    leaf('Ba', 'B'),
  ],
};
const tree = buildTree(scheme);

describe('partInks', () => {
  it('gives each dimension a hue and what is below it tones of that', () => {
    const inks = partInks(tree);
    expect(inks.get('A')).toEqual({ hue: 1, opacity: 1 });
    expect(inks.get('A2')).toEqual({ hue: 1, opacity: 0.58 });
    expect(inks.get('A1b')).toEqual({ hue: 1, opacity: 0.58 });
    expect(inks.get('B')).toEqual({ hue: 2, opacity: 1 });
    expect(inks.get('R')).toBeUndefined();
  });
});

describe('barParts', () => {
  const parts = (open: string | null) => barParts(tree, open).map(({ code, isOpen }) => (isOpen ? `${code}!` : code));

  it('is the dimensions while nothing is open', () => {
    for (const nothing of [null, 'R', 'gone']) expect(parts(nothing)).toEqual(['A', 'B']);
    expect(barParts(tree, null)[0]?.leaves).toEqual(['A1a', 'A1b', 'A2a']);
  });

  it('puts what is below the open node first, then its siblings, level by level', () => {
    expect(parts('A')).toEqual(['A1!', 'A2!', 'B']);
    expect(parts('A1')).toEqual(['A1a!', 'A1b!', 'A2', 'B']);
    expect(parts('A1b')).toEqual(['A1b!', 'A1a', 'A2', 'B']);
  });

  it('holds every leaf exactly once, whatever is open', () => {
    for (const { code } of scheme.nodes) {
      const leaves = barParts(tree, code).flatMap((part) => part.leaves);
      expect(leaves.toSorted()).toEqual(['A1a', 'A1b', 'A2a', 'Ba']);
    }
  });
});

describe('contributionBar', () => {
  const parts = [
    { code: 'a', points: 40 },
    { code: 'b', points: null },
    { code: 'c', points: 30 },
  ];

  it('lays present parts end to end, then the bonus', () => {
    expect(contributionBar({ parts, bonus: 2, deduction: 0 })).toEqual([
      { code: 'a', kind: 'part', from: 0, width: 40 },
      { code: 'c', kind: 'part', from: 40, width: 30 },
      { code: 'bonus', kind: 'bonus', from: 70, width: 2 },
    ]);
  });

  it('lays the deduction over the end, so that the solid part ends at the score', () => {
    const [, , deduction] = contributionBar({ parts, bonus: 0, deduction: 5 });
    expect(deduction).toEqual({ code: 'deduction', kind: 'deduction', from: 65, width: 5 });
  });

  it('never takes more than there is', () => {
    expect(contributionBar({ parts: [{ code: 'a', points: 3 }], bonus: 0, deduction: 10 })).toEqual([
      { code: 'a', kind: 'part', from: 0, width: 3 },
      { code: 'deduction', kind: 'deduction', from: 0, width: 3 },
    ]);
  });
});
