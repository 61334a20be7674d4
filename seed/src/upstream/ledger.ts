import type { PlatformRecord } from './platform-records.ts';

/** A place in the ledger's order: after the record with this update time and id. */
export interface Position {
  readonly gxsj: string;
  readonly jlid: string;
}

export interface Page {
  readonly records: readonly PlatformRecord[];
  /** Where the next page starts; `null` on the last one. */
  readonly next: Position | null;
  /** Records the whole question matches. */
  readonly total: number;
}

export interface Ledger {
  /** Records updated at or after `since` and filed by `now`, oldest update first. */
  readonly page: (question: { since: string; now: string; after: Position | null; size: number }) => Page;
  readonly find: (wanted: (record: PlatformRecord) => boolean) => PlatformRecord | null;
  /** Puts a changed record in the place of the one with its id. */
  readonly replace: (record: PlatformRecord) => void;
}

const byUpdate = (a: Position, b: Position): number =>
  a.gxsj === b.gxsj ? compareText(a.jlid, b.jlid) : compareText(a.gxsj, b.gxsj);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The platform's records in the order of their update, kept in memory. */
export function openLedger(records: readonly PlatformRecord[]): Ledger {
  let ordered = records.toSorted(byUpdate);
  return {
    page: ({ since, now, after, size }) => {
      // A record that is filed later than now is not there yet.
      const matching = ordered.filter(({ gxsj }) => gxsj >= since && gxsj <= now);
      const rest = after === null ? matching : matching.filter((record) => byUpdate(record, after) > 0);
      const page = rest.slice(0, size);
      return { records: page, next: rest.length > size ? (page.at(-1) ?? null) : null, total: matching.length };
    },
    find: (wanted) => ordered.find(wanted) ?? null,
    replace: (changed) => {
      ordered = ordered.map((record) => (record.jlid === changed.jlid ? changed : record)).sort(byUpdate);
    },
  };
}
