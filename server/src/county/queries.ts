import type { Area, Catalogue, Unit, UnitClass } from '@dangzhi/metrics';
import type { Postgres } from '../stores/index.ts';

/** Units in the order of the county's own list. */
export async function listUnits({ db }: Postgres): Promise<Unit[]> {
  const rows = await db.selectFrom('unit').select('definition').orderBy('position').execute();
  return rows.map(({ definition }) => definition);
}

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
  const latest = postgres.db.selectFrom('catalogue_version').orderBy('version', 'desc').limit(1);
  const head = await latest.select('version').executeTakeFirst();
  if (head === undefined) return null;
  const known = catalogues.get(postgres);
  if (known?.version === head.version) return known;
  // By version, not by hash: going back to an earlier document is a new version too.
  const row = await latest.select(['version', 'hash', 'document']).executeTakeFirstOrThrow();
  catalogues.set(postgres, row);
  return row;
}

/** The document last read: a version never changes, and two hundred kilobytes take longer to read than to rank by. */
const catalogues = new WeakMap<Postgres, CatalogueVersion>();
