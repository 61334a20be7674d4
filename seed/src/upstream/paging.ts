import type { Paging } from '@dangzhi/metrics';
import { readCursor, writeCursor, type Cursor } from './cursor.ts';
import type { Stored } from './ledger.ts';
import type { Json } from './systems/system.ts';

/** A page cut out of the list, and how the answer says what comes after it. */
export interface Slice {
  readonly records: readonly Stored[];
  readonly isFirst: boolean;
  /** Where the next page begins; `null` on the last. */
  readonly next: string | null;
}

/**
 * Cuts the page out of a list that a query asks for.
 *
 * @param repeat the fault: a cursor gives every page twice, a number gives the first page whatever it is, and one
 *   answer has every record twice
 * @returns `null` when the query's cursor or number is none
 */
export function slicePage(paging: Paging, list: readonly Stored[], query: Json, repeat: boolean): Slice | null {
  if (paging.kind === 'none') {
    return { records: repeat ? list.flatMap((one) => [one, one]) : list, isFirst: true, next: null };
  }
  const size = wholeNumber(query[paging.sizeParam] ?? DEFAULT_SIZE, 1);
  if (size === null || size > 5000) return null;
  if (paging.kind === 'cursor') return sliceAfter(list, query[paging.cursorParam], size, repeat);
  const isOffset = paging.kind === 'offset';
  const asked = isOffset ? (query[paging.offsetParam] ?? '0') : (query[paging.pageParam] ?? '1');
  const number = wholeNumber(asked, isOffset ? 0 : 1);
  if (number === null) return null;
  const from = repeat ? 0 : isOffset ? number : (number - 1) * size;
  const end = from + size;
  return { records: list.slice(from, end), isFirst: from === 0, next: end < list.length ? String(end) : null };
}

const DEFAULT_SIZE = '200';
const START: Cursor = { after: null, again: false };

function sliceAfter(list: readonly Stored[], text: unknown, size: number, repeat: boolean): Slice | null {
  const cursor = text === undefined ? START : typeof text === 'string' ? readCursor(text) : null;
  if (cursor === null) return null;
  const { after, again } = cursor;
  const rest = after === null ? list : list.filter((one) => comesAfter(one, after));
  const records = rest.slice(0, size);
  const last = records.at(-1);
  const onwards = rest.length > size && last !== undefined ? writeCursor({ after: last, again: false }) : null;
  const next = repeat && !again ? writeCursor({ after, again: true }) : onwards;
  return { records, isFirst: after === null && !again, next };
}

const comesAfter = (one: Stored, { changedAt, id }: NonNullable<Cursor['after']>): boolean =>
  one.changedAt === changedAt ? one.id > id : one.changedAt > changedAt;

function wholeNumber(text: unknown, least: number): number | null {
  return typeof text === 'string' && /^\d{1,9}$/.test(text) && Number(text) >= least ? Number(text) : null;
}
