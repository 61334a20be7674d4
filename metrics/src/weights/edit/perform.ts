import type { SchemeTree } from '../../scheme/tree.ts';
import { pointSheet, slideWeight } from './slide.ts';
import { moveEdge } from './edge.ts';
import type { Edit } from './edit-schema.ts';
import { adoptWeights, giveGapTo, spreadGap } from './group-gap.ts';
import { ownValue } from './own-value.ts';
import { type EditLimits, ownReach, type PointSheet } from './reach.ts';
import { codeOf, type EditOutcome, type EditRefusal, placeFault, refuse } from './refusal.ts';
import { typeWeight } from './typed-weight.ts';

/** Weights being tried out: points by node index, and by code why a weight is 0. */
export interface WeightState {
  readonly sheet: PointSheet;
  readonly reasons: Readonly<Record<string, string>>;
}

export type StateOutcome =
  { readonly ok: true; readonly state: WeightState } | { readonly ok: false; readonly refusal: EditRefusal };

/** The scheme's own weights, with its own reasons for those that are 0. */
export function initialState(tree: SchemeTree): WeightState {
  const sheet = pointSheet(tree);
  const given = tree.nodes.flatMap(({ code, reason }) => (reason === undefined ? [] : [[code, reason] as const]));
  return withReasons(tree, sheet, Object.fromEntries(given));
}

/** Weights that are 0 and have a reason: other weights' movements leave them there. */
export function excludedOf(tree: SchemeTree, { sheet, reasons }: WeightState): Set<number> {
  return new Set(
    sheet.flatMap((points, node) => (points === 0 && Object.hasOwn(reasons, codeOf(tree, node)) ? [node] : [])),
  );
}

/**
 * Does one edit. A weight that gets points again loses its reason for having none.
 *
 * @param limits locks and limits of the moment; what is excluded follows from the state
 * @returns a new state, or why not
 */
export function performEdit(tree: SchemeTree, state: WeightState, edit: Edit, limits: EditLimits = {}): StateOutcome {
  const held: EditLimits = { ...limits, excluded: excludedOf(tree, state) };
  const { indices, unknown } = nodesOf(tree, edit);
  if (unknown !== undefined) return refuse('unknown-node', -1, `${unknown} is not a node of this scheme; name one`);
  if (edit.kind === 'reset') return { ok: true, state: initialState(tree) };
  const [node = tree.root, second = tree.root] = indices;
  if (edit.kind === 'explain') return explain(tree, state, node, edit.reason);
  const outcome = sheetAfter(tree, state.sheet, edit, { node, second, limits: held });
  if (!outcome.ok) return outcome;
  const reason = 'reason' in edit && edit.reason !== undefined ? { [edit.node]: edit.reason } : {};
  return { ok: true, state: withReasons(tree, outcome.sheet, { ...state.reasons, ...reason }) };
}

interface Place {
  readonly node: number;
  readonly second: number;
  readonly limits: EditLimits;
}

function sheetAfter(
  tree: SchemeTree,
  sheet: PointSheet,
  edit: Exclude<Edit, { kind: 'reset' | 'explain' }>,
  { node, second, limits }: Place,
): EditOutcome {
  switch (edit.kind) {
    case 'slide': {
      // A slider that cannot move says why; one that can stops at the end of its range.
      const fault = placeFault(tree, node, sheet[node] as number, ownReach(tree, sheet, node, limits), limits);
      return fault ?? { ok: true, sheet: slideWeight(tree, sheet, node, edit.points, limits) };
    }
    case 'edge':
      if (node === second || tree.parent[node] !== tree.parent[second]) {
        return refuse(
          'unknown-node',
          second,
          `${edit.first} and ${edit.second} are not side by side; name two siblings`,
        );
      }
      return { ok: true, sheet: moveEdge(tree, sheet, { first: node, second }, edit.points, limits) };
    case 'type':
      return typeWeight(tree, sheet, node, edit.points, limits);
    case 'give':
      return giveGapTo(tree, sheet, node, limits);
    case 'spread':
      return spreadGap(tree, sheet, node, limits, edit.keep === undefined ? undefined : second);
    case 'adopt': {
      const weights = (tree.children[node] as readonly number[]).map(
        (child) => ownValue(edit.weights, codeOf(tree, child)) ?? NaN,
      );
      return adoptWeights(tree, sheet, node, weights, limits);
    }
  }
}

function nodesOf(tree: SchemeTree, edit: Edit): { indices: number[]; unknown: string | undefined } {
  const codes =
    edit.kind === 'reset'
      ? []
      : edit.kind === 'edge'
        ? [edit.first, edit.second]
        : edit.kind === 'adopt'
          ? [edit.group, ...Object.keys(edit.weights)]
          : edit.kind === 'spread'
            ? [edit.group, ...(edit.keep === undefined ? [] : [edit.keep])]
            : [edit.node];
  const indices = codes.map((code) => tree.indexOf.get(code) ?? -1);
  return { indices, unknown: codes[indices.indexOf(-1)] };
}

function explain(tree: SchemeTree, state: WeightState, node: number, reason: string): StateOutcome {
  const code = codeOf(tree, node);
  if (state.sheet[node] !== 0) {
    return refuse('not-zero', node, `${code} has points; a reason is for a weight of 0`);
  }
  return { ok: true, state: withReasons(tree, state.sheet, { ...state.reasons, [code]: reason }) };
}

/** Reasons in the order of the tree, so that equal states are equal bytes; only those of weights that are 0. */
function withReasons(tree: SchemeTree, sheet: PointSheet, reasons: Readonly<Record<string, string>>): WeightState {
  const kept = tree.nodes.flatMap(({ code }, node) => {
    const reason = ownValue(reasons, code)?.trim() ?? '';
    return sheet[node] === 0 && reason !== '' ? [[code, reason] as const] : [];
  });
  return { sheet, reasons: Object.fromEntries(kept) };
}
