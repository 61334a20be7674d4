import type { SourceDeclaration } from '@dangzhi/metrics';
import { parseExactJson } from './exact-json.ts';
import { PassingFailure, Refusal } from './failures.ts';
import { fieldAt, isJsonObject, textOf } from './fields.ts';

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface Answer {
  readonly body: unknown;
  readonly status: number;
}

/**
 * Asks a source once.
 *
 * @param secret goes into the call's header and nowhere else
 * @param stop ends the call for good; its reason is thrown
 * @throws PassingFailure when there is no whole answer, or one that says it failed for now; Refusal when it says no
 */
export async function callSource(
  { auth, success, timeoutMs }: SourceDeclaration,
  url: URL,
  secret: string,
  stop: AbortSignal,
): Promise<Answer> {
  const headers = {
    accept: 'application/json',
    ...(auth.kind === 'bearer' ? { authorization: `Bearer ${secret}` } : { [auth.header]: secret }),
  };
  let response: Response;
  let text: string | null;
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
    // A redirect could carry the secret to another host.
    response = await fetch(url, { headers, redirect: 'error', signal });
    text = await readText(response);
  } catch (error) {
    if (stop.aborted) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new PassingFailure(`No answer from ${url.host}: ${cause}`);
  }
  if (text === null) throw new Refusal(`The answer is larger than ${MAX_ANSWER_BYTES} bytes`, response.status);
  const { status } = response;
  if (status >= 500 || status === 429) throw new PassingFailure(`The source answered ${status}`);
  if (!response.ok) throw new Refusal(`The source answered ${status}`, status);
  const body = parseBody(text);
  if (success !== undefined) expectSuccess(body, success, status);
  return { body, status };
}

/** @returns `null` when it is too large; the rest is not read */
async function readText(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseBody(text: string): unknown {
  let body: unknown;
  try {
    body = parseExactJson(text);
  } catch {
    throw new PassingFailure('The answer was cut short: it is not whole JSON');
  }
  if (!isJsonObject(body)) throw new Refusal('The answer is not an object', 200);
  return body;
}

/** What an answer says of itself. Its own words are not repeated: they may hold anything. */
function expectSuccess(
  body: unknown,
  { field, equals }: NonNullable<SourceDeclaration['success']>,
  status: number,
): void {
  const said = fieldAt(body, field);
  if (said === equals) return;
  const code = Number(textOf(said));
  const message = `The source answered ${status}, but ${field} is ${JSON.stringify(said ?? null).slice(0, 40)}`;
  // Many write the status they mean where HTTP has a place for it.
  if (code >= 400 && code < 500 && code !== 429) throw new Refusal(message, code);
  throw new PassingFailure(message);
}
