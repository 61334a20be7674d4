import type { SchemeTree } from '../../scheme/tree.ts';
import type { Edit, EditLog, LoggedEdit } from './edit-schema.ts';
import { initialState, performEdit, type WeightState } from './perform.ts';
import { ownValue } from './own-value.ts';
import type { EditLimits } from './reach.ts';
import { codeOf, type EditRefusal } from './refusal.ts';

/** Steps kept; the oldest becomes part of the start. A draft has to fit into a browser's storage. */
export const LONGEST_LOG = 200;

/** A log without edits, from the scheme's own weights or from a state. */
export function startLog(tree: SchemeTree, state: WeightState = initialState(tree)): EditLog {
  const points = Object.fromEntries(tree.nodes.map(({ code }, node) => [code, state.sheet[node] as number]));
  return { start: { points, reasons: { ...state.reasons } }, edits: [], at: 0, gesture: null };
}

/**
 * The weights a log stands at, by nothing but what its edits recorded.
 *
 * @throws RangeError if the log is not of this scheme, or was tampered with; see `readEditLog`
 */
export function replayEdits(tree: SchemeTree, log: EditLog): WeightState {
  if (log.at > log.edits.length) throw new RangeError('replayEdits requires a place inside the log');
  const points = new Map(Object.entries(log.start.points));
  const reasons = new Map<string, string | null>(Object.entries(log.start.reasons));
  for (const edit of log.edits.slice(0, log.at)) {
    for (const [code, before, after] of edit.points) {
      if (points.get(code) !== before) throw new RangeError(`replayEdits found other points of ${code} than recorded`);
      points.set(code, after);
    }
    for (const [code, before, after] of edit.reasons) {
      if ((reasons.get(code) ?? null) !== before) {
        throw new RangeError(`replayEdits found another reason of ${code} than recorded`);
      }
      reasons.set(code, after);
    }
  }
  if (points.size !== tree.nodes.length || !tree.nodes.every(({ code }) => points.has(code))) {
    throw new RangeError('replayEdits requires a log of this scheme');
  }
  // In the order of the tree, whatever the order of changes was: equal states are equal bytes.
  const given = tree.nodes.flatMap(({ code }) => {
    const reason = reasons.get(code) ?? null;
    return reason === null ? [] : [[code, reason] as const];
  });
  return { sheet: tree.nodes.map(({ code }) => points.get(code) as number), reasons: Object.fromEntries(given) };
}

/**
 * A log with one edit more; what had been undone is forgotten. Steps of one gesture are one edit: each is
 * computed from where the gesture began, so a drag there and back changes nothing.
 *
 * @param gesture names the movement while it lasts; `null` for a single step
 * @returns the same log when nothing changes, or why the edit was not made
 */
export function applyEdit(
  tree: SchemeTree,
  log: EditLog,
  edit: Edit,
  limits: EditLimits = {},
  gesture: string | null = null,
): { readonly ok: true; readonly log: EditLog } | { readonly ok: false; readonly refusal: EditRefusal } {
  const goesOn = gesture !== null && gesture === log.gesture && log.at > 0;
  const base = goesOn ? { ...log, at: log.at - 1 } : settleLog(log);
  const before = replayEdits(tree, base);
  const outcome = performEdit(tree, before, edit, limits);
  if (!outcome.ok) return outcome;
  const logged = loggedEdit(tree, edit, before, outcome.state);
  // A gesture keeps its place even while it stands where it began: its next step has to find it.
  if (isEmpty(logged) && gesture === null) return { ok: true, log: base };
  const edits = [...base.edits.slice(0, base.at), logged];
  return { ok: true, log: shortened({ ...base, edits, at: edits.length, gesture }) };
}

/** Ends the movement: the next one is a step of its own, and one that came back to its beginning is none. */
export function settleLog(log: EditLog): EditLog {
  if (log.gesture === null) return log;
  const last = log.edits[log.at - 1];
  const ended = { ...log, gesture: null };
  if (last === undefined || !isEmpty(last)) return ended;
  return { ...ended, edits: log.edits.slice(0, log.at - 1), at: log.at - 1 };
}

/** One step back; the same log at its start. */
export function undoEdit(log: EditLog): EditLog {
  const settled = settleLog(log);
  return settled.at === 0 ? settled : { ...settled, at: settled.at - 1 };
}

/** One step forward again; the same log at its end. */
export function redoEdit(log: EditLog): EditLog {
  const settled = settleLog(log);
  return settled.at === settled.edits.length ? settled : { ...settled, at: settled.at + 1 };
}

const isEmpty = ({ points, reasons }: LoggedEdit): boolean => points.length === 0 && reasons.length === 0;

function loggedEdit(tree: SchemeTree, edit: Edit, before: WeightState, after: WeightState): LoggedEdit {
  const logged: LoggedEdit = { edit, points: [], reasons: [] };
  tree.nodes.forEach((_, node) => {
    const code = codeOf(tree, node);
    const [old, now] = [before.sheet[node] as number, after.sheet[node] as number];
    if (old !== now) logged.points.push([code, old, now]);
    const [said, says] = [ownValue(before.reasons, code) ?? null, ownValue(after.reasons, code) ?? null];
    if (said !== says) logged.reasons.push([code, said, says]);
  });
  return logged;
}

function shortened(log: EditLog): EditLog {
  const [first, ...edits] = log.edits;
  if (first === undefined || log.edits.length <= LONGEST_LOG) return log;
  const points = { ...log.start.points };
  for (const [code, , after] of first.points) points[code] = after;
  const changed = new Map(first.reasons.map(([code, , after]) => [code, after]));
  const reasons = Object.fromEntries(Object.entries(log.start.reasons).filter(([code]) => !changed.has(code)));
  for (const [code, after] of changed) if (after !== null) reasons[code] = after;
  return { ...log, start: { points, reasons }, edits, at: log.at - 1 };
}
