import type { Postgres } from '../stores/index.ts';

/** What is in force and what somebody compares it with; two hundred kilobytes take longer to read than to rank by. */
const KEPT = 64;

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
  // The one wanted last stands last; a failure, or a version there is none of yet, is not remembered.
  documents.delete(key);
  documents.set(key, document);
  if (known === undefined) {
    const forget = (): boolean => documents.delete(key);
    document.then((found) => found === null && forget(), forget);
  }
  if (documents.size > KEPT) documents.delete(documents.keys().next().value ?? key);
  return document;
}
