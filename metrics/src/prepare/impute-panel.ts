import type { CellChange, ChangeMethod, DataColumn } from './cell-change.ts';

/**
 * | method | gap between values | before the first | after the last |
 * |---|---|---|---|
 * | `latest` | the last value, up to `maxAge` | stays absent | the last value, up to `maxAge` |
 * | `constant` | the last value | the first value | the last value |
 * | `linear` | on the line between its neighbours | the first value | the last value |
 * | `linear-constant` | as `linear`, or as `constant` where there is only one value | | |
 */
export type PanelMethod = 'latest' | 'constant' | 'linear' | 'linear-constant';

export interface PanelOptions {
  readonly method: PanelMethod;
  /** By row: whose value it is. */
  readonly unitOf: readonly string[];
  /** By row: when, in any unit of time; the rows may stand in any order. */
  readonly timeOf: readonly number[];
  /** Only for `latest`: how old a value may be, in the unit of `timeOf`; as old as you like by default. */
  readonly maxAge?: number;
}

/** A cell filled from other times of the same unit. */
export interface PanelChange extends CellChange {
  /** The times whose values were used: one, or the two ends of a line. */
  readonly fromTimes: readonly number[];
}

export interface PanelUnfilled {
  /** Row index. */
  readonly unit: number;
  readonly column: string;
  readonly why: 'no-value' | 'only-one-value' | 'nothing-before' | 'too-old';
}

export interface PanelImputed {
  readonly columns: readonly DataColumn[];
  readonly changes: readonly PanelChange[];
  readonly unfilled: readonly PanelUnfilled[];
}

/**
 * Fills gaps in time: each column of a long table (a row is one unit at one time) from other times of the
 * same unit (COINr's `impute_panel`, which says how by R's `approx` with its nearest value at the ends).
 *
 * Two differences: `maxAge` is an age in the unit of time, where the reference counts the times that occur
 * in the table; and `linear` with a single value reports it as unfilled, where the reference stops (its
 * issue 63).
 *
 * @param columns NaN is absent
 * @throws RangeError if there is not one unit and time a row, a time is not finite or occurs twice for a
 *   unit, or `maxAge` is negative
 */
export function imputePanel(columns: readonly DataColumn[], options: PanelOptions): PanelImputed {
  const { maxAge = Infinity } = options;
  if (!(maxAge >= 0)) throw new RangeError('imputePanel requires a maxAge from 0');
  const series = seriesOf(options);
  const [changes, unfilled]: [PanelChange[], PanelUnfilled[]] = [[], []];
  const filled = columns.map(({ code, values }): DataColumn => {
    if (values.length !== options.unitOf.length) throw new RangeError('imputePanel requires one unit and time a row');
    const result = values.slice();
    for (const rows of series) {
      for (const [place, row] of rows.entries()) {
        if (!Number.isNaN(values[row])) continue;
        const fill = fillOf(gapAt(values, rows, place, options.timeOf), options.method, maxAge);
        if (typeof fill === 'string') {
          unfilled.push({ unit: row, column: code, why: fill });
          continue;
        }
        result[row] = fill.value;
        const { value: after, how, fromTimes } = fill;
        changes.push({ unit: row, column: code, before: null, after, how, fromTimes });
      }
    }
    return { code, values: result };
  });
  return { columns: filled, changes, unfilled };
}

/** The rows of each unit by time. */
function seriesOf({ unitOf, timeOf }: PanelOptions): number[][] {
  if (unitOf.length !== timeOf.length) throw new RangeError('imputePanel requires one unit and time a row');
  const byUnit = new Map<string, number[]>();
  unitOf.forEach((unit, row) => {
    const rows = byUnit.get(unit);
    if (rows === undefined) byUnit.set(unit, [row]);
    else rows.push(row);
  });
  const timeAt = (row: number): number => timeOf[row] as number;
  return [...byUnit.values()].map((rows) => {
    rows.sort((a, b) => timeAt(a) - timeAt(b));
    const isRising = rows.every((row, k) => k === 0 || timeAt(row) > timeAt(rows[k - 1] as number));
    if (!isRising || !rows.every((row) => Number.isFinite(timeAt(row)))) {
      throw new RangeError('imputePanel requires finite times, each once a unit');
    }
    return rows;
  });
}

interface Point {
  readonly time: number;
  readonly value: number;
}

interface Gap {
  readonly time: number;
  readonly before: Point | null;
  readonly after: Point | null;
  readonly present: number;
}

function gapAt(values: Float64Array, rows: readonly number[], place: number, timeOf: readonly number[]): Gap {
  const isPresent = (row: number): boolean => !Number.isNaN(values[row]);
  const pointAt = (row: number | undefined): Point | null =>
    row === undefined ? null : { time: timeOf[row] as number, value: values[row] as number };
  return {
    time: timeOf[rows[place] as number] as number,
    before: pointAt(rows.slice(0, place).findLast(isPresent)),
    after: pointAt(rows.slice(place).find(isPresent)),
    present: rows.filter(isPresent).length,
  };
}

interface Fill {
  readonly value: number;
  readonly how: ChangeMethod;
  readonly fromTimes: readonly number[];
}

function fillOf(
  { time, before, after, present }: Gap,
  method: PanelMethod,
  maxAge: number,
): Fill | PanelUnfilled['why'] {
  if (before === null && after === null) return 'no-value';
  if (method === 'latest') {
    if (before === null) return 'nothing-before';
    return time - before.time > maxAge ? 'too-old' : carried(before, 'carried-forward');
  }
  if (method === 'linear' && present === 1) return 'only-one-value';
  if (before !== null && after !== null && method !== 'constant') {
    const share = (time - before.time) / (after.time - before.time);
    const value = before.value + (after.value - before.value) * share;
    return { value, how: 'interpolated', fromTimes: [before.time, after.time] };
  }
  if (before !== null) return carried(before, 'carried-forward');
  return after === null ? 'no-value' : carried(after, 'carried-back');
}

const carried = ({ time, value }: Point, how: ChangeMethod): Fill => ({ value, how, fromTimes: [time] });
