import { ENGINE_VERSION } from '@dangzhi/metrics';
import type { Meta } from '@dangzhi/metrics/contract';
import { listClasses } from '../county/queries.ts';
import { readCountyInForce } from '../schemes/county-in-force.ts';
import { findHome } from '../county/home.ts';
import { refuse } from '../base/errors.ts';
import { listScoredMonths } from '../scores/runs/queries.ts';
import { findDefaultMonth } from '../scores/read/scored-run.ts';
import type { Stores } from '../stores/index.ts';

/**
 * What a page needs to know before it asks for anything else.
 *
 * @throws CallRefused before a county is loaded and scored
 */
export async function readMeta(stores: Stores, demo: boolean): Promise<Meta> {
  const inForce = await readCountyInForce(stores.postgres);
  const [classes, periods, period] = await Promise.all([
    listClasses(stores.postgres),
    listScoredMonths(stores.postgres),
    findDefaultMonth(stores, inForce),
  ]);
  const county = findHome(inForce.units.document);
  if (county === undefined) throw refuse('county.not-loaded');
  return {
    county: county.name,
    countyCode: county.code,
    demo,
    period,
    periods,
    schemes: inForce.schemes.map(({ document: { code, unitKind, name } }) => ({ code, unitKind, name })),
    classes,
    engineVersion: ENGINE_VERSION,
  };
}
