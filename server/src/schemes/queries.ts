import type { SchemeDocument } from '@dangzhi/metrics';
import { keepDocument } from '../county/kept-documents.ts';
import type { Postgres } from '../stores/index.ts';

export interface SchemeVersion {
  readonly version: number;
  readonly hash: string;
  readonly document: SchemeDocument;
}

/** The schemes in force: the latest version of each, by code. */
export async function listSchemes(postgres: Postgres): Promise<readonly SchemeVersion[]> {
  const latest = await postgres.db
    .selectFrom('scheme_version')
    .select(({ fn }) => ['scheme', fn.max<number>('version').as('version')])
    .groupBy('scheme')
    .orderBy('scheme')
    .execute();
  return findSchemeVersions(postgres, latest);
}

/** Schemes at versions that are known to be there. */
export async function findSchemeVersions(
  postgres: Postgres,
  versions: readonly { readonly scheme: string; readonly version: number }[],
): Promise<readonly SchemeVersion[]> {
  const found = await Promise.all(versions.map(({ scheme, version }) => findSchemeVersion(postgres, scheme, version)));
  return found.flatMap((one) => one ?? []);
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
