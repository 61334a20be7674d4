import type { Series } from '../series/series.ts';

/** What each measure of a system is like, by its code. */
export type SeriesByMeasure = Readonly<Record<string, Series>>;
