import { vetoCaps } from '../engine/total.ts';
import { isVeto } from '../rules/index.ts';
import { branchAt, leafAt } from '../scheme/tree.ts';
import type { Handle } from './handles.ts';
import type { Trial } from './trial.ts';
import type { WhatIf } from './what-if.ts';

/**
 * Whether what levers gain alone certainly adds up to what they gain together: every one is plain, no two
 * move the same leaf or the same section of items, every mean above their leaves is a weighted sum, and
 * nothing holds the total on the way. All of it is read off the scheme and off every level, not off one try.
 *
 * @param start the unit as it is
 * @param best the unit with every lever where it scores the most
 */
export function gainsAddUp(game: WhatIf, row: number, handles: readonly Handle[], start: Trial, best: Trial): boolean {
  const { tree } = game;
  const leaves = handles.flatMap((handle) => handle.leaves);
  const kinds = handles.flatMap(({ items }) => [...new Set(items.map(({ kind }) => kind))]);
  return (
    handles.every(({ isPlain, levels }) => isPlain && levels.complete) &&
    new Set(leaves).size === leaves.length &&
    new Set(kinds).size === kinds.length &&
    leaves.every((leaf) => isSummedUp(game, leaf)) &&
    !isCapped(game, row, leaves) &&
    // A value of 0 may leave the unit out.
    tree.document.screening?.nonZeroShare === undefined &&
    !isHeld(game, start, best)
  );
}

function isSummedUp({ tree }: WhatIf, leaf: number): boolean {
  for (let node = tree.parent[leaf] as number; node >= 0; node = tree.parent[node] as number) {
    const { aggregate } = branchAt(tree, node);
    if (aggregate !== 'arithmetic' && aggregate !== 'sum') return false;
  }
  return true;
}

/** A veto caps the score, or one of these leaves may. */
function isCapped(game: WhatIf, row: number, leaves: readonly number[]): boolean {
  const { tree } = game;
  const input = game.inputs()[row];
  const valueOf = (leaf: number): number | null => input?.values.get(leafAt(tree, leaf).indicator)?.value ?? null;
  return (
    vetoCaps(tree, valueOf, input?.adjustments ?? []).some(({ scoreCap }) => scoreCap !== null) ||
    leaves.some((leaf) => isVeto(leafAt(tree, leaf)))
  );
}

/** The scheme's range may hold the total: deductions below its worst, or the tree above its best. */
function isHeld({ tree: { range, document } }: WhatIf, start: Trial, best: Trial): boolean {
  if (range === null) return false;
  const [worst, highest] = range;
  const isFreeBelow = start.total > worst || (document.adjustments.deductCap === 0 && start.base >= worst);
  return !isFreeBelow || best.base > highest + 1e-9;
}
