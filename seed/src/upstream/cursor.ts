import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const CursorSchema = Type.Object({
  /** The page starts after this record; `null` for the first page. */
  after: Type.Union([Type.Object({ changedAt: Type.String(), id: Type.String() }), Type.Null()]),
  /** The page was given once already (the `repeat` fault). */
  again: Type.Boolean(),
});
export type Cursor = Static<typeof CursorSchema>;

/** A cursor as opaque text. */
export function writeCursor({ after, again }: Cursor): string {
  const place = after === null ? null : { changedAt: after.changedAt, id: after.id };
  return Buffer.from(JSON.stringify({ after: place, again })).toString('base64url');
}

/** @returns `null` when the text is no cursor of ours */
export function readCursor(text: string): Cursor | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Value.Check(CursorSchema, parsed) ? parsed : null;
  } catch {
    return null;
  }
}
