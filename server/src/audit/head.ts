import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { writeDurably } from '../base/durable-files.ts';
import type { Postgres } from '../stores/index.ts';
import { findHead } from './queries.ts';
import type { Head } from './verify.ts';

const HeadSchema = Type.Object({ sequence: Type.Integer({ minimum: 1 }), hash: Type.String() });
const KeptSchema = Type.Interface([HeadSchema], { earlier: Type.Optional(Type.Array(HeadSchema)) });

const fileIn = (dataDir: string): string => path.join(dataDir, 'audit.head');

/** Where the head is kept; a restored directory gets the one of its backup. */
export const headFile = fileIn;

/** The head of the trail as it was kept beside the database; `null` when none was, or it cannot be read. */
export function readHead(dataDir: string): Head | null {
  const [head] = readHeads(dataDir);
  return head ?? null;
}

/** The same, and the heads kept before it, the latest first; empty when none was kept, or they cannot be read. */
export function readHeads(dataDir: string): Head[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
    if (!Value.Check(KeptSchema, kept)) return [];
    const { sequence, hash, earlier = [] } = kept;
    return [{ sequence, hash }, ...earlier];
  } catch {
    return [];
  }
}

/** What is kept is there and cannot be read: whoever changed it, nothing before now shows by it any more. */
export const isHeadUnreadable = (dataDir: string): boolean =>
  existsSync(fileIn(dataDir)) && readHeads(dataDir).length === 0;

/**
 * Keeps the last line's sequence and hash beside the database, so that it shows when lines are cut off or the
 * trail is written anew. Only ever goes on from the head kept before: one that the trail no longer leads to stays,
 * and with it the proof, until somebody removes the file.
 *
 * It is never ahead of the trail on the disk: a line that is seen here was committed, a commit of the trail waits for
 * the disk whatever PostgreSQL is set to (see `record`), and this is written afterwards.
 */
export async function keepHead(dataDir: string, postgres: Postgres): Promise<void> {
  const [heads, last] = [readHeads(dataDir), await findHead(postgres)];
  const [kept] = heads;
  if (last === null || last.sequence === kept?.sequence) return;
  if (kept !== undefined && (await findHead(postgres, kept.sequence))?.hash !== kept.hash) return;
  // Another process on the same servers may keep it here as well.
  const aside = `${fileIn(dataDir)}.${randomUUID()}`;
  await writeDurably(fileIn(dataDir), `${JSON.stringify({ ...last, earlier: thin(heads) })}\n`, { aside });
}

/** Of the heads, fewer the longer ago: two of each stretch twice as long as the one after it, wherever the trail ends. */
function thin(heads: readonly Head[]): Head[] {
  const latest = heads[0]?.sequence ?? 0;
  const stretches = Map.groupBy(heads, ({ sequence }) => Math.floor(Math.log2(latest - sequence + 1)));
  // The first of a stretch comes into the next one by and by.
  return [...stretches.values()]
    .flatMap((own) => (own.length > 2 ? [own.at(0), own.at(-1)] : own))
    .flatMap((head) => head ?? []);
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
