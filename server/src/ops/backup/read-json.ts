import { readFileSync } from 'node:fs';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** A small file of JSON; `null` where it is missing, cannot be read or is not of the schema. */
export function readJson<T extends TSchema>(file: string, schema: T): Static<T> | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Value.Check(schema, value) ? value : null;
  } catch {
    return null;
  }
}
