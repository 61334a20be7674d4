import {
  findCatalogueVersion,
  findUnitsVersion,
  type CatalogueVersion,
  type UnitsVersion,
} from '../../county/queries.ts';
import type { CountyInForce } from '../../schemes/county-in-force.ts';
import { findSchemeVersion, type SchemeVersion } from '../../schemes/queries.ts';
import type { Postgres } from '../../stores/index.ts';
import type { RunRef } from './queries.ts';

/** The documents a run was made of. */
export interface MadeOf {
  readonly scheme: SchemeVersion;
  readonly catalogue: CatalogueVersion;
  readonly units: UnitsVersion;
}

/**
 * The documents of a run; what is still in force is taken from there.
 *
 * @throws Error when one is not there, which the store's own references forbid
 */
export async function readMadeOf(postgres: Postgres, run: RunRef, county: CountyInForce): Promise<MadeOf> {
  const inForce = county.schemes.find(({ document }) => document.code === run.scheme);
  const [scheme, catalogue, units] = await Promise.all([
    inForce?.version === run.schemeVersion ? inForce : findSchemeVersion(postgres, run.scheme, run.schemeVersion),
    county.catalogue?.version === run.catalogueVersion
      ? county.catalogue
      : findCatalogueVersion(postgres, run.catalogueVersion),
    county.units.version === run.unitVersion ? county.units : findUnitsVersion(postgres, run.unitVersion),
  ]);
  if (scheme === null) throw new Error(`run ${run.run} names version ${run.schemeVersion} of ${run.scheme}`);
  return { scheme, catalogue, units };
}
