import { countingAsOf } from '../../observations/counting.ts';
import type { ClickHouse } from '../../stores/index.ts';
import { toClickHouseInstant } from '../../stores/clickhouse.ts';

/** Exact parts of one indicator for one unit at one month, as the store summed them. */
export interface RolledRow {
  /** The unit's own observations, or its members' summed up. */
  readonly origin: 'own' | 'rolled-up';
  /** First day of the month. */
  readonly month: string;
  readonly unit: string;
  readonly indicator: string;
  /** Decimals as text, `null` where the part is absent. */
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly amount: string | null;
  /** Reason given by an observation that says there is no value; `''` when none does. */
  readonly missing: string;
  /** Weakest standing among what was used; `''` when nothing was. */
  readonly standing: string;
  /** Units that gave both parts. */
  readonly units: number;
  /** Of what was used: the first day of the latest period, and its grain. */
  readonly value_from: string;
  readonly grain: string;
  /**
   * Order-free hash of the identities and values used, told apart by unit, indicator and origin: one
   * observation stands in its unit's own row and in those it is rolled up into. 64 bits as text.
   */
  readonly fingerprint: string;
}

/** The cells that speak for a plan's months: of the units asked for, of the measures and periods in its reach. */
const CELLS_IN_REACH = `
  unit IN {units:Array(String)}
  AND (measure, grain, period) IN (SELECT measure, grain, period FROM reach_period)
  AND period >= (SELECT min(from_day) FROM reach)
  AND period <= (SELECT max(to_day) FROM reach)`;

/** Where the parts of one value are absent for different reasons, the first of these is the value's. */
const REASONS_FIRST_TO_LAST = ['not-applicable', 'not-due', 'no-cases', 'no-source', 'overdue'];

/**
 * The roll-up of the measurement contract, §2, §4 and §5, for every month asked for, in one statement:
 * which observation counts, what an indicator is worth over its window, and Σ parts up the unit tree.
 *
 * Sums are sums of Decimal(38, 10): they do not depend on order, parts of the table or threads.
 *
 * @param plan hash of a plan stored for these months
 * @param units those of the plan; what is told of any other is passed over
 * @param months first days, at least one
 * @param asOf what was recorded later is not seen
 */
