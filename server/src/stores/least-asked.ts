/**
 * Lends out connections that answer one after the other: each time the one with the fewest questions open, so that a
 * short one does not wait behind a long one while another connection is free.
 *
 * @param connections at least one
 */
export function lendLeastAsked<Connection>(connections: readonly [Connection, ...Connection[]]) {
  const open = new Map(connections.map((one) => [one, 0]));
  const change = (one: Connection, by: number): unknown => open.set(one, (open.get(one) ?? 0) + by);
  return async <Result>(ask: (connection: Connection) => Promise<Result>): Promise<Result> => {
    const least = connections.reduce((a, b) => ((open.get(b) ?? 0) < (open.get(a) ?? 0) ? b : a));
    change(least, 1);
    try {
      return await ask(least);
    } finally {
      change(least, -1);
    }
  };
}
