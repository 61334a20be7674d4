import { Value } from 'typebox/value';
import type { SchemeTree } from '../../scheme/tree.ts';
import { replayEdits } from './edit-log.ts';
import { type EditLog, EditLogSchema } from './edit-schema.ts';

/**
 * A log from outside: storage, or a request. In a file of its own, for it brings the schema checker along.
 *
 * @returns `null` for anything that is not a log of this scheme in which every step follows from the last
 */
export function readEditLog(tree: SchemeTree, input: unknown): EditLog | null {
  if (!Value.Check(EditLogSchema, input)) return null;
  try {
    replayEdits(tree, { ...input, at: input.edits.length });
    replayEdits(tree, input);
    return input;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
