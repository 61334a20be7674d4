import { MISSING_POLICY } from '../language/missing.ts';
import { roundToUnits } from '../language/rounding.ts';
import type { NodeScore } from '../engine/score.ts';

/** As much of a unit's scored leaf as a pivot needs. */
export type PivotLeaf = Pick<
  NodeScore,
  'code' | 'score' | 'missing' | 'nominalWeight' | 'effectiveWeight' | 'contribution'
>;

/** The leaves of one group of a view, taken together. */
export interface PivotGroup {
  readonly code: string;
  /** Codes of its leaves, in the order given; empty for a group the scheme has no leaf for. */
  readonly leaves: readonly string[];
  /** How many of them have a score. */
  readonly present: number;
  /** The value of one of them is damaged, and with it whatever is made of all. */
  readonly isDamaged: boolean;
  /** Mean of the present leaves' scores by effective weight; `null` where none is present or weighs anything, or one is damaged. */
  readonly score: number | null;
  /** Share of the base, 0..1, that somebody supplies, and that has a value; `null` when the base is empty. */
  readonly coverage: number | null;
  readonly reportedShare: number | null;
  /** Weight in the whole before and after redistribution, per cent. */
  readonly nominalWeight: number;
  readonly effectiveWeight: number;
  /** What its leaves bring to the base score, in points; `null` where none is present. */
  readonly contribution: number | null;
}

export interface Pivot {
  /** One entry a group, in the order asked for. */
  readonly groups: readonly PivotGroup[];
  /** Leaves that stand in none of the groups; `null` when every leaf stands in one. */
  readonly rest: PivotGroup | null;
}

/** Code of {@link Pivot.rest}; no node or group is called so. */
export const REST = '';

/**
 * The leaves of one scored unit sorted another way. A leaf may stand in several groups and then counts in
 * each with its whole weight; where it stands in exactly one, the groups' effective weights and
 * contributions add up to those of the whole.
 *
 * A leaf keeps the weight it has in the score, redistribution included, so the groups that are the scheme's
 * own branches have the scores the engine gave them, as long as every mean below is arithmetic.
 *
 * @param groups codes in the order to show
 * @param groupsOf codes of the groups a leaf stands in; others than `groups` are passed over
 */
export function pivotLeaves(
  leaves: readonly PivotLeaf[],
  groups: readonly string[],
  groupsOf: (leaf: string) => readonly string[],
): Pivot {
  const members = new Map(groups.map((code): [string, PivotLeaf[]] => [code, []]));
  const rest: PivotLeaf[] = [];
  for (const leaf of leaves) {
    const places = [...new Set(groupsOf(leaf.code))].flatMap((code) => {
      const group = members.get(code);
      return group === undefined ? [] : [group];
    });
    for (const group of places.length === 0 ? [rest] : places) group.push(leaf);
  }
  return {
    groups: groups.map((code) => groupOf(code, members.get(code) ?? [])),
    rest: rest.length === 0 ? null : groupOf(REST, rest),
  };
}

function groupOf(code: string, leaves: readonly PivotLeaf[]): PivotGroup {
  const present = leaves.filter(({ score }) => score !== null);
  const isDamaged = leaves.some(({ missing }) => missing === 'damaged');
  const effectiveWeight = sum(leaves, ({ effectiveWeight: weight }) => weight);
  const points = sum(present, ({ score, effectiveWeight: weight }) => weight * (score ?? 0));
  return {
    code,
    leaves: leaves.map((leaf) => leaf.code),
    present: present.length,
    isDamaged,
    score: !isDamaged && effectiveWeight > 0 && present.length > 0 ? points / effectiveWeight : null,
    ...coverageOf(leaves),
    nominalWeight: sum(leaves, ({ nominalWeight: weight }) => weight),
    effectiveWeight,
    contribution: present.length === 0 ? null : sum(present, ({ contribution }) => contribution ?? 0),
  };
}

/** As of a whole unit (the contract, §3), over these leaves alone. */
function coverageOf(leaves: readonly PivotLeaf[]): Pick<PivotGroup, 'coverage' | 'reportedShare'> {
  const inBase = leaves.filter(({ missing }) => missing === null || MISSING_POLICY[missing].inBase);
  const base = sum(inBase, ({ nominalWeight }) => nominalWeight);
  if (base === 0) return { coverage: null, reportedShare: null };
  const shareOf = (counts: (leaf: PivotLeaf) => boolean): number =>
    roundToUnits(sum(inBase.filter(counts), ({ nominalWeight }) => nominalWeight) / base, 9) / 1e9;
  return {
    coverage: shareOf(({ missing }) => missing === null || MISSING_POLICY[missing].covered),
    reportedShare: shareOf(({ missing }) => missing === null),
  };
}

const sum = (leaves: readonly PivotLeaf[], of: (leaf: PivotLeaf) => number): number =>
  leaves.reduce((total, leaf) => total + of(leaf), 0);
