import type { SchemeDocument } from '@dangzhi/metrics';
import type { Postgres } from '../stores/index.ts';

export interface SchemeVersion {
  readonly version: number;
  readonly hash: string;
  readonly document: SchemeDocument;
}

/** The latest version of every scheme, by code. */
export async function listSchemes(postgres: Postgres): Promise<readonly SchemeVersion[]> {
  const latest = postgres.db
    .selectFrom('scheme_version')
    .distinctOn('scheme')
    .orderBy('scheme')
    .orderBy('version', 'desc');
  const heads = await latest.select(['scheme', 'version']).execute();
  const known = schemes.get(postgres) ?? [];
  const isKnown =
    known.length === heads.length &&
    heads.every(({ scheme, version }, index) => {
      const one = known[index];
      return one?.document.code === scheme && one.version === version;
    });
  if (isKnown) return known;
  const read = await latest.select(['version', 'hash', 'document']).execute();
  schemes.set(postgres, read);
  return read;
}

/** The documents last read: a version never changes. */
const schemes = new WeakMap<Postgres, readonly SchemeVersion[]>();
