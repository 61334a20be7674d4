import type { Measure, Unit } from '@dangzhi/metrics';
import {
  ACCIDENTS,
  CORRECTIONS,
  INCIDENTS,
  UNREPORTED_STRETCHES,
  TRAINING_NOT_REPORTED,
  WITHOUT_STORE_ROOM,
} from '../units/cases.ts';
import type { DemoPeriod } from '../time/period.ts';

/** Whether the unit owes the figure and says nothing. */
export function isUnreported({ code, system }: Measure, unit: Unit, { label, last }: DemoPeriod): boolean {
  const silent = UNREPORTED_STRETCHES.some(
    (one) => one.unit === unit.code && one.system === system && one.from <= last && last <= one.to,
  );
  const untold = code.startsWith('archivists') && (TRAINING_NOT_REPORTED[unit.code]?.includes(label) ?? false);
  return silent || untold;
}

/** Numerators that a unit without a store room states, once a period. */
const OF_STORE_ROOMS: ReadonlySet<string> = new Set(['store-used-m2', 'climate-hours-in-range']);

/** Why a unit that ought to have a figure says it has none; `null` where it says nothing. */
export const statedReason = ({ code }: Measure, unit: Unit): string | null =>
  OF_STORE_ROOMS.has(code) ? (WITHOUT_STORE_ROOM[unit.code] ?? null) : null;

/** What is peculiar about a figure, in words. */
export function remarkOn({ code }: Measure, unit: Unit, { label }: DemoPeriod): string | null {
  const cases = code === 'security-accidents' ? ACCIDENTS : code === 'security-incidents' ? INCIDENTS : [];
  return cases.find((one) => one.unit === unit.code && one.month === label)?.reason ?? null;
}

/** How a figure was reported at first, if it was reported wrong. */
export const correctionOf = ({ code }: Measure, unit: Unit, { label }: DemoPeriod) =>
  CORRECTIONS.find((one) => one.measure === code && one.unit === unit.code && one.period === label) ?? null;
