import { existsSync } from 'node:fs';
import os from 'node:os';
import { ConfigError } from '../base/config.ts';
import { readSettings } from '../runtime/settings.ts';
import { UserError } from '../base/errors.ts';
import { originOf } from '../base/listen-address.ts';
import { operatorTokenFile, readOperatorToken } from '../rights/operator-token.ts';

/**
 * Calls the running server in the operator's name. The stores belong to the server, so every command
 * that changes something goes through it.
 *
 * @throws UserError when no server runs here, or when it says no
 */
export async function callServer(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  pathname: string,
  body?: object,
): Promise<unknown> {
  const config = readSettings(process.env);
  const file = operatorTokenFile(config.dataDir);
  if (!existsSync(file)) throw new UserError(`There is no ${file}; start the server with the same DATA_DIR first.`);
  const origin = originOf(config);
  const headers = {
    authorization: `Bearer ${readOperatorToken(config.dataDir)}`,
    // Stands in the audit trail beside the token's name: who was at the keyboard.
    'x-operator': `${os.userInfo().username}@${os.hostname()}`.replaceAll(/[^\w.@-]/g, '').slice(0, 64),
    ...(body && { 'content-type': 'application/json' }),
  };
  let response: Response;
  try {
    response = await fetch(`${origin}/api/v1${pathname}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new UserError(`No server answers at ${origin}; start it, or set HOST and PORT to where it is.`);
  }
  const text = await response.text();
  if (!response.ok) throw new UserError(readMessage(text) ?? `The server answered ${response.status}.`);
  return text === '' ? null : JSON.parse(text);
}

function readMessage(text: string): string | null {
  try {
    const { code, message } = JSON.parse(text) as { code?: unknown; message?: unknown };
    return typeof message === 'string' ? `${String(code)}: ${message}` : null;
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
