import type { SchemeDocument } from './document.ts';
import { schemeFaults } from './faults.ts';
import { readScheme, type SchemeFault } from './structure.ts';

export { readScheme, type ReadScheme, type SchemeFault } from './structure.ts';
export { SCHEME_JSON_SCHEMA } from './json-schema.ts';

export type ParsedScheme =
  | { readonly ok: true; readonly scheme: SchemeDocument }
  | { readonly ok: false; readonly faults: readonly SchemeFault[] };

/**
 * Reads a scheme a person wrote. Every fault is listed with its path and the mend; nothing is
 * repaired or rescaled in silence. A scheme that passes can be scored with any values.
 *
 * @param input parsed JSON of any shape
 */
export function parseScheme(input: unknown): ParsedScheme {
  const read = readScheme(input);
  if (!read.ok) return read;
  const faults = schemeFaults(read.scheme);
  return faults.length === 0 ? read : { ok: false, faults };
}
