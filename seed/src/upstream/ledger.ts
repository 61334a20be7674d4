import type { DemoFigure } from '../demo/figures/figure.ts';
import type { SimulatedSystem } from './systems/system.ts';
import { blankRecord, idOf, putFigure } from './writing/record.ts';
import { putAt } from './writing/fields.ts';
import { writtenInstant } from './writing/instant.ts';

/** A record as the system writes it, with what its place in the list depends on. */
export interface Stored {
  readonly id: string;
  /** ISO with `+08:00` and whole seconds, so that text order is time order. */
  changedAt: string;
  readonly record: Record<string, unknown>;
}

/** The records of one system, kept in memory. They are there, and fill up, as their figures are filed. */
export interface Ledger {
  /** Records changed at or after `since` and by `now`, in the system's own order. */
  readonly list: (question: { since: string; now: string }) => readonly Stored[];
  readonly find: (wanted: (record: Stored['record']) => boolean, now: string) => Stored | null;
  /** Sets fields of a record, which is changed by that. */
  readonly change: (stored: Stored, fields: Stored['record'], now: string) => void;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byUpdate = (a: Stored, b: Stored): number => byText(a.changedAt, b.changedAt) || byText(a.id, b.id);
const byId = (a: Stored, b: Stored): number => byText(a.id, b.id);

export function openLedger(system: SimulatedSystem, figures: readonly DemoFigure[]): Ledger {
  const { changedAt } = system.declaration.mapping;
  const stored = new Map<string, Stored>();
  // The next one to be filed stands last.
  const waiting = [...figures].sort((a, b) => byText(b.filedAt, a.filedAt));
  let ordered: readonly Stored[] | null = null;

  const touch = (one: Stored, instant: string): void => {
    one.changedAt = instant;
    if (changedAt !== undefined) putAt(one.record, changedAt.field, writtenInstant(instant, changedAt.format));
    ordered = null;
  };

  const file = (figure: DemoFigure): void => {
    const id = idOf(system, figure);
    const known = stored.get(id);
    const one = known ?? { id, changedAt: figure.filedAt, record: blankRecord(system, figure) };
    if (!putFigure(system, one.record, figure)) return;
    if (known === undefined) stored.set(id, one);
    touch(one, figure.filedAt);
  };

  const fileUntil = (now: string): void => {
    for (let next = waiting.at(-1); next !== undefined && next.filedAt <= now; next = waiting.at(-1)) {
      file(next);
      waiting.pop();
    }
  };

  return {
    list: ({ since, now }) => {
      fileUntil(now);
      ordered ??= [...stored.values()].sort(system.order === 'id' ? byId : byUpdate);
      return ordered.filter((one) => one.changedAt >= since && one.changedAt <= now);
    },
    find: (wanted, now) => {
      fileUntil(now);
      return [...stored.values()].find(({ record }) => wanted(record)) ?? null;
    },
    change: (one, fields, now) => {
      Object.assign(one.record, fields);
      touch(one, now);
    },
  };
}
