import type { ClickHouse } from '../stores/index.ts';
import { toClickHouseInstant } from '../stores/clickhouse.ts';

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

/** Where the parts of one value are absent for different reasons, the first of these is the value's. */
const REASONS_FIRST_TO_LAST = ['not-applicable', 'not-due', 'no-cases', 'no-source', 'overdue'];

/**
 * The roll-up of the measurement contract, §2, §4 and §5, for every month asked for, in one statement:
 * which observation counts, what an indicator is worth over its window, and Σ parts up the unit tree.
 *
 * Sums are sums of Decimal(38, 10): they do not depend on order, parts of the table or threads.
 *
 * @param plan hash of a plan stored for these months
 * @param months first days, at least one
 * @param asOf what was recorded later is not seen
 */
export async function rollUp(
  clickhouse: ClickHouse,
  { plan, months, asOf }: { plan: string; months: readonly string[]; asOf: Date },
): Promise<RolledRow[]> {
  const query = `
    WITH
      reach AS (
        SELECT * FROM plan_reach FINAL
        WHERE plan = {plan:String} AND month IN {months:Array(Date)}
      ),

      -- The observation that counts: highest standing, and among equals the latest recorded.
      counting AS (
        SELECT
          unit, measure, grain, period,
          multiIf(
            grain = 'day', period,
            grain = 'week', period + 6,
            grain = 'month', toLastDayOfMonth(period),
            grain = 'quarter', period + INTERVAL 1 QUARTER - INTERVAL 1 DAY,
            period + INTERVAL 1 YEAR - INTERVAL 1 DAY) AS period_end,
          argMax(
            tuple(value, missing, standing, sipHash64(batch, row, ifNull(toString(value), ''), missing)),
            tuple(standing, recorded_at, batch, row)) AS best
        FROM observation
        WHERE measure IN (SELECT measure FROM reach)
          AND period >= (SELECT min(from_day) FROM reach)
          AND period <= (SELECT max(to_day) FROM reach)
          AND recorded_at <= {asOf:DateTime64(3, 'UTC')}
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
        FROM reach
        INNER JOIN counting USING (measure, grain)
        WHERE period >= from_day AND period_end <= to_day
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
          if(has_parts, minIf(standing, role != 'amount'), minIf(standing, role = 'amount')) AS weakest,
          max(value_from) AS value_from,
          any(grain) AS grain,
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

      -- Over the units that have both parts; a rate has none and does not roll up.
      rolled AS (
        SELECT
          month, parent AS unit, indicator,
          any(rollup) AS how,
          multiIf(
            how = 'share-of-units', toDecimal128(countIf(ifNull(amount, numerator) > 0), 10),
            how = 'mean', sum(if(
              has_parts,
              toDecimal128(ifNull(toFloat64(numerator) / toFloat64(nullIf(denominator, 0)) * factor, 0), 10),
              amount)),
            how = 'ratio-of-sums', sum(numerator),
            NULL) AS numerator_sum,
          multiIf(
            how = 'share-of-units', toDecimal128(any(members), 10),
            how = 'mean', toDecimal128(count(), 10),
            how = 'ratio-of-sums', sum(denominator),
            NULL) AS denominator_sum,
          if(how = 'sum', sum(amount), NULL) AS amount_sum,
          min(own.weakest) AS weakest,
          toUInt32(count()) AS units,
          max(value_from) AS latest,
          any(grain) AS grain,
          sum(fingerprint) AS fingerprint
        FROM own
        INNER JOIN member USING (month, indicator, unit)
        INNER JOIN member_count USING (month, indicator, parent)
        WHERE multiIf(
          rollup = 'sum', amount IS NOT NULL,
          rollup = 'share-of-units', ifNull(amount, numerator) IS NOT NULL,
          rollup = 'mean', if(has_parts, denominator != 0, amount IS NOT NULL),
          has_parts)
        GROUP BY month, parent, indicator
      )

    SELECT
      'own' AS origin, toString(month) AS month, unit, indicator,
      toString(numerator) AS numerator, toString(denominator) AS denominator, toString(amount) AS amount,
      toString(missing) AS missing, toString(weakest) AS standing, toUInt32(1) AS units,
      toString(value_from) AS value_from, toString(grain) AS grain,
      toString(sipHash64('own', unit, indicator, fingerprint)) AS fingerprint
    FROM own
    UNION ALL
    SELECT
      'rolled-up', toString(month), unit, indicator,
      toString(numerator_sum), toString(denominator_sum), toString(amount_sum),
      '', toString(weakest), units,
      toString(latest), toString(grain), toString(sipHash64('rolled-up', unit, indicator, fingerprint))
    FROM rolled
  `;
  return clickhouse.rows<RolledRow>(query, {
    plan,
    months,
    asOf: toClickHouseInstant(asOf),
    reasons: REASONS_FIRST_TO_LAST,
  });
}
