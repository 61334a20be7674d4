import type { PivotLeaf } from '@dangzhi/metrics';
import type { GroupScore, NodeView, Overview } from '@dangzhi/metrics/contract';

/** Changes below half a hundredth of a point are none that is printed. */
const LEAST_CHANGE = 0.005;

/** What the conclusion in words is made of. */
export function findingOf(
  dimensions: readonly GroupScore[],
  leaves: readonly NodeView[],
  previous: readonly PivotLeaf[],
): Overview['finding'] {
  const scored = dimensions.filter(({ score }) => score !== null).sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const [first] = scored;
  const last = scored[scored.length - 1];
  const ref = (group: GroupScore | undefined) => (group === undefined ? null : { code: group.code, name: group.name });
  return {
    best: first === last ? null : ref(first),
    weakest: first === last ? null : ref(last),
    costliest: lostPoints(leaves)[0] ?? null,
    moved: mostMoved(leaves, previous),
  };
}

export interface LeafPoints {
  readonly code: string;
  readonly name: NodeView['name'];
  readonly points: number;
}

/** Scored leaves by the points they cost the whole, most first; leaves that cost nothing are left out. */
export function lostPoints(leaves: readonly NodeView[]): LeafPoints[] {
  return leaves
    .flatMap(({ code, name, score, effectiveWeight }) => {
      const points = score === null ? 0 : (effectiveWeight * (100 - score)) / 100;
      return points < LEAST_CHANGE ? [] : [{ code, name, points }];
    })
    .sort((a, b) => b.points - a.points);
}

/** The leaf whose contribution differs most from the month before, among those scored in both months. */
function mostMoved(leaves: readonly NodeView[], previous: readonly PivotLeaf[]): LeafPoints | null {
  const before = new Map(previous.map(({ code, contribution }) => [code, contribution]));
  const changes = leaves
    .flatMap(({ code, name, contribution }) => {
      const then = before.get(code) ?? null;
      const points = contribution === null || then === null ? 0 : contribution - then;
      return Math.abs(points) < LEAST_CHANGE ? [] : [{ code, name, points }];
    })
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return changes[0] ?? null;
}
