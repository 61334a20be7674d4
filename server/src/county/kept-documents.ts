import type { Postgres } from '../stores/index.ts';

/** Enough for the versions that somebody compares; two hundred kilobytes take longer to read than to rank by. */
const KEPT = 24;

const kept = new WeakMap<Postgres, Map<string, Promise<unknown>>>();

/**
 * A document that never changes, read once while it is among the last that were wanted.
 *
 * @param key what it is and of which version
 */
export function keepDocument<Document>(
  postgres: Postgres,
  key: string,
  read: () => Promise<Document>,
): Promise<Document> {
  let documents = kept.get(postgres);
  if (documents === undefined) {
    documents = new Map();
    kept.set(postgres, documents);
  }
  const known = documents.get(key) as Promise<Document> | undefined;
  const document = known ?? read();
  // The one wanted last stands last; a failure is not remembered.
  documents.delete(key);
  documents.set(key, document);
  if (known === undefined) document.catch(() => documents.delete(key));
  if (documents.size > KEPT) documents.delete(documents.keys().next().value ?? key);
  return document;
}
