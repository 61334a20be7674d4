import type { MissingKind } from '@dangzhi/metrics';

/** One demo figure as the system that keeps it would have it, before that system writes it its own way. */
export interface DemoFigure {
  readonly measure: string;
  readonly unit: string;
  /** Period label of the measure's grain: `2022-12`, `2022Q4`, `2022`. */
  readonly period: string;
  /** Decimal as text; `null` exactly when `missing` is given. */
  readonly value: string | null;
  readonly missing: MissingKind | null;
  /** Why it is absent or peculiar, in words; `null` where there is nothing to say. */
  readonly reason: string | null;
  /** When it was filed, ISO with whole seconds and `+08:00`. */
  readonly filedAt: string;
}
