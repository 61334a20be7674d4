import { ENGINE_VERSION } from '@dangzhi/metrics';
import type { Meta } from '@dangzhi/metrics/contract';
import { listClasses, listUnits } from '../county/queries.ts';
import { listSchemes } from '../schemes/queries.ts';
import { findHome } from '../county/home.ts';
import { refuse } from '../base/errors.ts';
import { listScoredMonths } from '../scores/runs/queries.ts';
import { findDefaultMonth } from '../scores/read/read.ts';
import type { Stores } from '../stores/index.ts';

/**
 * What a page needs to know before it asks for anything else.
 *
 * @throws CallRefused before a county is loaded and scored
 */
export async function readMeta(stores: Stores, demo: boolean): Promise<Meta> {
  const [units, classes, schemes, periods, period] = await Promise.all([
    listUnits(stores.postgres),
    listClasses(stores.postgres),
    listSchemes(stores.postgres),
    listScoredMonths(stores.postgres),
    findDefaultMonth(stores),
  ]);
  const county = findHome(units);
  if (county === undefined) throw refuse('county.not-loaded');
  return {
    county: county.name,
    countyCode: county.code,
    demo,
    period,
    periods,
    schemes: schemes.map(({ document: { code, unitKind, name } }) => ({ code, unitKind, name })),
    classes,
    engineVersion: ENGINE_VERSION,
  };
}
