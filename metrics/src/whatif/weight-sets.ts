import { compareRankings, type Movement } from '../explain/movement.ts';
import type { Standing, WhatIf } from './what-if.ts';

/** A set of weights with a name, such as 直接赋权, 熵权法 or an expert's. */
export interface WeightSet {
  readonly name: string;
  /** By node index, relative to siblings, at least 0. */
  readonly weights: readonly number[];
}

export interface ComparedSet {
  readonly name: string;
  /** In the order of the units. */
  readonly standings: readonly Standing[];
  /** What this set does to the ranking of the first one. */
  readonly fromFirst: Movement;
}

export interface WeightSetComparison {
  readonly sets: readonly ComparedSet[];
  /** Kendall's tau-b between the rankings of every two sets. */
  readonly agreement: readonly (readonly number[])[];
  /** Units by how far apart the sets put them, in places, the most disputed first; those all agree on are left out. */
  readonly disputed: readonly { readonly unit: string; readonly best: number; readonly worst: number }[];
}

/**
 * The same values under several sets of weights: who stands where, and where the sets disagree.
 *
 * @throws RangeError without a set, and for one that has not a weight for every node
 */
export function compareWeightSets(game: WhatIf, sets: readonly WeightSet[]): WeightSetComparison {
  if (sets.length === 0) throw new RangeError('compareWeightSets requires at least one set');
  const wrong = sets.find(({ weights }) => weights.length !== game.tree.nodes.length);
  if (wrong !== undefined) throw new RangeError(`compareWeightSets requires a weight for every node in ${wrong.name}`);
  const scored = sets.map(({ name, weights }) => ({ name, standings: game.standings(weights) }));
  const ranks = scored.map(({ standings }) => rankMap(standings));
  const agreement = ranks.map((one) => ranks.map((other) => compareRankings(one, other).kendallTau));
  const first = ranks[0] as ReadonlyMap<string, number>;
  const disputed = [...first.keys()]
    .map((unit) => {
      const places = ranks.flatMap((one) => one.get(unit) ?? []);
      return { unit, best: Math.min(...places), worst: Math.max(...places) };
    })
    .filter(({ best, worst }) => best < worst)
    .sort((a, b) => b.worst - b.best - (a.worst - a.best) || a.best - b.best);
  return {
    sets: scored.map((set, k) => ({ ...set, fromFirst: compareRankings(first, ranks[k] as Map<string, number>) })),
    agreement,
    disputed,
  };
}

const rankMap = (standings: readonly Standing[]): Map<string, number> =>
  new Map(standings.flatMap(({ unit, rank }) => (rank === null ? [] : [[unit, rank] as const])));
