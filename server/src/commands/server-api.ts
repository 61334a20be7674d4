import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  addressOf,
  isErrorCode,
  wordsOf,
  type Answers,
  type ApiErrorBody,
  type Calls,
  type RouteName,
} from '@dangzhi/metrics/contract';
import { ConfigError } from '../base/config.ts';
import { readSettings } from '../runtime/settings.ts';
import { UserError } from '../base/errors.ts';
import { originOf } from '../base/listen-address.ts';
import { operatorTokenFile, readOperatorToken } from '../rights/operator-token.ts';
import { operatorName } from './operator.ts';

interface Said {
  readonly body?: unknown;
}

/**
 * Calls a route of the running server in the operator's name. The stores belong to the server, so every command
 * that changes something goes through it.
 *
 * @throws UserError when no server runs here, or when it says no
 */
export async function callServer<Name extends RouteName>(
  route: Name,
  asked: Calls[Name] & Said,
): Promise<Answers[Name]> {
  const config = readSettings(process.env);
  const file = operatorTokenFile(config.dataDir);
  if (!existsSync(file)) throw new UserError(`There is no ${file}; start the server with the same DATA_DIR first.`);
  const origin = originOf(config);
  const { method, url } = addressOf(route, asked);
  const { body }: Said = asked;
  const headers = {
    authorization: `Bearer ${readOperatorToken(config.dataDir)}`,
    // Stands in the audit trail beside the token's name, as what it is: who says to be at the keyboard.
    'x-operator': operatorName(),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  let response: Response;
  try {
    response = await fetch(`${origin}${url}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new UserError(`No server answers at ${origin}; start it, or set HOST and PORT to where it is.`);
  }
  const text = await response.text();
  if (!response.ok) throw new UserError(refusalWords(text) ?? `The server answered ${response.status}.`);
  return (text === '' ? null : JSON.parse(text)) as Answers[Name];
}

/** What a command that stores figures is told about waiting. */
export const WAIT = {
  type: 'boolean',
  default: true,
  description: 'Wait until it is scored; --no-wait ends when it is stored',
} as const;

const LOOK_MS = 200;
const PATIENCE_MS = 600_000;

/**
 * Waits until a stored batch is scored: from then on every page shows it.
 *
 * @throws UserError when that takes longer than ten minutes, or the server ends before: it is stored all the same
 */
export async function untilScored(batch: string): Promise<void> {
  for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(LOOK_MS)) {
    const { scoring } = await callServer('GET /batches/{id}', { params: { id: batch } }).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`It is stored in batch ${batch}; whether it is scored is not known. ${error.message}`);
    });
    if (scoring !== 'waiting') return;
  }
  throw new UserError(
    `It is stored in batch ${batch} and not scored after ${PATIENCE_MS / 60_000} minutes; read the server’s log.`,
  );
}

/** Why the server says no, in both languages after the code; `null` where it is no answer of ours. */
function refusalWords(text: string): string | null {
  try {
    const body = JSON.parse(text) as Partial<ApiErrorBody>;
    if (body.code === undefined || body.params === undefined) return null;
    if (!isErrorCode(body.code)) return `${String(body.code)}: ${String(body.message)}`;
    const { zh, en } = wordsOf(body.code, body.params);
    return `${body.code}: ${zh} ${en}`;
  } catch {
    return null;
  }
}

/** Runs a command; a failure is one sentence on stderr and an exit code other than 0. */
export async function orSentence(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserError || error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
