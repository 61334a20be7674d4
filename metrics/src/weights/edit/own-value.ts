/** A record's own value: a node may be called `constructor`, and every object has something of that name. */
export function ownValue<T>(record: Readonly<Record<string, T>>, code: string): T | undefined {
  return Object.hasOwn(record, code) ? record[code] : undefined;
}
