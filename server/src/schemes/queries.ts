import type { SchemeDocument } from '@dangzhi/metrics';
import { sql } from 'kysely';
import { keepDocument } from '../county/kept-documents.ts';
import type { Postgres } from '../stores/index.ts';

export interface SchemeVersion {
  readonly version: number;
  readonly hash: string;
  readonly document: SchemeDocument;
}

/** The schemes in force: the latest version of each, by code. */
export async function listSchemes(postgres: Postgres): Promise<readonly SchemeVersion[]> {
  const known = latest.get(postgres) ?? new Map<string, SchemeVersion>();
  const versions = [...known.values()].map(({ document: { code }, version }) => `${version} ${code}`);
  const { rows } = await sql<{ scheme: string; version: number; hash: string; document: SchemeDocument | null }>`
    SELECT DISTINCT ON (scheme) scheme, version, hash,
      CASE WHEN NOT version || ' ' || scheme = ANY (${versions}::text[]) THEN document END AS document
    FROM scheme_version ORDER BY scheme, version DESC
  `.execute(postgres.db);
  const schemes = rows.flatMap(({ scheme, version, hash, document }) =>
    document === null ? (known.get(scheme) ?? []) : { version, hash, document },
  );
  latest.set(postgres, new Map(schemes.map((scheme) => [scheme.document.code, scheme])));
  return schemes;
}

/**
 * A scheme as it once was; `null` where it had no such version.
 *
 * @param version from 1
 */
export const findSchemeVersion = (postgres: Postgres, scheme: string, version: number): Promise<SchemeVersion | null> =>
  keepDocument(postgres, `scheme ${version} ${scheme}`, async () => {
    const row = await postgres.db
      .selectFrom('scheme_version')
      .select(['version', 'hash', 'document'])
      .where('scheme', '=', scheme)
      .where('version', '=', version)
      .executeTakeFirst();
    return row ?? null;
  });

/** The documents last read: a version never changes. */
const latest = new WeakMap<Postgres, ReadonlyMap<string, SchemeVersion>>();
