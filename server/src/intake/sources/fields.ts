import { writtenNumber } from './exact-json.ts';

type Json = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What stands at a field, `data.list` for one inside another.
 *
 * @returns `undefined` when the field is not there
 */
export function fieldAt(value: unknown, field: string): unknown {
  if (!field.includes('.')) return isJsonObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  let inside = value;
  for (const part of field.split('.')) inside = fieldAt(inside, part);
  return inside;
}

/** Text without the blanks around it, a number as it was written; empty for anything else. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : (writtenNumber(value) ?? '');
