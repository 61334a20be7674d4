import { readFileSync } from 'node:fs';

import { expect } from 'vitest';

/** A number of the reference; `null` where it has none. Its NaN and infinities are decoded to numbers. */
export type Cell = number | null;

/** A table of the reference as it lies in the file: one row a unit, one column a code. */
export interface RawTable {
  readonly units: readonly string[];
  readonly codes: readonly string[];
  readonly values: readonly (readonly Cell[])[];
}

/** A table that is read by code, never by place. */
export interface ReferenceTable extends RawTable {
  /** @throws RangeError if the table has no such code */
  readonly column: (code: string) => Cell[];
  /** @throws RangeError if the table has no such unit or code */
  readonly cell: (unit: string, code: string) => Cell;
}

const NOT_JSON: Readonly<Record<string, number>> = { NaN, Inf: Infinity, '-Inf': -Infinity };

const textOf = (path: string): string =>
  readFileSync(new URL(`../fixtures/reference/${path}`, import.meta.url), 'utf8');

/**
 * A JSON file of the reference, its `"NaN"`, `"Inf"` and `"-Inf"` turned into the numbers they stand for.
 *
 * @param path below `metrics/fixtures/reference`
 */
export function readReference<T>(path: string): T {
  return JSON.parse(textOf(path), (_key, value: unknown) =>
    typeof value === 'string' && value in NOT_JSON ? NOT_JSON[value] : value,
  ) as T;
}

/** Gives a table of a file its readers by code. */
export function asTable({ units, codes, values }: RawTable): ReferenceTable {
  const placeOf = (list: readonly string[], code: string): number => {
    const place = list.indexOf(code);
    if (place < 0) throw new RangeError(`the reference has no ${code}`);
    return place;
  };
  const column = (code: string): Cell[] => {
    const place = placeOf(codes, code);
    return values.map((row) => row[place] ?? null);
  };
  return { units, codes, values, column, cell: (unit, code) => column(code)[placeOf(units, unit)] ?? null };
}

/** A whole file that is one table. */
export function readTable(path: string): ReferenceTable {
  return asTable(readReference<RawTable>(path));
}

export interface AsemNode {
  readonly code: string;
  readonly type: 'Indicator' | 'Aggregate';
  readonly level: number;
  readonly parent: string | null;
  readonly weight: number;
  readonly direction: 1 | -1;
  readonly target: number | null;
  /** A column of the units' file. */
  readonly denominator: string | null;
}

/** The ASEM example (European Commission, JRC): indicator values, facts of the units, and the tree. */
export interface AsemExample {
  readonly data: ReferenceTable;
  /** Columns that are text, such as groups of units. */
  readonly group: (code: string) => (string | null)[];
  /** Columns that are numbers: area, energy, GDP, population. */
  readonly facts: ReferenceTable;
  readonly nodes: readonly AsemNode[];
}

const rowsOf = (path: string): string[][] =>
  textOf(path)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

function readCsv(path: string, isNumeric: (code: string) => boolean): ReferenceTable {
  const [header = [], ...rows] = rowsOf(path);
  const kept = header.flatMap((code, place) => (isNumeric(code) ? [{ code, place }] : []));
  return asTable({
    units: rows.map(([unit = '']) => unit),
    codes: kept.map(({ code }) => code),
    values: rows.map((row) => kept.map(({ place }) => (row[place] ? Number(row[place]) : null))),
  });
}

export function readAsem(): AsemExample {
  const unitsFile = 'asem/units.csv';
  const [header = [], ...rows] = rowsOf(unitsFile);
  return {
    data: readCsv('asem/data.csv', (code) => code !== 'uCode'),
    facts: readCsv(unitsFile, (code) => ['Time', 'Area', 'Energy', 'GDP', 'Population'].includes(code)),
    group: (code) => rows.map((row) => row[header.indexOf(code)] || null),
    nodes: readReference<{ nodes: AsemNode[] }>('asem/meta.json').nodes,
  };
}

/** The column of an engine: NaN where the reference has no number. */
export const floats = (cells: readonly Cell[]): Float64Array => Float64Array.from(cells, (cell) => cell ?? NaN);

/** A column of the engine as cells: `null` where it holds NaN. */
export const cells = (column: Float64Array): Cell[] =>
  Array.from(column, (value) => (Number.isNaN(value) ? null : value));

/** What is left of a difference of numbers of the size of 1: the reference has such leftovers where we have 0. */
const NOISE = 1e-13;

/**
 * Expects a number of the reference.
 *
 * @param actual `null` is expected where the reference has no number, and where it has NaN
 * @param relative share of the expected number by which the actual one may differ
 */
export function expectClose(actual: Cell, expected: Cell, relative = 1e-10, what = ''): void {
  if (expected === null || Number.isNaN(expected)) {
    expect(actual, what).toBeNull();
    return;
  }
  const isClose =
    actual !== null && (actual === expected || Math.abs(actual - expected) <= relative * Math.abs(expected) + NOISE);
  // The numbers themselves, so that a failure shows them.
  if (!isClose) expect(actual, what).toBe(expected);
}

/** Expects a list of numbers of the reference, of the same length. See {@link expectClose}. */
export function expectAllClose(actual: readonly Cell[], expected: readonly Cell[], relative = 1e-10, what = ''): void {
  expect(actual.length, what).toBe(expected.length);
  expected.forEach((value, place) => expectClose(actual[place] ?? null, value, relative, `${what} [${place}]`));
}
