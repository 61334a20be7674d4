import { printRounded, type Measure, type Unit } from '@dangzhi/metrics';
import { isConnected } from '../units/connected.ts';
import type { DemoFigure } from './figure.ts';
import { daysLater } from '../filing/filed-at.ts';
import { isMemberAt, memberSince } from '../units/membership.ts';
import { NOT_APPLICABLE } from '../units/not-applicable.ts';
import { correctionOf, isUnreported, remarkOn, statedReason } from './exceptions.ts';
import type { DemoPeriod } from '../time/period.ts';
import type { Series } from '../series/series.ts';
import { isMeasuredOn, isPublished } from './asked-for.ts';
import { digitsOf, monthsUntilCounted } from './measure-traits.ts';

const exemptReason = ({ code }: Measure, { kind }: Unit): string | null => {
  const exempt = NOT_APPLICABLE[code];
  return exempt?.kind === kind ? exempt.reason : null;
};

/** Whether a unit ever tells a measure, if only that it does not apply. */
export const isReported = (measure: Measure, unit: Unit): boolean =>
  isMeasuredOn(measure, unit) && (memberSince(measure.dueFrom, unit) !== null || exemptReason(measure, unit) !== null);

/**
 * What a unit tells of a measure at a period: nothing, a value, a reason there is none, or two values, of which
 * the later filed puts the first right.
 *
 * @param filed when the unit's figures of the period were filed
 */
export function reportedFigures(
  measure: Measure,
  unit: Unit,
  series: Series,
  period: DemoPeriod,
  filed: string,
): DemoFigure[] {
  if (
    !isConnected(measure, unit, period) ||
    isUnreported(measure, unit, period) ||
    isPublished(measure, unit, period)
  ) {
    return [];
  }
  const filedAt = daysLater(filed, 30 * monthsUntilCounted(measure));
  const head = { measure: measure.code, unit: unit.code, period: period.label };
  const isOwed = isMemberAt(measure.dueFrom, unit, period.last);
  const value = isOwed ? series(unit, period) : null;
  if (value === null) {
    const reason = isOwed ? statedReason(measure, unit) : exemptReason(measure, unit);
    return reason === null ? [] : [{ ...head, value: null, missing: 'not-applicable', reason, filedAt }];
  }
  const figure = (number: number, reason: string | null, instant: string): DemoFigure => ({
    ...head,
    value: printRounded(number, digitsOf(measure)),
    missing: null,
    reason,
    filedAt: instant,
  });
  const correction = correctionOf(measure, unit, period);
  if (correction === null) return [figure(value, remarkOn(measure, unit, period), filedAt)];
  return [
    figure(value * correction.times, null, filedAt),
    figure(value, correction.reason, daysLater(filedAt, correction.daysLater)),
  ];
}
