// Part of ECMAScript and of Node 24, not yet of TypeScript's library.
interface RawJson {
  readonly rawJSON: string;
}
interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): value is RawJson;
}
const EXACT = JSON as unknown as ExactJson;

/**
 * Reads JSON without losing a digit: a number a double would change (`12345678901234567890`, `1.0`)
 * stays what was written, and `JSON.stringify` writes it back so.
 *
 * @throws SyntaxError as `JSON.parse`
 */
export function parseExactJson(text: string): unknown {
  return EXACT.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? EXACT.rawJSON(source) : value,
  );
}

/** A number as it was written; `null` for anything that is not one. */
export function writtenNumber(value: unknown): string | null {
  if (EXACT.isRawJSON(value)) return value.rawJSON;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}
