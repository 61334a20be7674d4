import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeDurably } from '../base/durable-files.ts';
import { UserError } from '../base/errors.ts';

/** Shorter is not one we wrote: an empty one would be held by everybody. */
const LENGTH = 32;

/** Where the command line's own secret lies: only its owner can read it. */
export const operatorTokenFile = (dataDir: string): string => path.join(dataDir, 'operator.token');

/** @throws what the file system says where it is not there, or not ours to read */
export const readOperatorToken = (dataDir: string): string => readFileSync(operatorTokenFile(dataDir), 'utf8').trim();

/**
 * The token of a data directory, made where there is none yet.
 *
 * @throws UserError when the file holds something else
 */
export async function ensureOperatorToken(dataDir: string): Promise<string> {
  const file = operatorTokenFile(dataDir);
  // Whole or not at all: a full disk or a power cut leaves no empty token behind.
  if (!existsSync(file)) await writeDurably(file, `${randomBytes(24).toString('base64url')}\n`);
  const token = readOperatorToken(dataDir);
  if (token.length < LENGTH) throw new UserError(`${file} does not hold a token; remove it and start again.`);
  return token;
}
