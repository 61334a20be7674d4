import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { writeDurably } from '../base/durable-files.ts';
import type { Postgres } from '../stores/index.ts';
import { findHead } from './queries.ts';
import type { Head } from './verify.ts';

const HeadSchema = Type.Object({ sequence: Type.Integer({ minimum: 1 }), hash: Type.String() });

const fileIn = (dataDir: string): string => path.join(dataDir, 'audit.head');

/** Where the head is kept; a restored directory gets the one of its backup. */
export const headFile = fileIn;

/** The head of the trail as it was kept beside the database; `null` when none was, or it cannot be read. */
export function readHead(dataDir: string): Head | null {
  try {
    const head: unknown = JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
    return Value.Check(HeadSchema, head) ? head : null;
  } catch {
    return null;
  }
}

/**
 * Keeps the last line's sequence and hash beside the database, so that it shows when lines are cut off or the
 * trail is written anew. Only ever goes on from the head kept before: one that the trail no longer leads to stays,
 * and with it the proof, until somebody removes the file.
 *
 * It is never ahead of the trail on the disk: a line that is seen here was committed, a commit of the trail waits for
 * the disk whatever PostgreSQL is set to (see `record`), and this is written afterwards.
 */
export async function keepHead(dataDir: string, postgres: Postgres): Promise<void> {
  const [kept, last] = [readHead(dataDir), await findHead(postgres)];
  if (last === null || last.sequence === kept?.sequence) return;
  if (kept !== null && (await findHead(postgres, kept.sequence))?.hash !== kept.hash) return;
  await writeDurably(fileIn(dataDir), `${JSON.stringify(last)}\n`);
}

const EVERY_MS = 5000;

/**
 * Keeps the head every few seconds, and once more at the end: what is cut off within them does not show. A store or
 * disk that fails is tried again the next time.
 *
 * @returns ends it; the store must still be open
 */
export function startKeepingHead(dataDir: string, postgres: Postgres): () => Promise<void> {
  let work = Promise.resolve();
  const keep = (): Promise<void> => (work = work.then(() => keepHead(dataDir, postgres)).catch(() => undefined));
  const timer = setInterval(() => void keep(), EVERY_MS).unref();
  void keep();
  return () => {
    clearInterval(timer);
    return keep();
  };
}
