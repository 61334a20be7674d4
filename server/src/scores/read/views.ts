import {
  isLeaf,
  printContributions,
  printRounded,
  weakestStanding,
  type ContributedScore,
  type PlacedScore,
  type SchemeTree,
  type Standing,
  type Unit,
  type Indicator,
} from '@dangzhi/metrics';
import type { NodeView, RankingRow, UnitRef } from '@dangzhi/metrics/contract';
import type { NodeRow, ScoreRow } from './queries.ts';

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
    printed: row.printed,
    score: row.score,
    baseScore: row.base_score,
    bonus: row.bonus,
    deduction: row.deduction,
    coverage: row.coverage,
    reportedShare: row.reported_share,
    partial: row.partial,
    grade: row.grade,
    colour: row.colour,
    vetoes: [...row.vetoes],
    rank: row.rank,
    rankedOf: row.ranked_of,
    provenance: row.provenance,
  };
}

/** Of those a unit is ranked among, how many exist in a demonstration only. */
export const countInventedPeers = (
  { scores, units }: { readonly scores: readonly ScoreRow[]; readonly units: ReadonlyMap<string, Unit> },
  { class: peerClass }: Pick<ScoreRow, 'class'>,
): number =>
  scores.filter((one) => one.class === peerClass && one.rank !== null && units.get(one.unit)?.invented === true).length;

/** One month of a unit's history. */
export const historyPoint = (row: ScoreRow) => ({
  period: row.month,
  printed: row.printed,
  rank: row.rank,
  partial: row.partial,
  provenance: row.provenance,
});

/** As much of a stored score as the engine's own functions that explain want of it. */
export function toPlacedScore(row: ScoreRow, nodes: readonly NodeRow[]): PlacedScore & ContributedScore {
  return {
    unit: row.unit,
    class: row.class,
    rank: row.rank,
    printed: row.printed,
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
        numerator: node.numerator,
        denominator: node.denominator,
        missing: node.missing,
        score: node.score,
        weight: node.weight,
        nominalWeight: node.nominal_weight,
        effectiveWeight: node.effective_weight,
        contribution: node.contribution,
        printedContribution: printed.get(definition.code) ?? null,
        provenance: provenance[index] ?? null,
        valuePeriod: node.value_period === row.month ? null : node.value_period,
      },
    ];
  });
}

function provenanceByNode(tree: SchemeTree, stored: ReadonlyMap<string, NodeRow>): (Standing | null)[] {
  const found = tree.nodes.map((node) => stored.get(node.code)?.provenance ?? null);
  for (const index of [...tree.topDown].reverse()) {
    const children = tree.children[index] ?? [];
    if (children.length > 0) found[index] = weakestStanding(children.map((child) => found[child] ?? null));
  }
  return found;
}
