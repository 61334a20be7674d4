import type { Area, Catalogue, Unit, UnitClass } from '@dangzhi/metrics';
import type { Postgres } from '../stores/index.ts';
import { keepDocument } from './kept-documents.ts';

/** The units at one version, in the order of the county's own list. */
export interface UnitsVersion {
  readonly version: number;
  readonly document: readonly Unit[];
}

/** The units in force: the latest version, without any before a county was loaded. */
export async function findUnits(postgres: Postgres): Promise<UnitsVersion> {
  const { version } = await postgres.db
    .selectFrom('unit_version')
    .select(({ fn }) => fn.max<number | null>('version').as('version'))
    .executeTakeFirstOrThrow();
  return version === null ? NO_UNITS : findUnitsVersion(postgres, version);
}

/** What is in force before a county was loaded. */
export const NO_UNITS: UnitsVersion = { version: 0, document: [] };

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
  const { version } = await postgres.db
    .selectFrom('catalogue_version')
    .select(({ fn }) => fn.max<number | null>('version').as('version'))
    .executeTakeFirstOrThrow();
  return version === null ? null : findCatalogueVersion(postgres, version);
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
