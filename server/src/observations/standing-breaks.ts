import { formatPeriod, type Catalogue, type Grain, type GuardBreak } from '@dangzhi/metrics';
import { toClickHouseInstant } from '../stores/clickhouse.ts';
import type { ClickHouse } from '../stores/index.ts';
import { countingAsOf } from './counting.ts';

/** A value that counts and cannot be true by what its measure declares now: it came in before there were guards. */
export interface StandingBreak {
  readonly unit: string;
  readonly measure: string;
  /** A period label. */
  readonly period: string;
  /** A decimal as the store writes it. */
  readonly value: string;
  readonly guard: Exclude<GuardBreak['guard'], 'not-ended' | 'jump'>;
  /** Of a part above its whole: the whole and its value. */
  readonly whole: string | null;
  readonly wholeValue: string | null;
}

type Guards = Pick<Catalogue, 'measures' | 'pairs'>;

/**
 * Values that count and break a guard that refuses: kind, bounds, part above whole, a period to come. They go on counting,
 * since nothing is dropped in silence; somebody has to correct them.
 *
 * @param units `null` for all
 * @param limit how many are told; `total` counts all
 */
export async function findStandingBreaks(
  clickhouse: ClickHouse,
  { measures, pairs = [] }: Guards,
  { units, asOf, limit }: { readonly units: readonly string[] | null; readonly asOf: Date; readonly limit: number },
): Promise<{ items: StandingBreak[]; total: number }> {
  const codesOf = (isOne: (measure: Guards['measures'][number]) => boolean): string[] =>
    measures.filter(isOne).map(({ code }) => code);
  const bounded = measures.flatMap(({ code, bounds }) => (bounds === undefined ? [] : [{ code, ...bounds }]));
  const rows = await clickhouse.rows<StandingRow>(
    `WITH counting AS (
       SELECT
         unit, measure, grain, period,
         argMax(tuple(value), revision).1 AS value
       FROM (${countingAsOf('({everywhere:Bool} OR unit IN {units:Array(String)})')})
       GROUP BY unit, measure, grain, period
     ),
     own AS (
       SELECT
         unit, measure, grain, period, value, '' AS whole, '' AS whole_value,
         multiIf(
           measure IN {positive:Array(String)} AND value < 0, 'kind',
           measure IN {whole:Array(String)} AND value != truncate(value), 'kind',
           has({bounded:Array(String)}, measure) AND (
             value < toDecimal128(arrayElement({least:Array(String)}, indexOf({bounded:Array(String)}, measure)), 10) OR
             value > toDecimal128(arrayElement({most:Array(String)}, indexOf({bounded:Array(String)}, measure)), 10)), 'bounds',
           period > {today:Date}, 'not-begun',
           '') AS guard
       FROM counting
       WHERE value IS NOT NULL
     ),
     pair AS (
       SELECT
         p.unit AS unit, p.measure AS measure, p.grain AS grain, p.period AS period, p.value AS value,
         w.measure AS whole, toString(w.value) AS whole_value, 'part' AS guard
       FROM (SELECT *, arrayElement({wholes:Array(String)}, indexOf({parts:Array(String)}, measure)) AS of
             FROM counting WHERE measure IN {parts:Array(String)} AND value IS NOT NULL) AS p
       INNER JOIN (SELECT * FROM counting WHERE measure IN {wholes:Array(String)} AND value IS NOT NULL) AS w
         ON p.unit = w.unit AND p.of = w.measure AND p.grain = w.grain AND p.period = w.period
       WHERE p.value > w.value
     )
     SELECT *, toUInt32(count() OVER ()) AS total
     FROM (
       SELECT unit, measure, toString(grain) AS every, toString(period) AS day, toString(value) AS decimal, whole, whole_value, guard
       FROM own WHERE guard != ''
       UNION ALL
       SELECT unit, measure, toString(grain), toString(period), toString(value), whole, whole_value, guard FROM pair
     )
     ORDER BY unit, measure, day
     LIMIT {limit:UInt32}`,
    {
      asOf: toClickHouseInstant(asOf),
      everywhere: units === null,
      units: units ?? [],
      positive: codesOf(({ quantity }) => quantity !== undefined && quantity !== 'level'),
      whole: codesOf(({ quantity }) => quantity === 'count'),
      bounded: bounded.map(({ code }) => code),
      least: bounded.map(({ least }) => String(least ?? -LARGEST)),
      most: bounded.map(({ most }) => String(most ?? LARGEST)),
      today: asOf.toISOString().slice(0, 10),
      parts: pairs.map(({ part }) => part),
      wholes: pairs.map(({ whole }) => whole),
      limit,
    },
  );
  return { items: rows.map(toBreak), total: rows[0]?.total ?? 0 };
}

/** Beyond what the store holds. */
const LARGEST = 9_999_999_999_999_999;

interface StandingRow {
  readonly unit: string;
  readonly measure: string;
  readonly every: Grain;
  readonly day: string;
  readonly decimal: string;
  readonly guard: StandingBreak['guard'];
  readonly whole: string;
  readonly whole_value: string;
  readonly total: number;
}

const toBreak = ({ unit, measure, every, day, decimal, guard, whole, whole_value: wholeValue }: StandingRow) => ({
  unit,
  measure,
  period: formatPeriod({ grain: every, start: day }),
  value: decimal,
  guard,
  whole: whole === '' ? null : whole,
  wholeValue: wholeValue === '' ? null : wholeValue,
});
