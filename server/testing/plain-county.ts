import type { Catalogue, Indicator, Measure, Unit } from '@dangzhi/metrics';

// Units, measures and indicators with nothing peculiar about them: a test says what it looks at and no more.
export const named = (text: string) => ({ zh: text, en: text });

/** @param county the unit all others belong to */
export const plainUnit = (county: string, code: string, given: Partial<Unit> = {}): Unit => ({
  code,
  name: named(code),
  shortName: named(code),
  kind: code === county ? 'county' : 'department',
  class: code === county ? 'county' : 'department',
  parent: code === county ? null : county,
  ranked: true,
  certainty: 'high',
  validFrom: '2019-01-01',
  validTo: null,
  tile: null,
  ...given,
});

export const plainMeasure = (code: string, kind: Measure['kind'], given: Partial<Measure> = {}): Measure => ({
  code,
  name: named(code),
  unitOfMeasure: '',
  kind,
  grain: 'month',
  system: null,
  dueFrom: null,
  dueAfterDays: 10,
  ...given,
});

/** Measured on departments, weighted for them and for the county. */
export const plainIndicator = (
  code: string,
  formula: Indicator['formula'],
  given: Partial<Indicator> = {},
): Indicator => ({
  code,
  name: named(code),
  definition: code,
  unitOfMeasure: '',
  direction: 'higher',
  grain: 'month',
  formula,
  mode: 'own',
  staleAfter: 2,
  measuredOn: ['department'],
  weightedFor: ['county', 'department'],
  rollup: 'ratio-of-sums',
  rollupOver: null,
  connection: null,
  tolerance: 0.005,
  basis: [],
  unverified: false,
  note: null,
  system: '',
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
  ...given,
});

export const plainCatalogue = (given: Pick<Catalogue, 'measures' | 'indicators'> & Partial<Catalogue>): Catalogue => ({
  sets: [],
  systems: [],
  views: [],
  adjustments: [],
  references: [],
  ...given,
});
