/** One place at which two answers differ; `undefined` where one has nothing. */
export interface Difference {
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Where two JSON values differ, by path. Entries of an array are compared by their place; of one that lost or won entries
 * the number is said first.
 */
export function differences(before: unknown, after: unknown, at = ''): Difference[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length =
      before.length === after.length ? [] : [{ at: `${at}.length`, before: before.length, after: after.length }];
    const shared = Math.min(before.length, after.length);
    return [
      ...length,
      ...Array.from({ length: shared }, (_, index) =>
        differences(before[index], after[index], `${at}[${index}]`),
      ).flat(),
    ];
  }
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], `${at}.${key}`));
  }
  return [{ at: at === '' ? '(all)' : at, before, after }];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
