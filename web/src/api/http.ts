import type { ApiErrorBody } from '@dangzhi/metrics/contract';

/** The server's own words for "nobody answered": no HTTP status exists then. */
const UNREACHABLE = { code: 'unreachable', message: 'The server did not answer', details: [] };

/** A refusal by the API, or its silence (`status` 0, `code` `unreachable`). Codes are permanent. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly details: ApiErrorBody['details'];

  constructor(status: number, body: ApiErrorBody, options?: ErrorOptions) {
    super(body.message, options);
    this.status = status;
    this.code = body.code;
    this.details = body.details;
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>;

/** Builds `/api/v1/<path>` with the given query; absent values are left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `/api/v1/${path}${search ? `?${search}` : ''}`;
}

function isErrorBody(body: unknown): body is ApiErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}

async function readError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const known = isErrorBody(body) ? body : { code: 'unknown', message: response.statusText, details: [] };
  return new ApiError(response.status, { ...known, details: known.details ?? [] });
}

/** Codes that say: whoever asks is not, or no longer, who the page takes him for. */
const ABOUT_THE_CALLER: ReadonlySet<string> = new Set(['SIGN_IN_NEEDED', 'PASSWORD_CHANGE_NEEDED', 'FORBIDDEN']);

/** Gets a `caller` event for every answer that says the page is wrong about who is signed in and what he may. */
export const refusals = new EventTarget();

async function call(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, UNREACHABLE, { cause });
  }
  if (response.ok) return response;
  const error = await readError(response);
  if (ABOUT_THE_CALLER.has(error.code)) refusals.dispatchEvent(new Event('caller'));
  throw error;
}

/**
 * One GET. The type is the contract's: the server serialises by the same schema, so it is not checked again.
 *
 * @throws ApiError for every answer that is not 2xx, and with status 0 when there was none
 */
export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const response = await call(apiUrl(path, query), {
    headers: { accept: 'application/json' },
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as T;
}

/**
 * One call that changes something. `body` goes as JSON; an answer without one (204) is `undefined`.
 *
 * @throws ApiError as {@link get} does
 */
export async function send<T = undefined>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<T> {
  const response = await call(apiUrl(path), {
    method,
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (response.status === 204 ? undefined : await response.json()) as T;
}
