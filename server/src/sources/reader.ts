import type { SourceDeclaration } from '@dangzhi/metrics';
import {
  ConsecutiveBreaker,
  ExponentialBackoff,
  circuitBreaker,
  handleType,
  retry,
  wrap,
  CircuitState,
} from 'cockatiel';
import { parseExactJson } from './exact-json.ts';

/** The source failed in a way that may pass: it is asked again. */
export class PassingFailure extends Error {
  override readonly name = 'PassingFailure';
}

/** The source refused: asking again would not help. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

export interface SourcePage {
  readonly records: readonly unknown[];
  /** Cursor of the next page; `null` after the last. */
  readonly next: string | null;
  readonly status: number;
  /** The call in one line, without secrets. */
  readonly call: string;
}

/** One source as something to read pages from, with its own patience. */
export interface SourceReader {
  /**
   * @throws Refusal when the source says no, PassingFailure or BrokenCircuitError when it stays unreachable
   */
  page(
    position: { cursor: string | null; since: string | null },
    signal: AbortSignal,
    onRetry: (why: Error) => void,
  ): Promise<SourcePage>;
  breaker(): 'closed' | 'open' | 'half-open';
}

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface ReaderTiming {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** How long an open breaker stays open. */
  readonly restMs: number;
}

const TIMING: ReaderTiming = { firstDelayMs: 200, maxDelayMs: 5000, restMs: 30_000 };

/**
 * @param token looks a secret up by its name; the secret goes into the call's header and nowhere else
 */
export function createReader(
  declaration: SourceDeclaration,
  token: (name: string) => string | undefined,
  timing: ReaderTiming = TIMING,
): SourceReader {
  const breaker = circuitBreaker(handleType(PassingFailure), {
    halfOpenAfter: timing.restMs,
    breaker: new ConsecutiveBreaker(declaration.attempts * 2),
  });
  return {
    page: async (position, signal, onRetry) => {
      const patience = retry(handleType(PassingFailure), {
        maxAttempts: declaration.attempts - 1,
        backoff: new ExponentialBackoff({ initialDelay: timing.firstDelayMs, maxDelay: timing.maxDelayMs }),
      });
      patience.onRetry((reason) =>
        onRetry('error' in reason && reason.error instanceof Error ? reason.error : new Error('no answer')),
      );
      return wrap(patience, breaker).execute(
        ({ signal: stop }) => fetchPage(declaration, token, position, stop),
        signal,
      );
    },
    breaker: () =>
      breaker.state === CircuitState.Open || breaker.state === CircuitState.Isolated
        ? 'open'
        : breaker.state === CircuitState.HalfOpen
          ? 'half-open'
          : 'closed',
  };
}

async function fetchPage(
  declaration: SourceDeclaration,
  token: (name: string) => string | undefined,
  { cursor, since }: { cursor: string | null; since: string | null },
  signal: AbortSignal,
): Promise<SourcePage> {
  const { paging } = declaration;
  const url = new URL(declaration.path, declaration.address);
  url.searchParams.set(paging.sizeParam, String(paging.size));
  if (since !== null) url.searchParams.set(declaration.sinceParam, since);
  if (cursor !== null) url.searchParams.set(paging.cursorParam, cursor);
  const secret = token(declaration.auth.tokenName);
  if (secret === undefined) throw new Refusal(`The secret ${declaration.auth.tokenName} is not set`, 0);

  const answer = await call(url, secret, AbortSignal.any([signal, AbortSignal.timeout(declaration.timeoutMs)]), signal);
  const body = parseBody(answer.text);
  const records = body[paging.recordsField];
  const count = body[paging.countField];
  if (!Array.isArray(records))
    throw new Refusal(
      `The answer has no list "${paging.recordsField}"; the source's schema may have changed`,
      answer.status,
    );
  if (typeof count === 'number' && records.length < count) {
    throw new PassingFailure(`The answer was cut short: ${records.length} of ${count} records`);
  }
  const next = body[paging.nextField];
  return {
    records,
    next: typeof next === 'string' && next !== '' ? next : null,
    status: answer.status,
    call: `GET ${url.toString()}`,
  };
}

async function call(
  url: URL,
  secret: string,
  signal: AbortSignal,
  stop: AbortSignal,
): Promise<{ status: number; text: string }> {
  let response: Response;
  let text: string;
  try {
    // A redirect could carry the secret to another host.
    response = await fetch(url, {
      headers: { authorization: `Bearer ${secret}`, accept: 'application/json' },
      redirect: 'error',
      signal,
    });
    text = await response.text();
  } catch (error) {
    if (stop.aborted) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new PassingFailure(`No answer from ${url.host}: ${cause}`);
  }
  if (text.length > MAX_ANSWER_BYTES)
    throw new Refusal(`The answer is larger than ${MAX_ANSWER_BYTES} bytes`, response.status);
  if (response.status >= 500 || response.status === 429)
    throw new PassingFailure(`The source answered ${response.status}`);
  if (!response.ok) throw new Refusal(`The source answered ${response.status}`, response.status);
  return { status: response.status, text };
}

function parseBody(text: string): Record<string, unknown> {
  try {
    const body: unknown = parseExactJson(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    throw new PassingFailure('The answer was cut short: it is not whole JSON');
  }
  throw new Refusal('The answer is not an object', 200);
}
