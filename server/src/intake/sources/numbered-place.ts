import { createHash } from 'node:crypto';
import { shanghaiIso, type Paging } from '@dangzhi/metrics';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { Refusal } from './failures.ts';
import { CLOCK_SLACK_MS } from './clock-slack.ts';

const PlaceSchema = Type.Object({
  /** Number of the page, or of the records before it. */
  at: Type.Integer({ minimum: 0 }),
  /** Records in all when the page before was read; `null` where the source does not count them. */
  of: Type.Union([Type.Integer(), Type.Null()]),
  /** Fingerprint of the page before. */
  after: Type.String(),
  /** When the first page was asked for, in whichever run. */
  began: Type.String(),
});
/** Where a list that is read by number is gone on with, and what to know it again by. */
export type Place = Static<typeof PlaceSchema>;

/** Pages are numbered from 1, records from 0. */
export const firstOf = ({ kind }: Paging): number => (kind === 'offset' ? 0 : 1);

/**
 * @param cursor as {@link continuePlace} wrote it; `null` before the first page
 * @throws Refusal (410) when it is another source's, or of another way of paging
 */
export function readPlace(cursor: string | null): Place | null {
  if (cursor === null) return null;
  try {
    const place: unknown = JSON.parse(cursor);
    if (Value.Check(PlaceSchema, place)) return place;
  } catch {
    // Told below.
  }
  throw new Refusal('The place reading stopped at is no page number', 410);
}

/**
 * The place after a page, as text.
 *
 * @param place of the page itself; `null` for the first
 * @throws Refusal when the page is the one before it once more, or (410) when the list became shorter
 */
export function continuePlace(
  place: Place | null,
  { records, total, at, now }: { records: readonly unknown[]; total: number | null; at: number; now: Date },
): string {
  const after = fingerprint(records);
  if (place !== null && records.length > 0 && after === place.after) {
    throw new Refusal(`The source gives the same page under ${place.at} as before; it would never end`, 200);
  }
  if (total !== null && place?.of != null && total < place.of) {
    throw new Refusal(`The list shrank from ${place.of} to ${total} records while it was read`, 410);
  }
  return JSON.stringify({ at, of: total, after, began: place?.began ?? shanghaiIso(now.getTime()) } satisfies Place);
}

/** Before this instant nothing can have changed behind a reading's back. */
export const sureUntilOf = (place: Place | null, now: Date): string =>
  shanghaiIso((place === null ? now.getTime() : Date.parse(place.began)) - CLOCK_SLACK_MS);

/** Its ends tell a page from another: every record has an id. */
const fingerprint = (records: readonly unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify([records.length, records[0], records.at(-1)]))
    .digest('hex')
    .slice(0, 16);
