import type { Aggregation, SchemeDocument, SchemeNode } from '../src/scheme/document.ts';
import type { Rule } from '../src/rules/index.ts';
import { buildTree, isLeaf, type SchemeTree } from '../src/scheme/tree.ts';
import type { Cell, ReferenceTable } from './reference.fixture.ts';
import { scoreUnits, type UnitScore } from '../src/engine/score.ts';
import { ranksOf } from '../src/engine/rank.ts';
import { rankFigure } from '../src/engine/total.ts';
import type { UnitInput } from '../src/engine/table.ts';

/** A node as the reference's files describe it. */
export interface ReferenceNode {
  readonly code: string;
  readonly parent: string | null;
  readonly level: number;
  readonly weight: number;
  readonly direction: 1 | -1;
}

export interface Method {
  readonly rule: Rule;
  readonly aggregate: Aggregation;
  readonly exponent?: number;
  /** Share of direct children, for every branch or by level (2 first). */
  readonly coverageThreshold?: number | readonly number[];
}

/** The reference's tree as a scheme: one rule for every leaf, one aggregation for every branch. */
export function schemeOf(nodes: readonly ReferenceNode[], method: Method): SchemeDocument {
  const threshold = ({ level }: ReferenceNode): number | undefined =>
    typeof method.coverageThreshold === 'object' ? method.coverageThreshold[level - 2] : method.coverageThreshold;
  const isBranch = ({ code }: ReferenceNode): boolean => nodes.some(({ parent }) => parent === code);
  return {
    code: 'REFERENCE',
    name: { zh: '参照', en: 'Reference' },
    unitKind: 'unit',
    range: 'open',
    coverageThreshold: 0,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'unrounded', ties: 'competition' },
    grades: [],
    adjustments: { bonusCap: 0, deductCap: 0 },
    nodes: nodes.map((node): SchemeNode => {
      const head = { code: node.code, weight: node.weight };
      const share = threshold(node);
      if (isBranch(node))
        return {
          ...head,
          ...(node.parent !== null && { parent: node.parent }),
          aggregate: method.aggregate,
          ...(method.exponent !== undefined && { exponent: method.exponent }),
          ...(share !== undefined && { coverageThreshold: share }),
        };
      const direction = node.direction === 1 ? 'higher' : 'lower';
      return { ...head, parent: node.parent ?? '', indicator: node.code, direction, rule: method.rule };
    }),
  };
}

export function inputsOf({ units, codes, cell }: ReferenceTable): UnitInput[] {
  const present = (value: Cell): number | null => (value === null || Number.isNaN(value) ? null : value);
  return units.map((unit) => ({
    unit,
    values: new Map(
      codes.map((code) => [
        code,
        { value: present(cell(unit, code)), missing: null, numerator: null, denominator: null },
      ]),
    ),
  }));
}

/** What a scheme makes of the reference's data, read by node code. */
export interface Outcome {
  readonly tree: SchemeTree;
  readonly scores: readonly UnitScore[];
  /** Scores of a node, in the units' order. */
  readonly column: (code: string) => (number | null)[];
  /** Ranks of a node by its own scores, to nine decimals. */
  readonly ranks: (code: string) => (number | null)[];
}

export function outcomeOf(document: SchemeDocument, table: ReferenceTable): Outcome {
  const tree = buildTree(document);
  const scores = scoreUnits(tree, inputsOf(table));
  const column = (code: string): (number | null)[] =>
    scores.map(({ nodes }) => nodes[tree.indexOf.get(code) as number]?.score ?? null);
  const ranks = (code: string): (number | null)[] => {
    const own = column(code);
    const present = own.flatMap((score) => (score === null ? [] : [rankFigure(document, score)]));
    const ranked = ranksOf(present);
    let next = 0;
    return own.map((score) => (score === null ? null : (ranked[next++] ?? null)));
  };
  return { tree, scores, column, ranks };
}

export const leafCodes = ({ nodes }: SchemeDocument): string[] => nodes.filter(isLeaf).map(({ code }) => code);
