/** One measured figure: a line of the bench. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the same run measured to compare it with. */
  readonly against?: number;
  /** value ÷ against. */
  readonly ratio?: number;
}

/** The middle one of several measurements; the mean of the two in the middle for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? 0;
  const high = sorted[Math.floor(middle)] ?? 0;
  return (low + high) / 2;
}

/** Rounded to what is worth reading. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

/** Milliseconds of each of so many runs. */
export function timesMs(runs: number, work: () => unknown): number[] {
  return Array.from({ length: runs }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
}
