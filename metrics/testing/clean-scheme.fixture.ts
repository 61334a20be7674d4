import type { UnitInput } from '../src/engine/table.ts';
import type { SchemeLeaf } from '../src/scheme/document.ts';

type Json = Record<string, unknown>;

const leaf = (code: string, parent: string, weight: number, rule: Json, more: Json = {}): Json => ({
  code,
  parent,
  weight,
  indicator: code.toLowerCase(),
  direction: 'higher',
  rule,
  ...more,
});

/** A scheme in which the linter finds nothing; a case spoils one thing of it. */
export function cleanScheme(): { nodes: Json[]; adjustments: Json; [key: string]: unknown } {
  return {
    code: 'CLEAN',
    name: { zh: '规范示例', en: 'Clean example' },
    unitKind: 'township',
    total: 100,
    coverageThreshold: 0.6,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    grades: [
      { code: 'good', zh: '良好', atLeast: 80 },
      { code: 'pass', zh: '合格', atLeast: 60 },
      { code: 'fail', zh: '不合格', atLeast: 0 },
    ],
    adjustments: {
      headed: 5,
      bonusCap: 5,
      deductCap: 5,
      items: [
        { code: 'PRAISE', kind: 'bonus', indicator: 'praise', each: 2.5, cap: 5 },
        { code: 'BLAME', kind: 'deduct', indicator: 'blame', each: 5, cap: 5 },
      ],
    },
    nodes: [
      { code: 'ROOT', weight: 100, aggregate: 'arithmetic' },
      { code: 'A', parent: 'ROOT', name: { zh: '收集', en: 'Collection' }, weight: 60, aggregate: 'sum' },
      leaf('A1', 'A', 40, { type: 'piecewise', points: [[0, 0], [50, 60], [100, 100]] }), // prettier-ignore
      leaf('A2', 'A', 20, { type: 'deduct', each: 5, from: 20 }, { direction: 'lower' }),
      leaf('B', 'ROOT', 20, { type: 'bands', bands: [[90, 100], [80, 80], [60, 60]], otherwise: 30 }), // prettier-ignore
      leaf('C', 'ROOT', 20, {
        type: 'checklist',
        items: [
          { text: '建立台帐', points: 5 },
          { text: '完成整治', points: 15 },
        ],
      }),
    ],
  };
}

/** Where the nodes stand. */
export const AT = { ROOT: 0, A: 1, A1: 2, A2: 3, B: 4, C: 5 } as const;

/** Replaces members of one node, or of its rule. */
export function spoil(node: keyof typeof AT, change: Json): Json {
  const scheme = cleanScheme();
  Object.assign(scheme.nodes[AT[node]] ?? {}, change);
  return scheme;
}
export const spoilRule = (node: keyof typeof AT, rule: Json, more: Partial<SchemeLeaf> = {}): Json =>
  spoil(node, { rule, ...more });

/** Units by their values in the order a1, a2, b, c; `null` is absent. */
export function unitsOf(...rows: readonly (readonly (number | null)[])[]): UnitInput[] {
  return rows.map((row, k) => ({
    unit: `U${k}`,
    values: new Map(
      row.flatMap((value, at) =>
        value === null
          ? []
          : [[['a1', 'a2', 'b', 'c'][at] ?? '', { value, missing: null, numerator: null, denominator: null }]],
      ),
    ),
  }));
}
