import type { SchemeTree } from '../../scheme/tree.ts';
import type { Edit, EditLog } from './edit-schema.ts';
import { replayEdits, undoEdit } from './edit-log.ts';
import { groupGap } from './group-gap.ts';
import { performEdit, type WeightState } from './perform.ts';
import type { EditLimits } from './reach.ts';
import { codeOf, type EditRefusal } from './refusal.ts';

/** One of the three named ways to make a group add up again, with what it would lead to. */
export interface Repair {
  readonly kind: 'give-to-last' | 'spread' | 'undo';
  /** What to apply; `null` for undo. */
  readonly edit: Edit | null;
  /** The state afterwards; `null` where it cannot be done. */
  readonly state: WeightState | null;
  /** Why it cannot. */
  readonly refusal: EditRefusal | null;
}

/**
 * The three repairs of a group that is short or over, always in this order: give the gap to the weight
 * touched last, spread it over the unlocked others, take the last step back. None is made for the person.
 *
 * The spread leaves alone what was typed last: with it, a value typed a moment ago would be rescaled.
 *
 * @returns empty when the group adds up
 * @throws RangeError if the log is not of this scheme
 */
export function offerRepairs(tree: SchemeTree, log: EditLog, group: number, limits: EditLimits = {}): Repair[] {
  const state = replayEdits(tree, log);
  if (groupGap(tree, state.sheet, group) === 0) return [];
  const last = lastTouched(tree, log, group);
  const keep = last === null ? {} : { keep: last };
  const spread: Edit = { kind: 'spread', group: codeOf(tree, group), ...keep };
  const offer = (kind: Repair['kind'], edit: Edit): Repair => {
    const outcome = performEdit(tree, state, edit, limits);
    if (!outcome.ok) return { kind, edit, state: null, refusal: outcome.refusal };
    return { kind, edit, state: outcome.state, refusal: null };
  };
  const repairs = [offer('spread', spread)];
  if (last !== null) repairs.unshift(offer('give-to-last', { kind: 'give', node: last }));
  if (log.at > 0) {
    const undone = replayEdits(tree, undoEdit(log));
    repairs.push({ kind: 'undo', edit: null, state: undone, refusal: null });
  }
  return repairs;
}

/** Code of the weight of a group a person touched last; `null` when no edit in force touched one. */
export function lastTouched(tree: SchemeTree, log: EditLog, group: number): string | null {
  const inGroup = (code: string): boolean => tree.parent[tree.indexOf.get(code) ?? -1] === group;
  for (const { edit } of log.edits.slice(0, log.at).reverse()) {
    const touched = edit.kind === 'edge' ? [edit.second, edit.first] : 'node' in edit ? [edit.node] : [];
    const found = touched.find(inGroup);
    if (found !== undefined) return found;
  }
  return null;
}
