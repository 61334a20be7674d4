import type { Paging } from '@dangzhi/metrics';
import { PassingFailure, Refusal } from './failures.ts';
import { fieldAt, textOf } from './fields.ts';
import { continuePlace, firstOf, readPlace, sureUntilOf } from './numbered-place.ts';

/** One page of a list, read from an answer. */
export interface ListPage {
  readonly records: readonly unknown[];
  /** Where the next page is, to be kept between runs; `null` after the last. */
  readonly next: string | null;
  /**
   * A change after this instant may have escaped this reading, because it stands on a page that was read before;
   * `null` where that cannot be.
   */
  readonly sureUntil: string | null;
}

/**
 * The parameters that ask for a page.
 *
 * @param cursor kept from the page before; `null` for the first
 * @throws Refusal (410) when the cursor is none of this way of paging
 */
export function pageParams(paging: Paging, cursor: string | null): Record<string, string> {
  if (paging.kind === 'none') return {};
  const size = { [paging.sizeParam]: String(paging.size) };
  if (paging.kind === 'cursor') return cursor === null ? size : { ...size, [paging.cursorParam]: cursor };
  const param = paging.kind === 'offset' ? paging.offsetParam : paging.pageParam;
  return { ...size, [param]: String(readPlace(cursor)?.at ?? firstOf(paging)) };
}

/**
 * Reads the list out of an answer.
 *
 * @param body the answer's JSON
 * @param cursor it was asked with
 * @param now when it was asked
 * @throws PassingFailure when the answer was cut short; Refusal when it has no such list, when the same page came
 *   again under the next number, and (410) when the list became shorter, so that records moved to pages already read
 */
export function readList(paging: Paging, body: unknown, cursor: string | null, now: Date): ListPage {
  const records = fieldAt(body, paging.recordsField);
  if (!Array.isArray(records)) throw schemaChanged(`no list "${paging.recordsField}"`);
  switch (paging.kind) {
    case 'cursor': {
      expectRecords(records, countAt(body, paging.countField));
      const next = textOf(fieldAt(body, paging.nextField));
      return { records, next: next === '' ? null : next, sureUntil: null };
    }
    case 'none':
      expectRecords(records, countAt(body, paging.countField));
      return { records, next: null, sureUntil: null };
    case 'page':
    case 'offset':
    case 'last-page':
      return readNumbered(paging, body, records, cursor, now);
  }
}

function readNumbered(
  paging: Extract<Paging, { kind: 'page' | 'offset' | 'last-page' }>,
  body: unknown,
  records: readonly unknown[],
  cursor: string | null,
  now: Date,
): ListPage {
  const place = readPlace(cursor);
  const at = place?.at ?? firstOf(paging);
  const step = paging.kind === 'offset' ? paging.size : 1;
  let isLast: boolean;
  let total: number | null = null;
  if (paging.kind === 'last-page') {
    const said = fieldAt(body, paging.lastField);
    if (typeof said !== 'boolean') throw schemaChanged(`no yes or no "${paging.lastField}"`);
    isLast = said === paging.lastValue;
    expectRecords(records, Math.max(countAt(body, paging.countField), isLast ? 0 : paging.size));
  } else {
    total = countAt(body, paging.totalField);
    const left = total - ((at - firstOf(paging)) / step) * paging.size;
    isLast = left <= paging.size;
    if (place === null || place.of === null || total >= place.of) expectRecords(records, Math.min(left, paging.size));
  }
  const next = continuePlace(place, { records, total, at: at + step, now });
  return { records, next: isLast ? null : next, sureUntil: sureUntilOf(place, now) };
}

const schemaChanged = (what: string): Refusal =>
  new Refusal(`The answer has ${what}; the source's schema may have changed`, 200);

function countAt(body: unknown, field: string): number {
  const count = textOf(fieldAt(body, field));
  if (!/^\d{1,15}$/.test(count)) throw schemaChanged(`no number "${field}"`);
  return Number(count);
}

function expectRecords(records: readonly unknown[], count: number): void {
  if (records.length < count) {
    throw new PassingFailure(`The answer was cut short: ${records.length} of ${count} records`);
  }
}
