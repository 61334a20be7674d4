import type { Answers, ApiErrorBody, Calls, RouteName } from '@dangzhi/metrics/contract';
import { addressOf } from '@dangzhi/metrics/contract/address';

/** What stands for a refusal where none of the API's came: nobody answered, or something in between did. */
interface NoAnswer {
  readonly code: 'unreachable' | 'unknown';
  readonly message: string;
}

/** A refusal by the API, or its silence (`status` 0, code `unreachable`). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly refusal: ApiErrorBody | NoAnswer;

  constructor(status: number, refusal: ApiErrorBody | NoAnswer, options?: ErrorOptions) {
    super(refusal.message, options);
    this.status = status;
    this.refusal = refusal;
  }

  /** Permanent; docs/errors.md has them all. */
  get code(): ApiError['refusal']['code'] {
    return this.refusal.code;
  }
}

function isErrorBody(body: unknown): body is ApiErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'params' in body && 'message' in body;
}

async function readError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  return new ApiError(response.status, isErrorBody(body) ? body : { code: 'unknown', message: response.statusText });
}

/** Codes that say: whoever asks is not, or no longer, who the page takes them for. */
const ABOUT_THE_CALLER: ReadonlySet<string> = new Set<ApiErrorBody['code']>([
  'session.needed',
  'password.change-needed',
  'right.missing',
]);

/** Gets a `caller` event for every answer that says the page is wrong about who is signed in and what they may. */
export const refusals = new EventTarget();

interface Said {
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * One call of the API, by its route in the contract. `body` goes as JSON; an answer without one (204) is `null`. The
 * answer is not checked: the server serialises by the same schema.
 *
 * @throws ApiError for every answer that is not 2xx, and with status 0 when there was none
 */
export async function call<Name extends RouteName>(route: Name, asked: Calls[Name] & Said): Promise<Answers[Name]> {
  const { method, url } = addressOf(route, asked);
  const { body, signal }: Said = asked;
  const response = await answerOf(url, {
    method,
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  return (response.status === 204 ? null : await response.json()) as Answers[Name];
}

async function answerOf(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, { code: 'unreachable', message: 'The server did not answer' }, { cause });
  }
  if (response.ok) return response;
  const error = await readError(response);
  if (ABOUT_THE_CALLER.has(error.code)) refusals.dispatchEvent(new Event('caller'));
  throw error;
}
