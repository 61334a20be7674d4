import createError from '@fastify/error';

/** Every error the API gives on purpose. Codes are permanent: never renamed, never reused. */
export const NotFound = createError<[what: string]>('NOT_FOUND', '%s', 404);
export const BadRequest = createError<[what: string]>('BAD_REQUEST', '%s', 400);
export const Unauthorized = createError('UNAUTHORIZED', 'This call needs the operator token', 401);
export const RunUnderWay = createError<[source: string]>('RUN_UNDER_WAY', 'Source %s is being pulled already', 409);
export const StoreDown = createError<[store: string]>('STORE_DOWN', '%s does not answer; try again shortly', 503);

export type StoreName = 'ClickHouse' | 'PostgreSQL';

/** A store failed. `unavailable` and `timeout` may pass; `query` is our own fault. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly store: StoreName;
  readonly kind: 'unavailable' | 'timeout' | 'query';

  constructor(store: StoreName, kind: StoreError['kind'], cause: unknown) {
    super(`${store}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.store = store;
    this.kind = kind;
  }
}

/** One clear sentence for the person at the terminal; the process ends with a code other than 0. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
