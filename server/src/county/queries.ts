import type { Area, Catalogue, Unit, UnitClass } from '@dangzhi/metrics';
import { sql } from 'kysely';
import type { Postgres } from '../stores/index.ts';
import { keepDocument } from './kept-documents.ts';

/** The units at one version, in the order of the county's own list. */
export interface UnitsVersion {
  readonly version: number;
  readonly document: readonly Unit[];
}

/** The units in force: the latest version, without any before a county was loaded. */
export async function findUnits(postgres: Postgres): Promise<UnitsVersion> {
  const { rows } = await sql<LatestRow<UnitsVersion>>`
    SELECT version, CASE WHEN version <> ${latestUnits.get(postgres)?.version ?? 0}::integer THEN document END AS document
    FROM unit_version ORDER BY version DESC LIMIT 1
  `.execute(postgres.db);
  return keepLatest(latestUnits, postgres, rows[0]) ?? { version: 0, document: [] };
}

/**
 * The units as they once were.
 *
 * @throws Error when there is no such version
 */
export const findUnitsVersion = (postgres: Postgres, version: number): Promise<UnitsVersion> =>
  keepDocument(postgres, `units ${version}`, () =>
    postgres.db
      .selectFrom('unit_version')
      .select(['version', 'document'])
      .where('version', '=', version)
      .executeTakeFirstOrThrow(),
  );

/** Units in force, in the order of the county's own list. */
export const listUnits = async (postgres: Postgres): Promise<readonly Unit[]> => (await findUnits(postgres)).document;

/** Cities in the order of the county's own list. */
export async function listAreas({ db }: Postgres): Promise<Area[]> {
  const rows = await db.selectFrom('area').select('definition').orderBy('position').execute();
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
export async function findCatalogue(postgres: Postgres): Promise<CatalogueVersion | null> {
  // By version, not by hash: going back to an earlier document is a new version too.
  const { rows } = await sql<LatestRow<CatalogueVersion>>`
    SELECT version, hash,
      CASE WHEN version <> ${latestCatalogue.get(postgres)?.version ?? 0}::integer THEN document END AS document
    FROM catalogue_version ORDER BY version DESC LIMIT 1
  `.execute(postgres.db);
  return keepLatest(latestCatalogue, postgres, rows[0]);
}

/**
 * The catalogue as it once was.
 *
 * @throws Error when there is no such version
 */
export const findCatalogueVersion = (postgres: Postgres, version: number): Promise<CatalogueVersion> =>
  keepDocument(postgres, `catalogue ${version}`, () =>
    postgres.db
      .selectFrom('catalogue_version')
      .select(['version', 'hash', 'document'])
      .where('version', '=', version)
      .executeTakeFirstOrThrow(),
  );

/** The head of a version, and its document unless it is the one read last: a version never changes. */
type LatestRow<One extends { readonly document: unknown }> = Omit<One, 'document'> & {
  readonly document: One['document'] | null;
};

const latestUnits = new WeakMap<Postgres, UnitsVersion>();
const latestCatalogue = new WeakMap<Postgres, CatalogueVersion>();

function keepLatest<One extends { readonly version: number; readonly document: object }>(
  latest: WeakMap<Postgres, One>,
  postgres: Postgres,
  row: LatestRow<One> | undefined,
): One | null {
  if (row === undefined) return null;
  const known = latest.get(postgres);
  if (row.document === null && known !== undefined) return known;
  latest.set(postgres, row as One);
  return row as One;
}
