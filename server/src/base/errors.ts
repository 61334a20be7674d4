import { ERRORS, wordsOf, type ErrorCode, type ErrorParams } from '@dangzhi/metrics/contract';

/** A call is refused for a fact of the contract's table. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly code: ErrorCode;
  readonly params: ErrorParams<ErrorCode>;
  readonly statusCode: number;

  constructor(code: ErrorCode, params: ErrorParams<ErrorCode>) {
    super(wordsOf(code, params).en);
    this.code = code;
    this.params = params;
    this.statusCode = ERRORS[code].status;
  }
}

/** Nothing to say of a fact without parameters. */
type Params<Code extends ErrorCode> = keyof ErrorParams<Code> extends never ? [] : [params: ErrorParams<Code>];

/** What to throw when a call is refused: `throw refuse('unit.unknown', { unit })`. */
export const refuse = <Code extends ErrorCode>(code: Code, ...[params]: Params<Code>): CallRefused =>
  new CallRefused(code, params ?? {});

export type StoreName = 'ClickHouse' | 'PostgreSQL';

/**
 * A store failed. `unavailable` and `timeout` may pass, `full` when there is room again; `query` is our own fault. It has no cause: what a store says of
 * a failure may repeat the values it was given, and errors end up in logs.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly store: StoreName;
  readonly kind: 'unavailable' | 'timeout' | 'full' | 'query';

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
