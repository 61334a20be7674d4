import { writeInstant, type SourceDeclaration } from '@dangzhi/metrics';
import {
  ConsecutiveBreaker,
  ExponentialBackoff,
  circuitBreaker,
  handleType,
  retry,
  wrap,
  CircuitState,
} from 'cockatiel';
import type { MayCall } from './allowed-address.ts';
import { callSource } from './call.ts';
import { PassingFailure, Refusal } from './failures.ts';
import { pageParams, readList, type ListPage } from './paging.ts';

export interface SourcePage extends ListPage {
  readonly status: number;
  /** The call in one line, without secrets. */
  readonly call: string;
}

/** Where reading stands: the page to ask for, of what changed since, and when it is asked for. */
export interface Position {
  readonly cursor: string | null;
  readonly since: string | null;
  readonly now: Date;
}

/** One source as something to read pages from, with its own patience. */
export interface SourceReader {
  /**
   * @throws Refusal when the source says no, PassingFailure or BrokenCircuitError when it stays unreachable
   */
  page(position: Position, signal: AbortSignal, onRetry: (why: Error) => void): Promise<SourcePage>;
  breaker(): 'closed' | 'open' | 'half-open';
}

export interface ReaderTiming {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** How long an open breaker stays open. */
  readonly restMs: number;
}

const TIMING: ReaderTiming = { firstDelayMs: 200, maxDelayMs: 5000, restMs: 30_000 };

/** What reading a source needs besides its declaration. */
export interface SourceAccess {
  /** Looks a secret up by its name; the secret goes into the call's header and nowhere else. */
  readonly token: (name: string) => string | undefined;
  /** Refuses addresses that are nobody's source. */
  readonly mayCall: MayCall;
}

export function createReader(
  declaration: SourceDeclaration,
  access: SourceAccess,
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
        ({ signal: stop }) => fetchPage(declaration, access, position, stop),
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
  { token, mayCall }: SourceAccess,
  { cursor, since, now }: Position,
  signal: AbortSignal,
): Promise<SourcePage> {
  const { address, path, query = {}, auth, paging, sinceParam, mapping } = declaration;
  const url = new URL(path, address);
  const params = { ...query, ...pageParams(paging, cursor) };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  if (since !== null && sinceParam !== undefined && mapping.changedAt !== undefined) {
    url.searchParams.set(sinceParam, writeInstant(since, mapping.changedAt.format));
  }
  const secret = token(auth.tokenName);
  if (secret === undefined) throw new Refusal(`The secret ${auth.tokenName} is not set`, 0);
  await mayCall(url);
  const { body, status } = await callSource(declaration, url, secret, signal);
  return { ...readList(paging, body, cursor, now), status, call: `GET ${url.toString()}` };
}
