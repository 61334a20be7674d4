import { createHash } from 'node:crypto';
import {
  eachScore,
  ENGINE_VERSION,
  isLeaf,
  rankInClass,
  scoreLeaves,
  weakestStanding,
  type Adjustment,
  type RankedScore,
  type SchemeTree,
  type Standing,
  type Unit,
  type UnitScore,
} from '@dangzhi/metrics';
import { inTurns } from '../../base/turns.ts';
import type { CatalogueVersion } from '../../county/queries.ts';
import type { SchemeVersion } from '../../schemes/queries.ts';
import type { Settled, SettledMonth } from '../settle/settle.ts';

/** One scheme's result at one month, on its way to the store. */
export interface ScoredMonth {
  readonly scheme: SchemeVersion;
  readonly tree: SchemeTree;
  readonly month: string;
  readonly scores: readonly RankedScore[];
  readonly settled: SettledMonth;
  readonly hash: string;
}

/**
 * Scores and ranks every unit of a scheme's kind at one settled month, in turns with those who ask meanwhile.
 *
 * The hash covers what the result follows from: engine, scheme, catalogue, classes, the observations
 * used (identity and value), adjustments and the reasons of absence.
 */
export async function scoreMonth(
  scheme: SchemeVersion,
  tree: SchemeTree,
  settled: SettledMonth,
  units: readonly Unit[],
  adjustments: ReadonlyMap<string, readonly Adjustment[]>,
  catalogue: CatalogueVersion,
): Promise<ScoredMonth> {
  const { month } = settled;
  const scored = units.filter(({ kind, code }) => kind === scheme.document.unitKind && settled.values.has(code));
  const elapsedMonths = Number(month.slice(5));
  const adjustmentsOf = (unit: string): readonly Adjustment[] => adjustments.get(`${unit}\n${month}`) ?? [];
  const inputs = scored.map((unit) => ({
    unit: unit.code,
    class: unit.class,
    values: settled.values.get(unit.code) ?? new Map(),
    adjustments: adjustmentsOf(unit.code),
  }));
  const turn = inTurns();
  const scores: UnitScore[] = [];
  for (const score of eachScore(tree, scoreLeaves(tree, inputs, elapsedMonths))) {
    scores.push(score);
    await turn();
  }
  const classOf = new Map(scored.map((unit) => [unit.code, { class: unit.class, ranked: unit.ranked }]));
  const ranked = rankInClass(scheme.document, scores, (unit) => classOf.get(unit) ?? { class: '', ranked: false });
  const hash = createHash('sha256')
    .update(
      JSON.stringify([
        ENGINE_VERSION,
        scheme.hash,
        catalogue.hash,
        settled.plan,
        scored.map(({ code }) => settled.fingerprints.get(code)),
        [...classOf],
        scored.map(({ code }) => adjustmentsOf(code)),
        // What is due depends on the day, so the reasons of absence are part of what a result follows from.
        scored.map(({ code }) => [...(settled.values.get(code)?.values() ?? [])].map(({ missing }) => missing)),
      ]),
    )
    .digest('hex');
  return { scheme, tree, month, scores: ranked, settled, hash };
}

/** Provenance of a whole score: the weakest among what carries weight, denominators and bonus items included. */
export function provenanceOf(
  score: RankedScore,
  tree: SchemeTree,
  values: ReadonlyMap<string, Settled>,
): Standing | null {
  const standingOf = (indicator: string): Standing | null => values.get(indicator)?.provenance ?? null;
  const ofLeaves = tree.leaves.flatMap((index) => {
    const node = tree.nodes[index];
    const weighs = (score.nodes[index]?.effectiveWeight ?? 0) > 0;
    if (node === undefined || !isLeaf(node) || !weighs) return [];
    return [node.indicator, ...(node.denominator === undefined ? [] : [node.denominator.indicator])].map(standingOf);
  });
  const ofItems = (tree.document.adjustments.items ?? []).map(({ indicator }) => standingOf(indicator));
  return weakestStanding([...ofLeaves, ...ofItems]);
}
