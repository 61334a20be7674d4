import {
  pivotLeaves,
  REST,
  whyNotComposed,
  type Names,
  type NotComposed,
  type PivotGroup,
  type View,
} from '@dangzhi/metrics';
import type { NodeView } from '../../api/types.ts';
import type { SheetLeaf } from './sheet-leaves.ts';

/** A group of leaves as the sheet shows it; of the scheme's own tree, with groups in it. */
export interface OutlineGroup {
  readonly key: string;
  /** `null` for the leaves that stand in no group. */
  readonly name: Names | null;
  /** The branch of the scheme it is; `null` for a group of another view. */
  readonly node: string | null;
  /** The fact that names it; `null` where none does. */
  readonly fact: string | null;
  /** What of it no indicator measures, and why, where that is worth saying. */
  readonly unmeasured: Names | null;
  /** Codes of every leaf in it, and of those not in a group inside it. */
  readonly leaves: readonly string[];
  readonly own: readonly string[];
  readonly groups: readonly OutlineGroup[];
}

/**
 * The scheme's own branches below the root.
 *
 * @throws RangeError if there is no root
 */
export function schemeOutline(nodes: readonly NodeView[]): OutlineGroup[] {
  const root = nodes.find(({ parent }) => parent === null);
  if (!root) throw new RangeError('schemeOutline requires a root');
  const childrenOf = new Map<string | null, NodeView[]>();
  for (const node of nodes) childrenOf.set(node.parent, [...(childrenOf.get(node.parent) ?? []), node]);
  const groupsUnder = (code: string): OutlineGroup[] =>
    (childrenOf.get(code) ?? []).filter((child) => childrenOf.has(child.code)).map(groupOf);
  const groupOf = (node: NodeView): OutlineGroup => {
    const groups = groupsUnder(node.code);
    const own = (childrenOf.get(node.code) ?? []).map(({ code }) => code).filter((code) => !childrenOf.has(code));
    const leaves = [...groups.flatMap((group) => group.leaves), ...own];
    const { code, name } = node;
    return { key: code, name, node: code, fact: null, unmeasured: null, leaves, own, groups };
  };
  return groupsUnder(root.code);
}

/** The same leaves by the groups of a view; those in none come last, without a name. */
export function viewOutline(
  { groups }: Pick<View, 'groups'>,
  leaves: readonly string[],
  groupsOf: (leaf: string) => readonly string[],
): OutlineGroup[] {
  const groupOf = (said: Pick<OutlineGroup, 'key' | 'name' | 'fact' | 'unmeasured'>, own: readonly string[]) => ({
    ...said,
    node: null,
    leaves: own,
    own,
    groups: [],
  });
  const inGroup = (code: string) => leaves.filter((leaf) => groupsOf(leaf).includes(code));
  const known = new Set(groups.map(({ code }) => code));
  const rest = leaves.filter((leaf) => !groupsOf(leaf).some((code) => known.has(code)));
  return [
    ...groups.map(({ code, name, fact, unmeasured = null }) =>
      groupOf({ key: code, name, fact, unmeasured }, inGroup(code)),
    ),
    ...(rest.length > 0 ? [groupOf({ key: REST, name: null, fact: null, unmeasured: null }, rest)] : []),
  ];
}

/** A group's figures; points in whole hundredths. */
export interface GroupFigures extends Omit<PivotGroup, 'leaves'> {
  readonly earned: number | null;
  readonly lost: number | null;
  readonly change: number | null;
}

/** What a group comes to: its figures, or why it has none of its own. */
export type GroupResult =
  | { readonly figures: GroupFigures; readonly why: null; readonly coverage: number | null }
  | { readonly figures: null; readonly why: NotComposed; readonly coverage: number | null };

/** What every group of an outline comes to, by key; the leaves that stand in no group of a view are none themselves. */
export function outlineResults(
  outline: readonly OutlineGroup[],
  leaves: readonly SheetLeaf[],
  { view, coverageThreshold }: { view: View['code']; coverageThreshold: number },
): Map<string, GroupResult> {
  const groups: OutlineGroup[] = [];
  const collect = (some: readonly OutlineGroup[]) => {
    for (const group of some) {
      groups.push(group);
      collect(group.groups);
    }
  };
  collect(outline);
  const members = new Map(groups.map(({ key, leaves: codes }) => [key, new Set(codes)]));
  const pivot = pivotLeaves(
    leaves.map(({ node }) => node),
    groups.map(({ key }) => key),
    (leaf) => groups.flatMap(({ key }) => (members.get(key)?.has(leaf) ? [key] : [])),
  );
  const byCode = new Map(leaves.map((leaf) => [leaf.node.code, leaf]));
  const sumOf = (codes: readonly string[], of: 'earned' | 'lost' | 'change'): number | null => {
    const known = codes.flatMap((code) => byCode.get(code)?.[of] ?? []);
    return known.length === 0 ? null : known.reduce((sum, points) => sum + points, 0);
  };
  return new Map(
    pivot.groups.map((group): [string, GroupResult] => {
      const { leaves: codes, ...figures } = group;
      const { code, coverage } = figures;
      const why = code === REST ? 'never' : whyNotComposed(view, group, coverageThreshold);
      if (why !== null) return [code, { figures: null, why, coverage }];
      const sums = { earned: sumOf(codes, 'earned'), lost: sumOf(codes, 'lost'), change: sumOf(codes, 'change') };
      return [code, { figures: { ...figures, ...sums }, why, coverage }];
    }),
  );
}

/** A line of the sheet: a group with its figures, or a leaf. */
export type OutlineRow =
  | {
      readonly kind: 'group';
      readonly depth: number;
      readonly group: OutlineGroup;
      /** Leaves of it that the filter lets through. */
      readonly shown: number;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'leaf'; readonly depth: number; readonly leaf: SheetLeaf; readonly key: string };

/**
 * The lines to show, from the top down: what is inside a folded group is left out, and so is a group the
 * filter leaves nothing of. A group the scheme has no leaf for stays, to say so.
 *
 * @param shows whether the filter lets a leaf through; `null` for no filter
 */
export function outlineRows(
  outline: readonly OutlineGroup[],
  leaves: readonly SheetLeaf[],
  isOpen: (key: string) => boolean,
  shows: ((leaf: SheetLeaf) => boolean) | null,
): OutlineRow[] {
  const byCode = new Map(leaves.map((leaf) => [leaf.node.code, leaf]));
  const passing = (codes: readonly string[]) =>
    codes.flatMap((code) => {
      const leaf = byCode.get(code);
      return leaf && (shows === null || shows(leaf)) ? [leaf] : [];
    });
  const rowsOf = (groups: readonly OutlineGroup[], depth: number): OutlineRow[] =>
    groups.flatMap((group) => {
      const shown = passing(group.leaves).length;
      if (shown === 0 && shows !== null) return [];
      const open = isOpen(group.key) && shown > 0;
      const head: OutlineRow = { kind: 'group', depth, group, shown, isOpen: open };
      if (!open) return [head];
      const own = passing(group.own).map((leaf): OutlineRow => ({
        kind: 'leaf',
        depth: depth + 1,
        leaf,
        key: `${group.key} ${leaf.node.code}`,
      }));
      return [head, ...rowsOf(group.groups, depth + 1), ...own];
    });
  return rowsOf(outline, 0);
}
