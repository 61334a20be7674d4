import {
  addGrains,
  guardBreaks,
  isLookedAt,
  parsePeriod,
  periodContaining,
  shanghaiIso,
  type Catalogue,
  type GuardBreak,
} from '@dangzhi/metrics';
import type { ClickHouse } from '../stores/index.ts';
import type { IncomingRow } from './batches.ts';
import { listCounting } from './queries.ts';

/** What rows on their way in break, by index into them; rows that break nothing stand in neither. */
export interface GuardedRows {
  /** They cannot be true. */
  readonly refused: ReadonlyMap<number, readonly GuardBreak[]>;
  /** They may be, and somebody has to look at them. */
  readonly held: ReadonlyMap<number, readonly GuardBreak[]>;
}

export interface GuardSetting {
  readonly catalogue: Pick<Catalogue, 'measures' | 'pairs'>;
  readonly at: Date;
  /** What counts beside them is read as of this instant; `at` where it is left out. */
  readonly asOf?: Date;
  /** Somebody has been there and seen it: a jump needs no second look. */
  readonly isSeen?: boolean;
}

/**
 * Holds rows against the guards that their measures declare: by themselves, against each other, and against what counts
 * in the store. Every way in that keeps observations asks here.
 *
 * @param rows of known measures and readable periods; any other is left alone
 */
export async function guardRows(
  clickhouse: ClickHouse,
  rows: readonly IncomingRow[],
  { catalogue, at, asOf = at, isSeen = false }: GuardSetting,
): Promise<GuardedRows> {
  const measures = new Map(catalogue.measures.map((measure) => [measure.code, measure]));
  const { pairs = [] } = catalogue;
  const [refused, held] = [new Map<number, GuardBreak[]>(), new Map<number, GuardBreak[]>()];
  const values = await readBeside(clickhouse, rows, catalogue, asOf);
  // What comes in together is held against each other, whatever its order; a value of `null` says nothing to compare.
  for (const { unit, measure, period, value } of rows) if (value !== null) values.put(unit, measure, period, value);
  const otherSides = otherSidesOf(pairs);
  const today = shanghaiIso(at.getTime()).slice(0, 10);
  rows.forEach((row, index) => {
    const [measure, period] = [measures.get(row.measure), parsePeriod(row.period)];
    if (measure === undefined || period === null) return;
    const found = guardBreaks(measure, period, row.value, {
      today,
      pairs,
      beside: values.besideOf(row.unit, row.period, otherSides.get(row.measure) ?? []),
      history: values.historyOf(row.unit, row.measure),
    }).filter(({ guard }) => !(isSeen && guard === 'jump'));
    const [looked, sure] = [found.filter(isLookedAt), found.filter((one) => !isLookedAt(one))];
    if (sure.length > 0) refused.set(index, sure);
    else if (looked.length > 0) held.set(index, looked);
  });
  return { refused, held };
}

/** What a row breaks, in English for a log. */
export function breakSentence({ measure, period, value }: IncomingRow, one: GuardBreak): string {
  switch (one.guard) {
    case 'kind':
      return `${measure} is ${value}, which is ${one.fault === 'negative' ? 'negative' : 'not whole'}`;
    case 'bounds':
      return `${measure} is ${value}, which is not between ${one.least ?? '−∞'} and ${one.most ?? '∞'}`;
    case 'part':
      return `${one.part} is ${one.partValue}, more than the ${one.whole} it is part of, ${one.wholeValue}`;
    case 'not-begun':
      return `${period} has not begun; it begins on ${one.begins}`;
    case 'not-ended':
      return `${period} has not ended; it ends on ${one.ends}`;
    case 'jump':
      return `${measure} is ${value}; in ${one.window} months it was between ${one.least} and ${one.greatest}`;
  }
}

/** Values by unit, measure and period label. */
class Values {
  readonly #byCell = new Map<string, Map<string, string>>();

  put(unit: string, measure: string, period: string, value: string): void {
    const cell = `${unit}\n${measure}`;
    this.#byCell.set(cell, (this.#byCell.get(cell) ?? new Map<string, string>()).set(period, value));
  }

  historyOf(unit: string, measure: string): ReadonlyMap<string, string> {
    return this.#byCell.get(`${unit}\n${measure}`) ?? new Map();
  }

  besideOf(unit: string, period: string, measures: readonly string[]): ReadonlyMap<string, string> {
    return new Map(
      measures.flatMap((measure): [string, string][] => {
        const value = this.#byCell.get(`${unit}\n${measure}`)?.get(period);
        return value === undefined ? [] : [[measure, value]];
      }),
    );
  }
}

/** By measure, the measures that it is part of or the whole of. */
function otherSidesOf(pairs: NonNullable<GuardSetting['catalogue']['pairs']>): ReadonlyMap<string, readonly string[]> {
  const sides = new Map<string, string[]>();
  const note = (one: string, other: string): unknown => sides.set(one, [...(sides.get(one) ?? []), other]);
  for (const { part, whole } of pairs) {
    note(part, whole);
    note(whole, part);
  }
  return sides;
}

/** What counts of the rows' units: of their measures as far back as a jump looks, and of the other side of every pair. */
async function readBeside(
  clickhouse: ClickHouse,
  rows: readonly IncomingRow[],
  { measures, pairs = [] }: GuardSetting['catalogue'],
  asOf: Date,
): Promise<Values> {
  const values = new Values();
  const coming = new Set(rows.map(({ measure }) => measure));
  const jumps = measures.filter(({ code, jump }) => coming.has(code) && jump !== undefined);
  const paired = pairs.filter(({ part, whole }) => coming.has(part) || coming.has(whole));
  const wanted = [...jumps.map(({ code }) => code), ...paired.flatMap(({ part, whole }) => [part, whole])];
  const starts = rows.flatMap(({ period }) => parsePeriod(period)?.start ?? []).sort();
  const [first, last] = [starts[0], starts.at(-1)];
  if (wanted.length === 0 || first === undefined || last === undefined) return values;
  const longest = Math.max(0, ...jumps.map(({ jump }) => jump?.window ?? 0));
  const counting = await listCounting(clickhouse, {
    units: [...new Set(rows.map(({ unit }) => unit))],
    measures: [...new Set(wanted)],
    from: addGrains(periodContaining('month', first), -longest).start,
    to: last,
    asOf,
  });
  for (const { unit, measure, period, value } of counting) if (value !== null) values.put(unit, measure, period, value);
  return values;
}