export async function rollUp(
  clickhouse: ClickHouse,
  { plan, units, months, asOf }: { plan: string; units: readonly string[]; months: readonly string[]; asOf: Date },
): Promise<RolledRow[]> {
  const query = `
    WITH
      reach AS (
        SELECT * FROM plan_reach FINAL
        WHERE plan = {plan:String} AND month IN {months:Array(Date)}
      ),

      -- Every period that lies wholly in a reach, so that observations are looked up and not compared. In steps, since
      -- the engine writes a name out again wherever it is used in the same SELECT.
      reach_step AS (
        SELECT
          month, indicator, role, measure, grain, rollup, factor, take, from_day, to_day,
          arrayJoin(range(multiIf(
            grain = 'day', dateDiff('day', from_day, to_day),
            grain = 'week', dateDiff('week', from_day, to_day),
            grain = 'month', dateDiff('month', from_day, to_day),
            grain = 'quarter', dateDiff('quarter', from_day, to_day),
            dateDiff('year', from_day, to_day)) + 1)) AS step
        FROM reach
      ),

      reach_begin AS (
        SELECT
          month, indicator, role, measure, grain, rollup, factor, take, from_day, to_day,
          multiIf(
            grain = 'day', from_day + toIntervalDay(step),
            grain = 'week', toMonday(from_day) + toIntervalWeek(step),
            grain = 'month', toStartOfMonth(from_day) + toIntervalMonth(step),
            grain = 'quarter', toStartOfQuarter(from_day) + toIntervalQuarter(step),
            toStartOfYear(from_day) + toIntervalYear(step)) AS period
        FROM reach_step
      ),

      reach_period AS (
        SELECT month, indicator, role, measure, grain, rollup, factor, take, period
        FROM reach_begin
        WHERE period >= from_day
          AND to_day >= multiIf(
            grain = 'day', period,
            grain = 'week', period + 6,
            grain = 'month', toLastDayOfMonth(period),
            grain = 'quarter', period + toIntervalQuarter(1) - 1,
            period + toIntervalYear(1) - 1)
      ),

      -- The observation that counts: highest standing, and among equals the latest recorded.
      counting AS (
        SELECT
          unit, measure, grain, period,
          argMax(
            tuple(value, missing, standing, sipHash64(batch, row, ifNull(toString(value), ''), missing)),
            revision) AS best
        FROM (${countingAsOf(CELLS_IN_REACH)})
        GROUP BY unit, measure, grain, period
      ),

      -- A flow is the sum over its window, a stock or rate the last one in it.
      part_value AS (
        SELECT
          month, unit, indicator, role, any(rollup) AS rollup, any(factor) AS factor,
          any(take) = 'sum' AS is_flow,
          argMax(best, period) AS last_best,
          if(is_flow, sum(best.1), last_best.1) AS value,
          if(value IS NULL, last_best.2, '') AS missing,
          if(is_flow, minIf(best.3, best.1 IS NOT NULL), last_best.3) AS standing,
          if(is_flow, sum(best.4), last_best.4) AS fingerprint,
          max(period) AS value_from,
          any(grain) AS grain
        FROM counting
        INNER JOIN reach_period USING (measure, grain, period)
        GROUP BY month, unit, indicator, role
      ),

      own AS (
        SELECT
          month, unit, indicator, any(rollup) AS rollup, any(factor) AS factor,
          anyIf(value, role = 'numerator') AS numerator,
          anyIf(value, role = 'denominator') AS denominator,
          anyIf(value, role = 'amount') AS amount,
          argMinIf(missing, indexOf({reasons:Array(String)}, missing), missing != '') AS missing,
          -- Both parts come before a bare rate, and only what is used can weaken the result.
          numerator IS NOT NULL AND denominator IS NOT NULL AS has_parts,
          multiIf(
            has_parts, minIf(standing, role != 'amount'),
            amount IS NOT NULL, minIf(standing, role = 'amount'),
            min(standing)) AS weakest,
          argMax(part_value.grain, part_value.value_from) AS grain,
          max(part_value.value_from) AS value_from,
          sum(fingerprint) AS fingerprint
        FROM part_value
        GROUP BY month, unit, indicator
      ),

      member AS (
        SELECT month, indicator, parent, child AS unit
        FROM (SELECT * FROM plan_member FINAL WHERE plan = {plan:String}) AS plan_member
        CROSS JOIN (SELECT arrayJoin({months:Array(Date)}) AS month) AS months
        WHERE valid_from <= toLastDayOfMonth(month) AND valid_to > toLastDayOfMonth(month)
      ),

      member_count AS (
        SELECT month, indicator, parent, toUInt32(count()) AS members
        FROM member
        GROUP BY month, indicator, parent
      ),

      -- Each unit's own value, once for itself and once for the parent it is summed into. One pass, because
      -- what stands in a WITH is computed again wherever it is named.
      summand AS (
        SELECT
          month, indicator, rollup, factor, numerator, denominator, amount, missing, has_parts, weakest,
          value_from, grain, fingerprint,
          -- Over the units that have both parts; a rate has none and does not roll up.
          parent != '' AND multiIf(
            rollup = 'sum', amount IS NOT NULL,
            rollup = 'share-of-units', ifNull(amount, numerator) IS NOT NULL,
            rollup = 'mean', if(has_parts, denominator != 0, amount IS NOT NULL),
            has_parts) AS rolls_up,
          arrayJoin(if(rolls_up, [('own', unit), ('rolled-up', parent)], [('own', unit)])) AS place,
          place.1 AS origin,
          place.2 AS counts_for
        FROM own
        LEFT JOIN member USING (month, indicator, unit)
      )

    -- Columns are named with their table: the results have the same names.
    SELECT
      s.origin AS origin, toString(s.month) AS month, s.counts_for AS unit, s.indicator AS indicator,
      toString(multiIf(
        s.origin = 'own', any(s.numerator),
        any(s.rollup) = 'share-of-units', toDecimal128(countIf(ifNull(s.amount, s.numerator) > 0), 10),
        -- Quotients are cut off: ten digits more than are kept, so that a third and two thirds are one.
        any(s.rollup) = 'mean', round(sum(if(
          s.has_parts,
          divideDecimal(
            multiplyDecimal(ifNull(s.numerator, 0), toDecimal128(s.factor, 10), 20),
            if(ifNull(s.denominator, 0) = 0, toDecimal128(1, 10), s.denominator), 30),
          toDecimal256(s.amount, 30))), 20),
        any(s.rollup) = 'ratio-of-sums', sum(s.numerator),
        NULL)) AS numerator,
      toString(multiIf(
        s.origin = 'own', any(s.denominator),
        any(s.rollup) = 'share-of-units', toDecimal128(any(c.members), 10),
        any(s.rollup) = 'mean', toDecimal128(count(), 10),
        any(s.rollup) = 'ratio-of-sums', sum(s.denominator),
        NULL)) AS denominator,
      toString(multiIf(s.origin = 'own', any(s.amount), any(s.rollup) = 'sum', sum(s.amount), NULL)) AS amount,
      if(s.origin = 'own', toString(any(s.missing)), '') AS missing,
      toString(min(s.weakest)) AS standing,
      toUInt32(count()) AS units,
      toString(max(s.value_from)) AS value_from,
      toString(argMax(s.grain, s.value_from)) AS grain,
      toString(sipHash64(s.origin, s.counts_for, s.indicator, sum(s.fingerprint))) AS fingerprint
    FROM summand AS s
    LEFT JOIN member_count AS c
      ON s.month = c.month AND s.indicator = c.indicator AND s.counts_for = c.parent
    GROUP BY s.month, s.origin, s.counts_for, s.indicator
  `;
  return clickhouse.rows<RolledRow>(query, {
    plan,
    units,
    months,
    asOf: toClickHouseInstant(asOf),
    reasons: REASONS_FIRST_TO_LAST,
  });
}
