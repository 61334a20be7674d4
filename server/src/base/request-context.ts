import { AsyncLocalStorage } from 'node:async_hooks';

const asked = new AsyncLocalStorage<string>();

/** Number of the call in whose course this runs, also of work that the call started; `null` where there is none. */
export const currentRequest = (): string | null => asked.getStore() ?? null;

/** Does something, and lets whatever it starts know the number of the call it is done for. */
export const withinRequest = <Result>(id: string, work: () => Result): Result => asked.run(id, work);

/** A sentence for the log, with the calls that what it tells of was done for. */
export const withRequests = (message: string, ids: readonly string[]): string =>
  ids.length === 0 ? message : `${message} (${ids.length === 1 ? 'request' : 'requests'} ${ids.join(', ')})`;
