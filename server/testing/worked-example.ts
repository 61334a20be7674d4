import type {
  Adjustment,
  Catalogue,
  Indicator,
  Measure,
  MissingKind,
  SchemeDocument,
  Standing,
  Unit,
} from '@dangzhi/metrics';
import example from '@dangzhi/metrics/fixtures/worked-example.json' with { type: 'json' };
import { loadCounty } from '../src/county/load.ts';
import { storeBatch } from '../src/observations/batches.ts';
import type { Stores } from '../src/stores/index.ts';
import { named, plainCatalogue, plainIndicator, plainMeasure, plainUnit } from './plain-county.ts';

// The contract's worked example as a county of three departments: its catalogue, its units and its
// observations in the product's own shapes.
export const EXAMPLE_COUNTY = 'X';

export const EXAMPLE_UNITS: readonly Unit[] = [EXAMPLE_COUNTY, 'D1', 'D2', 'D3'].map((code) =>
  plainUnit(EXAMPLE_COUNTY, code),
);

export const EXAMPLE_CATALOGUE: Catalogue = plainCatalogue({
  measures: Object.entries(example.measures).map(([code, kind]) => plainMeasure(code, kind as Measure['kind'])),
  indicators: Object.entries(example.indicators).map(([code, given]) =>
    plainIndicator(
      code,
      given.kind === 'ratio' && 'numerator' in given
        ? { kind: 'ratio', numerator: given.numerator, denominator: given.denominator, factor: given.factor }
        : { kind: 'amount', measure: 'measure' in given ? given.measure : code },
      { unitOfMeasure: given.unit, rollup: given.rollup as Indicator['rollup'], system: '演算示例' },
    ),
  ),
});

/** Documents into PostgreSQL, the 55 observations into ClickHouse, a batch for every instant and standing. */
export async function loadExample(stores: Stores): Promise<void> {
  await loadCounty(stores, {
    areas: [],
    classes: [
      { code: 'county', name: named('county'), kind: 'county' },
      { code: 'department', name: named('department'), kind: 'department' },
    ],
    units: EXAMPLE_UNITS,
    catalogue: EXAMPLE_CATALOGUE,
    schemes: [example.scheme as unknown as SchemeDocument],
    facts: [],
    records: [],
    adjustments: example.adjustments.map(({ unit: code, period, ...adjustment }) => ({
      unit: code,
      period,
      adjustment: adjustment as unknown as Adjustment,
    })),
  });
  await stores.postgres.db
    .insertInto('source')
    .values({ code: 'example', name_zh: '演算示例', name_en: 'Worked example', declaration: null })
    .execute();
  const groups = Map.groupBy(example.observations, ({ recordedAt, provenance }) => `${recordedAt} ${provenance}`);
  // As they came in: of two batches of a cell the later one counts.
  for (const [key, observations] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [recordedAt, standing] = key.split(' ') as [string, Standing];
    await storeBatch(stores, {
      source: 'example',
      standing,
      origin: 'worked-example.json',
      status: null,
      recordedAt: new Date(recordedAt),
      recordedBy: 'example',
      run: null,
      rows: observations.map(({ measure, unit: code, period, value, missing, reason }, record) => ({
        measure,
        unit: code,
        period,
        value,
        missing: missing as MissingKind | null,
        reason,
        record,
      })),
      records: observations.map((observation) => JSON.stringify(observation)),
    });
  }
}
