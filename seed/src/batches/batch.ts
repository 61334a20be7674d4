import type { MissingKind, Names, Standing } from '@dangzhi/metrics';

/** One observation of a batch: a value, or the reason there is none. */
export interface SeedRow {
  readonly measure: string;
  readonly unit: string;
  /** Period label: `2022-12`, `2022`. */
  readonly period: string;
  /** Decimal as text; `null` exactly when `missing` is given. */
  readonly value: string | null;
  readonly missing: MissingKind | null;
  /** Why it is absent or approximate, in words; `null` where there is nothing to say. */
  readonly reason: string | null;
  /** Index in the batch's `records` of what the row came from. */
  readonly record: number;
}

/** What arrived together, as one source said it. */
export interface SeedBatch {
  readonly source: string;
  readonly sourceName: Names;
  readonly standing: Standing;
  /** Where it came from, in one line. */
  readonly origin: string;
  /** ISO instant with `+08:00`. */
  readonly recordedAt: string;
  /** Who said it; the source itself where it was nobody. */
  readonly recordedBy: string;
  readonly rows: SeedRow[];
  /** Raw JSON text of what the rows came from. */
  readonly records: string[];
}
