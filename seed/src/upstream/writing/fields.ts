/** Puts a value at a field, `data.list` for one inside another, whose objects are made as needed. */
export function putAt(target: Record<string, unknown>, field: string, value: unknown): void {
  const [first = '', ...rest] = field.split('.');
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inside = target[first];
  const object: Record<string, unknown> = typeof inside === 'object' && inside !== null ? { ...inside } : {};
  putAt(object, rest.join('.'), value);
  target[first] = object;
}

/** What stands at a field; `undefined` when it is not there. */
export function valueAt(value: unknown, field: string): unknown {
  let inside = value;
  for (const part of field.split('.')) {
    if (typeof inside !== 'object' || inside === null) return undefined;
    inside = (inside as Record<string, unknown>)[part];
  }
  return inside;
}
