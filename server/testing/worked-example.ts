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

// The contract's worked example as a county of three departments: its catalogue, its units and its
// observations in the product's own shapes.
export const EXAMPLE_COUNTY = 'X';

const named = (text: string) => ({ zh: text, en: text });

const unit = (code: string, kind: Unit['kind']): Unit => ({
  code,
  name: named(code),
  shortName: named(code),
  kind,
  class: kind,
  parent: kind === 'county' ? null : EXAMPLE_COUNTY,
  ranked: true,
  certainty: 'high',
  validFrom: '2019-01-01',
  validTo: null,
  tile: null,
});

export const EXAMPLE_UNITS: readonly Unit[] = [
  unit(EXAMPLE_COUNTY, 'county'),
  ...['D1', 'D2', 'D3'].map((code) => unit(code, 'department')),
];

const measures = Object.entries(example.measures).map(([code, kind]): Measure => ({
  code,
  name: named(code),
  unitOfMeasure: '',
  kind: kind as Measure['kind'],
  grain: 'month',
  system: null,
  dueFrom: null,
  dueAfterDays: 10,
}));

const indicators = Object.entries(example.indicators).map(([code, given]): Indicator => ({
  code,
  name: named(code),
  definition: code,
  unitOfMeasure: given.unit,
  direction: 'higher',
  grain: 'month',
  formula:
    given.kind === 'ratio' && 'numerator' in given
      ? { kind: 'ratio', numerator: given.numerator, denominator: given.denominator, factor: given.factor }
      : { kind: 'amount', measure: 'measure' in given ? given.measure : code },
  mode: 'own',
  staleAfter: 2,
  measuredOn: ['department'],
  weightedFor: ['county', 'department'],
  rollup: given.rollup as Indicator['rollup'],
  rollupOver: null,
  connection: null,
  tolerance: 0.005,
  basis: [],
  unverified: false,
  note: null,
  system: '演算示例',
  digits: null,
  index: 'archives',
  collection: [],
  focuses: [],
  band: null,
  responsible: null,
  redLine: false,
  scaleSensitive: false,
  goalposts: null,
  benchmark: null,
}));

export const EXAMPLE_CATALOGUE: Catalogue = {
  measures,
  indicators,
  sets: [],
  systems: [],
  views: [],
  adjustments: [],
  references: [],
};

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
  for (const [key, observations] of groups) {
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
