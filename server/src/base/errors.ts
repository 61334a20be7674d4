import createError from '@fastify/error';

/** Every error the API gives on purpose. Codes are permanent: never renamed, never reused. */
export const NotFound = createError<[what: string]>('NOT_FOUND', '%s', 404);
export const BadRequest = createError<[what: string]>('BAD_REQUEST', '%s', 400);
export const SignInNeeded = createError('SIGN_IN_NEEDED', 'Sign in first', 401);
/** One sentence for a wrong name, a wrong password and an account that is locked: it tells nobody which names exist. */
export const SignInFailed = createError(
  'SIGN_IN_FAILED',
  'Name or password is wrong, or the account is locked for a while',
  401,
);
export const PasswordChangeNeeded = createError('PASSWORD_CHANGE_NEEDED', 'Change your password first', 403);
export const PasswordRefused = createError<[why: string]>('PASSWORD_REFUSED', '%s', 400);
export const Forbidden = createError('FORBIDDEN', 'Your roles do not allow this', 403);
export const Recused = createError('RECUSED', 'Nobody decides about the unit he belongs to', 403);
export const ForeignOrigin = createError('FOREIGN_ORIGIN', 'This call does not come from a page of ours', 403);
/** Evidence is taken by what it is, not by what it is called. */
export const UnknownFile = createError<[name: string, kinds: string]>(
  'UNKNOWN_FILE',
  '%s is not what its name says, or of no kind that is taken: %s',
  415,
);
export const FileTooLarge = createError<[most: string]>('FILE_TOO_LARGE', 'A file may have %s at most', 413);
export const Conflict = createError<[what: string]>('CONFLICT', '%s', 409);
export const TooManyCalls = createError<[seconds: string]>('TOO_MANY_CALLS', 'Too many calls; try again in %s s', 429);
export const RunUnderWay = createError<[source: string]>('RUN_UNDER_WAY', 'Source %s is being pulled already', 409);
export const DisplayRefused = createError(
  'DISPLAY_REFUSED',
  'This token is unknown or was used already; ask an administrator for a new one',
  401,
);
export const StoreDown = createError<[store: string]>('STORE_DOWN', '%s does not answer; try again shortly', 503);

export type StoreName = 'ClickHouse' | 'PostgreSQL';

/**
 * A store failed. `unavailable` and `timeout` may pass; `query` is our own fault. It has no cause: what a store says of
 * a failure may repeat the values it was given, and errors end up in logs.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly store: StoreName;
  readonly kind: 'unavailable' | 'timeout' | 'query';

  /** @param reason what happened, without values */
  constructor(store: StoreName, kind: StoreError['kind'], reason: string) {
    super(`${store}: ${reason}`);
    this.store = store;
    this.kind = kind;
  }
}

/** One clear sentence for the person at the terminal; the process ends with a code other than 0. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
