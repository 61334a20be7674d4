/** One member that differs. A member that was not there is `undefined`; a list tells what left it and what came. */
export type Difference =
  | { readonly path: readonly string[]; readonly kind: 'value'; readonly before: unknown; readonly after: unknown }
  | {
      readonly path: readonly string[];
      readonly kind: 'list';
      readonly removed: readonly unknown[];
      readonly added: readonly unknown[];
    };

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** By value, the order of members aside. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((member, at) => isSame(member, other[at]));
  }
  if (!isMembers(one) || !isMembers(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(one[name], other[name]));
}

const without = (list: readonly unknown[], other: readonly unknown[]): unknown[] =>
  list.filter((member) => !other.some((one) => isSame(one, member)));

/**
 * What differs between a thing before and after, member by member in the order they stand in, and nothing else.
 * What was made differs from nothing in all it has; what is gone likewise.
 */
export function differences(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (isSame(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const removed = without(before, after);
    const added = without(after, before);
    // The same members in another order.
    if (removed.length + added.length === 0) return [{ path, kind: 'value', before, after }];
    return [{ path, kind: 'list', removed, added }];
  }
  const hasMembers = isMembers(before) || isMembers(after);
  const isEmptyBeside = (value: unknown) => value === null || value === undefined || isMembers(value);
  if (hasMembers && isEmptyBeside(before) && isEmptyBeside(after)) {
    const old = isMembers(before) ? before : {};
    const next = isMembers(after) ? after : {};
    const names = [...new Set([...Object.keys(old), ...Object.keys(next)])];
    return names.flatMap((name) => differences(old[name], next[name], [...path, name]));
  }
  return [{ path, kind: 'value', before, after }];
}
