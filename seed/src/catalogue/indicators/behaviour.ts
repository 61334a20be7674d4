import type { Indicator } from '@dangzhi/metrics';

/** How the value of a proposed indicator behaves; names, wording, basis and weights come from the proposal. */
export interface Behaviour
  extends
    Pick<Indicator, 'code' | 'formula' | 'mode'>,
    Partial<Pick<Indicator, 'connection' | 'rollupOver' | 'note' | 'countyNote'>> {
  /** `month` unless said otherwise. */
  readonly grain?: Indicator['grain'];
  /** Where it differs from the proposal: the published rate of the county is one of its own. */
  readonly measuredOn?: Indicator['measuredOn'];
  readonly rollup?: Indicator['rollup'];
  readonly responsible?: string;
  /** Its yearly goalposts are cut to the months gone by. */
  readonly prorate?: boolean;
}

export const ARCHIVES = 'XC-D13';
/** 县委办, whose nameplate the county's archives administration is. */
export const ADMINISTRATION = 'XC-D02';
export const DATA_CENTRE = 'XC-D47';

export const EVERY_KIND: Indicator['measuredOn'] = ['county', 'department', 'township'];

/** numerator ÷ denominator in per cent; `rate` where the ratio is given without its parts. */
export const percentage = (numerator: string, denominator: string, rate?: string): Indicator['formula'] => ({
  kind: 'ratio',
  numerator,
  denominator,
  factor: 100,
  ...(rate !== undefined && { rate }),
});

/** numerator ÷ denominator as it is. */
export const quotient = (numerator: string, denominator: string, rate?: string): Indicator['formula'] => ({
  kind: 'ratio',
  numerator,
  denominator,
  factor: 1,
  ...(rate !== undefined && { rate }),
});

/** One measure as it stands. */
export const amount = (measure: string): Indicator['formula'] => ({ kind: 'amount', measure });
