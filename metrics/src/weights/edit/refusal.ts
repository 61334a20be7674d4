import { formatHundredths } from '../../language/points.ts';
import type { SchemeTree } from '../../scheme/tree.ts';
import type { EditLimits, Reach } from './reach.ts';

/** Why an edit was not made. Nothing was changed. */
export interface EditRefusal {
  readonly code:
    | 'unknown-node'
    | 'root'
    | 'locked'
    | 'not-hundredths'
    | 'out-of-reach'
    | 'no-gap'
    | 'no-room'
    | 'not-weights'
    | 'not-zero';
  /** Index in the tree; −1 for a node the tree does not have. */
  readonly node: number;
  readonly message: string;
}

export type EditOutcome =
  { readonly ok: true; readonly sheet: number[] } | { readonly ok: false; readonly refusal: EditRefusal };

export const refuse = (code: EditRefusal['code'], node: number, message: string) =>
  ({ ok: false, refusal: { code, node, message } }) as const;

export const codeOf = (tree: SchemeTree, node: number): string => tree.nodes[node]?.code ?? '?';

/** Why this weight cannot be put at `points`; `null` when it can. */
export function placeFault(
  tree: SchemeTree,
  node: number,
  points: number,
  { low, high }: Reach,
  { locked }: EditLimits,
): ReturnType<typeof refuse> | null {
  const code = codeOf(tree, node);
  if (node === tree.root) return refuse('root', node, `${code} is the whole; change the total of the scheme instead`);
  if (locked?.has(node) === true) return refuse('locked', node, `${code} is locked; unlock it first`);
  if (!Number.isInteger(points) || points < 0) {
    return refuse('not-hundredths', node, `${code} needs whole hundredths of a point, at least 0`);
  }
  if (points >= low && points <= high) return null;
  const [bound, word] = points < low ? [low, 'less'] : [high, 'more'];
  const message = `${code} may have no ${word} than ${formatHundredths(bound)} points, by its limits and what is locked or open below it`;
  return refuse('out-of-reach', node, message);
}
