import type { Postgres } from '../stores/index.ts';
import { findCatalogue, findUnits, type CatalogueVersion, type UnitsVersion } from '../county/queries.ts';
import { listSchemes, type SchemeVersion } from './queries.ts';

/** What is scored and how at this moment: read once for a request and handed down, so that all of it fits together. */
export interface CountyInForce {
  readonly units: UnitsVersion;
  /** The latest version of each, by code. */
  readonly schemes: readonly SchemeVersion[];
  /** `null` before anything was loaded. */
  readonly catalogue: CatalogueVersion | null;
}

export async function readCountyInForce(postgres: Postgres): Promise<CountyInForce> {
  const [units, schemes, catalogue] = await Promise.all([
    findUnits(postgres),
    listSchemes(postgres),
    findCatalogue(postgres),
  ]);
  return { units, schemes, catalogue };
}
