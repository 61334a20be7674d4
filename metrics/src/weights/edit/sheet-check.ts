import { formatHundredths } from '../../language/points.ts';
import type { SchemeTree } from '../../scheme/tree.ts';
import { gapWords, groupGap } from './group-gap.ts';
import { ownValue } from './own-value.ts';
import type { EditLimits, PointSheet } from './reach.ts';
import { codeOf } from './refusal.ts';

/** What keeps a sheet from being saved, and how to mend it. */
export interface SheetFault {
  readonly code: 'shape' | 'not-hundredths' | 'total' | 'gap' | 'limit' | 'zero-without-reason';
  /** Index in the tree; for a gap the node whose children do not add up. −1 for the sheet as a whole. */
  readonly node: number;
  /** Hundredths short (positive) or over (negative); 0 for the other faults. */
  readonly gap: number;
  readonly message: string;
}

export interface SheetCheckOptions {
  /** What the administrator allows; a weight outside may stay where `base` has it. */
  readonly limits?: Pick<EditLimits, 'min' | 'max'>;
  /** The sheet in force. */
  readonly base?: PointSheet;
  /** Why a weight is 0, by code. */
  readonly reasons?: Readonly<Record<string, string>>;
}

/**
 * Whether a sheet may be saved: whole hundredths, the scheme's total at the root, every group adding up
 * exactly, limits kept, and a reason (不参与) for every weight that is 0 in a group that is not. Nothing is
 * rescaled.
 *
 * @returns every fault with its node, gap and mend
 */
export function checkSheet(
  tree: SchemeTree,
  sheet: PointSheet,
  options: SheetCheckOptions = {},
): { readonly ok: true } | { readonly ok: false; readonly faults: readonly SheetFault[] } {
  const faults = shapeFaults(tree, sheet);
  if (faults.length === 0) {
    tree.topDown.forEach((node) => faults.push(...nodeFaults(tree, sheet, node, options)));
  }
  return faults.length === 0 ? { ok: true } : { ok: false, faults };
}

function shapeFaults(tree: SchemeTree, sheet: PointSheet): SheetFault[] {
  if (sheet.length !== tree.nodes.length) {
    const message = `the sheet has ${sheet.length} weights and the scheme ${tree.nodes.length} nodes; take the sheet of this scheme`;
    return [{ code: 'shape', node: -1, gap: 0, message }];
  }
  return sheet.flatMap((points, node): SheetFault[] => {
    if (Number.isSafeInteger(points) && points >= 0) return [];
    const message = `${codeOf(tree, node)} needs whole hundredths of a point, at least 0`;
    return [{ code: 'not-hundredths', node, gap: 0, message }];
  });
}

function nodeFaults(tree: SchemeTree, sheet: PointSheet, node: number, options: SheetCheckOptions): SheetFault[] {
  const faults: SheetFault[] = [];
  const code = codeOf(tree, node);
  const points = sheet[node] as number;
  const total = Math.round((tree.document.total ?? 100) * 100);
  if (node === tree.root && points !== total) {
    const message = `${code} has ${formatHundredths(points)} points and the scheme ${formatHundredths(total)}; give it those`;
    faults.push({ code: 'total', node, gap: total - points, message });
  }
  const gap = groupGap(tree, sheet, node);
  if (gap !== 0) {
    const message = `the children of ${code} are ${gapWords(gap)} of ${formatHundredths(points)}; give it to the last touched, spread it over the unlocked, or undo`;
    faults.push({ code: 'gap', node, gap, message });
  }
  const { limits = {}, base, reasons = {} } = options;
  const [low, high] = [limits.min?.get(node) ?? 0, limits.max?.get(node) ?? Infinity];
  if ((points < low || points > high) && points !== base?.[node]) {
    const [word, bound] = points < low ? ['below', low] : ['above', high];
    const message = `${code} has ${formatHundredths(points)} points, ${word} the ${formatHundredths(bound)} allowed; move it back, or ask who sets limits`;
    faults.push({ code: 'limit', node, gap: 0, message });
  }
  const groupPoints = sheet[tree.parent[node] as number] ?? 0;
  if (points === 0 && groupPoints > 0 && (ownValue(reasons, code) ?? '').trim() === '') {
    const message = `${code} takes no part; say why, or give it points`;
    faults.push({ code: 'zero-without-reason', node, gap: 0, message });
  }
  return faults;
}
