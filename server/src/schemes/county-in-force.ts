import { sql } from 'kysely';
import type { Postgres } from '../stores/index.ts';
import {
  findCatalogueVersion,
  findUnitsVersion,
  NO_UNITS,
  type CatalogueVersion,
  type UnitsVersion,
} from '../county/queries.ts';
import { findSchemeVersions, type SchemeVersion } from './queries.ts';

/** What is scored and how at this moment: read once for a request and handed down, so that all of it fits together. */
export interface CountyInForce {
  readonly units: UnitsVersion;
  /** The latest version of each, by code. */
  readonly schemes: readonly SchemeVersion[];
  /** `null` before anything was loaded. */
  readonly catalogue: CatalogueVersion | null;
}

const VERSIONS: ReadonlySet<string> = new Set(['unit_version', 'catalogue_version', 'scheme_version']);

const kept = new WeakMap<Postgres, Promise<CountyInForce>>();
const watched = new WeakSet<Postgres>();

/** Asked for by every call about a unit: read once, and again after a version was added. */
export function readCountyInForce(postgres: Postgres): Promise<CountyInForce> {
  if (!watched.has(postgres)) {
    watched.add(postgres);
    postgres.onWrite(({ table }) => {
      if (VERSIONS.has(table)) kept.delete(postgres);
    });
  }
  const known = kept.get(postgres);
  if (known !== undefined) return known;
  const county = readVersions(postgres);
  kept.set(postgres, county);
  // A failure is not remembered.
  county.catch(() => {
    if (kept.get(postgres) === county) kept.delete(postgres);
  });
  return county;
}

/** One statement finds the versions; documents, which never change, are read once. */
async function readVersions(postgres: Postgres): Promise<CountyInForce> {
  const { rows } = await sql<{ kind: 'units' | 'catalogue' | 'scheme'; code: string; version: number | null }>`
    SELECT 'units' AS kind, '' AS code, max(version) AS version FROM unit_version
    UNION ALL SELECT 'catalogue', '', max(version) FROM catalogue_version
    UNION ALL SELECT 'scheme', scheme, max(version) FROM scheme_version GROUP BY scheme
    ORDER BY code
  `.execute(postgres.db);
  const versionOf = new Map(rows.map(({ kind, version }) => [kind, version]));
  const [unitsVersion, catalogueVersion] = [versionOf.get('units') ?? null, versionOf.get('catalogue') ?? null];
  const [units, catalogue, schemes] = await Promise.all([
    unitsVersion === null ? NO_UNITS : findUnitsVersion(postgres, unitsVersion),
    catalogueVersion === null ? null : findCatalogueVersion(postgres, catalogueVersion),
    findSchemeVersions(
      postgres,
      rows.flatMap(({ kind, code: scheme, version }) =>
        kind === 'scheme' && version !== null ? { scheme, version } : [],
      ),
    ),
  ]);
  return { units, schemes, catalogue };
}
