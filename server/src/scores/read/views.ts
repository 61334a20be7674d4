import {
  isLeaf,
  printContributions,
  printRounded,
  weakestStanding,
  type ContributedScore,
  type MissingKind,
  type PlacedScore,
  type SchemeTree,
  type Standing,
  type Unit,
  type Indicator,
} from '@dangzhi/metrics';
import type { NodeView, RankingRow, UnitRef } from '@dangzhi/metrics/contract';
import type { NodeRow, ScoreRow } from './queries.ts';

// The store writes "none" as an empty text or rank 0; the contract says null.
const orNull = <T extends string>(text: string): T | null => (text === '' ? null : (text as T));
const rankOrNull = (rank: number): number | null => (rank === 0 ? null : rank);

/** Enough of a unit to print it. */
export const unitRef = ({ code, name, shortName, kind, class: peerClass }: Unit): UnitRef => ({
  code,
  name,
  shortName,
  kind,
  class: peerClass,
});

export type ScoreHead = Omit<RankingRow, 'cells' | 'adjustments' | 'previousRank'>;

/** The head every view of a score begins with. */
export function scoreHead(row: ScoreRow, unit: Unit): ScoreHead {
  return {
    unit: unitRef(unit),
    printed: orNull(row.printed),
    score: row.score,
    baseScore: row.base_score,
    bonus: row.bonus,
    deduction: row.deduction,
    coverage: row.coverage,
    reportedShare: row.reported_share,
    partial: row.partial,
    grade: orNull(row.grade),
    colour: orNull(row.colour),
    vetoes: [...row.vetoes],
    rank: rankOrNull(row.rank),
    rankedOf: row.ranked_of,
    provenance: orNull<Standing>(row.provenance),
  };
}

/** One month of a unit's history. */
export const historyPoint = (row: ScoreRow) => ({
  period: row.month,
  printed: orNull(row.printed),
  rank: rankOrNull(row.rank),
  partial: row.partial,
  provenance: orNull<Standing>(row.provenance),
});

/** As much of a stored score as the engine's own functions that explain want of it. */
export function toPlacedScore(row: ScoreRow, nodes: readonly NodeRow[]): PlacedScore & ContributedScore {
  return {
    unit: row.unit,
    class: row.class,
    rank: rankOrNull(row.rank),
    printed: orNull(row.printed),
    score: row.score,
    baseScore: row.base_score,
    bonus: row.bonus,
    deduction: row.deduction,
    nodes: nodes.map(({ node, contribution }) => ({ code: node, contribution })),
  };
}

export const leafCodes = (tree: SchemeTree): string[] => tree.leaves.flatMap((index) => tree.nodes[index]?.code ?? []);

/**
 * A unit's nodes in the order of the scheme, branches with the provenance of what is below them, and
 * contributions as printed: leaves, bonus and deduction add up to the printed score, unless the range
 * or a veto's score cap holds it.
 */
export function nodeViews(
  tree: SchemeTree,
  row: ScoreRow,
  nodes: readonly NodeRow[],
  indicators: ReadonlyMap<string, Indicator>,
): NodeView[] {
  const stored = new Map(nodes.map((node) => [node.node, node]));
  const { rounding } = tree.document;
  const { parts } = printContributions(toPlacedScore(row, nodes), leafCodes(tree), rounding);
  const printed = new Map(
    parts.map(({ code, units }) => [code, printRounded(units / 10 ** rounding.digits, rounding.digits)]),
  );
  const provenance = provenanceByNode(tree, stored);
  return tree.nodes.flatMap((definition, index): NodeView[] => {
    const node = stored.get(definition.code);
    if (node === undefined) return [];
    const indicator = isLeaf(definition) ? indicators.get(definition.indicator) : undefined;
    return [
      {
        code: definition.code,
        parent: definition.parent ?? null,
        name: definition.name ?? indicator?.name ?? { zh: definition.code, en: definition.code },
        value: node.value,
        unitOfMeasure: indicator?.unitOfMeasure ?? null,
        numerator: orNull(node.numerator),
        denominator: orNull(node.denominator),
        missing: orNull<MissingKind>(node.missing),
        score: node.score,
        weight: node.weight,
        nominalWeight: node.nominal_weight,
        effectiveWeight: node.effective_weight,
        contribution: node.contribution,
        printedContribution: printed.get(definition.code) ?? null,
        provenance: provenance[index] ?? null,
        valuePeriod: node.value_period === row.month ? null : orNull(node.value_period),
      },
    ];
  });
}

function provenanceByNode(tree: SchemeTree, stored: ReadonlyMap<string, NodeRow>): (Standing | null)[] {
  const found: (Standing | null)[] = tree.nodes.map((node) =>
    orNull<Standing>(stored.get(node.code)?.provenance ?? ''),
  );
  for (const index of [...tree.topDown].reverse()) {
    const children = tree.children[index] ?? [];
    if (children.length > 0) found[index] = weakestStanding(children.map((child) => found[child] ?? null));
  }
  return found;
}
