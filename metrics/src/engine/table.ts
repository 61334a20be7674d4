import { MISSING_KINDS, type MissingKind } from '../language/missing.ts';
import type { Adjustment } from '../scheme/document.ts';
import { leafAt, type SchemeTree } from '../scheme/tree.ts';
import type { IndicatorValue } from './indicator-value.ts';

/** One unit's input: its indicator values by indicator code, and what is added outside the tree. */
export interface UnitInput {
  readonly unit: string;
  readonly values: ReadonlyMap<string, IndicatorValue>;
  /** Rules and missing values that look at a class mean look at this class; one class by default. */
  readonly class?: string;
  readonly adjustments?: readonly Adjustment[];
}

/**
 * One indicator of all units. Inside the engine, and nowhere else, an absent value is NaN in a typed
 * array, with its reason beside it: so a column of a hundred thousand units is one piece of memory.
 */
export interface IndicatorColumn {
  readonly values: Float64Array;
  /** Index into `MISSING_KINDS`, read only where the value is NaN; `null`: every absent value is `no-source`. */
  readonly missing: Uint8Array | null;
}

/** Indicators × units, column by column: what an index is computed from. */
export interface IndicatorTable {
  readonly units: readonly string[];
  /** Number of each unit's class, from 0. */
  readonly classOf: Int32Array;
  readonly classCount: number;
  readonly columns: ReadonlyMap<string, IndicatorColumn>;
  /** Months of the year gone by at the period, 1..12; only prorated goalposts look at it. */
  readonly elapsedMonths: number;
}

const REASON_NUMBERS = Object.fromEntries(MISSING_KINDS.map((kind, number) => [kind, number])) as Record<
  MissingKind,
  number
>;

export const reasonNumber = (kind: MissingKind): number => REASON_NUMBERS[kind];

/** A column nobody supplies. */
export const absentColumn = (units: number): IndicatorColumn => ({
  values: new Float64Array(units).fill(Number.NaN),
  missing: null,
});

/** Every indicator a scheme asks for: of its leaves, their denominators and its bonus and deduction items. */
export function indicatorsOf(tree: SchemeTree): string[] {
  const codes = tree.leaves.flatMap((index) => {
    const { indicator, denominator } = leafAt(tree, index);
    return denominator === undefined ? [indicator] : [indicator, denominator.indicator];
  });
  const items = tree.document.adjustments.items ?? [];
  return [...new Set([...codes, ...items.map(({ indicator }) => indicator)])];
}

/** One indicator of all units. */
export function columnOf(inputs: readonly UnitInput[], code: string): IndicatorColumn {
  const values = new Float64Array(inputs.length);
  const missing = new Uint8Array(inputs.length);
  inputs.forEach((input, row) => {
    const one = input.values.get(code);
    // A number that is none (a division by 0 somewhere before us) is a value nobody can use.
    values[row] = one !== undefined && one.value !== null && Number.isFinite(one.value) ? one.value : Number.NaN;
    missing[row] = reasonNumber(reasonOf(one));
  });
  return { values, missing };
}

const reasonOf = (one: IndicatorValue | undefined): MissingKind =>
  one === undefined ? 'no-source' : (one.missing ?? (one.value === null ? 'no-source' : 'no-cases'));

/** Units as a table of the indicators a scheme asks for; one without an entry in `values` is `no-source`. */
export function tableOf(tree: SchemeTree, inputs: readonly UnitInput[], elapsedMonths = 12): IndicatorTable {
  const classNumbers = new Map<string, number>();
  const classOf = Int32Array.from(inputs, ({ class: name = '' }) => {
    const number = classNumbers.get(name) ?? classNumbers.size;
    classNumbers.set(name, number);
    return number;
  });
  const columns = new Map(indicatorsOf(tree).map((code) => [code, columnOf(inputs, code)]));
  return { units: inputs.map(({ unit }) => unit), classOf, classCount: classNumbers.size, columns, elapsedMonths };
}
