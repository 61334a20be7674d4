import type { Catalogue, SchemeDocument, Unit, UnitClass } from '@dangzhi/metrics';
import type { Fact } from '@dangzhi/metrics/contract';
import { sql } from 'kysely';
import type { Postgres } from '../stores/index.ts';

/** Units in the order of the county's own list. */
export async function listUnits({ db }: Postgres): Promise<Unit[]> {
  const rows = await db.selectFrom('unit').select('definition').orderBy('position').execute();
  return rows.map(({ definition }) => definition);
}

/** Peer classes in the order of the county's own list. */
export async function listClasses({ db }: Postgres): Promise<UnitClass[]> {
  const rows = await db.selectFrom('unit_class').select('definition').orderBy('position').execute();
  return rows.map(({ definition }) => definition);
}

export interface CatalogueVersion {
  readonly version: number;
  readonly hash: string;
  readonly document: Catalogue;
}

/** The catalogue in force: the latest version; `null` before anything was loaded. */
export async function findCatalogue({ db }: Postgres): Promise<CatalogueVersion | null> {
  const row = await db
    .selectFrom('catalogue_version')
    .select(['version', 'hash', 'document'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export interface SchemeVersion {
  readonly version: number;
  readonly hash: string;
  readonly document: SchemeDocument;
}

/** The latest version of every scheme, by code. */
export async function listSchemes({ db }: Postgres): Promise<SchemeVersion[]> {
  return db
    .selectFrom('scheme_version')
    .distinctOn('scheme')
    .select(['version', 'hash', 'document'])
    .orderBy('scheme')
    .orderBy('version', 'desc')
    .execute();
}

export interface FactFilter {
  readonly article?: string | undefined;
  readonly kind?: string | undefined;
  /** Searched in names and quote, letter case ignored. */
  readonly q?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of source facts in the order of the articles. */
export async function listFacts(
  { db }: Postgres,
  { article, kind, q, page, pageSize }: FactFilter,
): Promise<{ items: Fact[]; total: number }> {
  let query = db.selectFrom('fact');
  if (article !== undefined) query = query.where('article', '=', article);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (q !== undefined && q !== '') {
    const pattern = `%${q.replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
    query = query.where(sql<boolean>`definition::text ILIKE ${pattern}`);
  }
  const { total } = await query
    .select(({ fn }) => fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select('definition')
    .orderBy('position')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { items: rows.map(({ definition }) => definition), total: Number(total) };
}

/** One fact; `null` when unknown. */
export async function findFact({ db }: Postgres, id: string): Promise<Fact | null> {
  const row = await db.selectFrom('fact').select('definition').where('id', '=', id).executeTakeFirst();
  return row?.definition ?? null;
}
