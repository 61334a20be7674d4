import type { Catalogue } from '@dangzhi/metrics';
import { indicators } from './indicators.ts';
import { measures } from './measures.ts';
import { sets } from './sets.ts';

/** Measures, indicators and unit sets of the county. */
export const catalogue: Catalogue = { measures, indicators, sets };
