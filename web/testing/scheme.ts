import { buildTree, type SchemeDocument } from '@dangzhi/metrics';

const straight = {
  type: 'piecewise',
  points: [
    [0, 0],
    [100, 100],
  ],
} as const;

/** 100 points: A 60 of A1 36 and A2 24; B 40, all of it the one leaf below its one group. A value is its own score. */
const document: SchemeDocument = {
  code: 'T',
  name: { zh: '试', en: 'Trial' },
  unitKind: 'department',
  total: 100,
  coverageThreshold: 0.6,
  rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
  grades: [{ code: 'pass', zh: '合格', atLeast: 0 }],
  adjustments: { bonusCap: 5, deductCap: 10 },
  nodes: [
    { code: 'W', weight: 100, aggregate: 'arithmetic' },
    { code: 'A', parent: 'W', weight: 60, aggregate: 'arithmetic' },
    { code: 'B', parent: 'W', weight: 40, aggregate: 'arithmetic' },
    { code: 'B-1', parent: 'B', weight: 40, aggregate: 'arithmetic' },
    ...(['A1', 'A2', 'B1'] as const).map((code) => ({
      code,
      parent: code === 'B1' ? 'B-1' : 'A',
      weight: { A1: 36, A2: 24, B1: 40 }[code],
      indicator: `i-${code}`,
      direction: 'higher' as const,
      rule: { ...straight, points: straight.points.map(([x, y]): [number, number] => [x, y]) },
    })),
  ],
};

export const trialTree = buildTree(document);

/** Index of a node by its code. */
export const at = (code: string): number => trialTree.indexOf.get(code) ?? -1;
