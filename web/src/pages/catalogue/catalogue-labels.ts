import type { AdjustmentKind, Grain, Indicator, Measure, Mode, Rollup, System } from '@dangzhi/metrics';
import type { ReferenceStatus } from './basis.ts';

/** Codes of the catalogue and the key of the word for each. */
export const MODE_KEY: Record<Mode, string> = {
  own: 'catalogue.modeOwn',
  'last-complete': 'catalogue.modeLastComplete',
  ytd: 'catalogue.modeYtd',
  'rolling-12': 'catalogue.modeRolling',
};

export const GRAIN_KEY: Record<Grain, string> = {
  day: 'catalogue.grainDay',
  week: 'catalogue.grainWeek',
  month: 'catalogue.grainMonth',
  quarter: 'catalogue.grainQuarter',
  year: 'catalogue.grainYear',
};

export const ROLLUP_KEY: Record<Rollup, string> = {
  'ratio-of-sums': 'catalogue.rollupRatio',
  sum: 'catalogue.rollupSum',
  mean: 'catalogue.rollupMean',
  'share-of-units': 'catalogue.rollupShare',
  own: 'catalogue.rollupOwn',
};

export const MEASURE_KIND_KEY: Record<Measure['kind'], string> = {
  flow: 'catalogue.flow',
  stock: 'catalogue.stock',
  rate: 'catalogue.rate',
};

export const COLLECTION_KEY: Record<Indicator['collection'][number], string> = {
  auto: 'catalogue.collectAuto',
  report: 'catalogue.collectReport',
  inspect: 'catalogue.collectInspect',
};

export const INDEX_KEY: Record<Indicator['index'], string> = {
  archives: 'catalogue.indexArchives',
  data: 'catalogue.indexData',
};

export const SYSTEM_KIND_KEY: Record<System['kind'], string> = {
  pulled: 'catalogue.systemPulled',
  reported: 'catalogue.systemReported',
};

export const ADJUSTMENT_KEY: Record<AdjustmentKind['kind'], string> = {
  bonus: 'catalogue.bonus',
  deduct: 'catalogue.deduct',
  veto: 'catalogue.veto',
};

export const STATUS_KEY: Record<ReferenceStatus, string> = {
  verified: 'catalogue.statusVerified',
  'verified-excerpt': 'catalogue.statusExcerpt',
  primary: 'catalogue.statusPrimary',
  secondary: 'catalogue.statusSecondary',
  'not-verified': 'catalogue.statusNot',
};
