import type { Measure, Pair } from './catalogue.ts';
import { compareDecimals, minusDecimal, timesDecimal, toDecimal, type Decimal } from './exact.ts';
import { addGrains, formatPeriod, periodContaining, periodEnd, type Period } from './period.ts';

/**
 * What a value on its way in breaks. `kind`, `bounds`, `part` and `not-begun` cannot be true, so it is refused; `not-ended`
 * and `jump` may be, so somebody has to look at it (待审) and until then it counts for nothing.
 */
export type GuardBreak =
  | { readonly guard: 'kind'; readonly fault: 'not-whole' | 'negative' }
  | { readonly guard: 'bounds'; readonly least: number | null; readonly most: number | null }
  | {
      readonly guard: 'part';
      readonly part: string;
      readonly partValue: string;
      readonly whole: string;
      readonly wholeValue: string;
    }
  | { readonly guard: 'not-begun'; readonly begins: string }
  | { readonly guard: 'not-ended'; readonly ends: string }
  | {
      readonly guard: 'jump';
      /** The least and the greatest value that counted in the window. */
      readonly least: string;
      readonly greatest: string;
      readonly times: number;
      readonly window: number;
    };
type Guard = GuardBreak['guard'];

/** Guards whose breach is no proof that a value is wrong. */
const LOOKED_AT: ReadonlySet<Guard> = new Set(['not-ended', 'jump'] as const);

export const isLookedAt = ({ guard }: GuardBreak): boolean => LOOKED_AT.has(guard);

/** What a value is held against. */
export interface GuardContext {
  /** The calendar day it comes in on, `YYYY-MM-DD`, in the county's time. */
  readonly today: string;
  /** Values of the same unit and period that count, or come in together with this one: decimals by measure. */
  readonly beside: ReadonlyMap<string, string>;
  readonly pairs: readonly Pair[];
  /** Values of the same unit and measure that count in other periods: decimals by label, all of the measure's grain. */
  readonly history: ReadonlyMap<string, string>;
}

/**
 * The guards that a value breaks, those that refuse it first.
 *
 * @param value a decimal as text; `null` says that there is none, which only the period can contradict
 * @see docs/method.md, §1.5
 */
export function guardBreaks(
  measure: Measure,
  period: Period,
  value: string | null,
  context: GuardContext,
): GuardBreak[] {
  if (value === null) return periodBreaks(measure, period, context.today).filter(({ guard }) => guard === 'not-begun');
  return [
    ...quantityBreaks(measure, value),
    ...boundBreaks(measure, value),
    ...partBreaks(measure.code, value, context),
    ...periodBreaks(measure, period, context.today),
    ...jumpBreaks(measure, period, value, context.history),
  ];
}

const ZERO = toDecimal('0');

function quantityBreaks({ quantity }: Measure, value: string): GuardBreak[] {
  if (quantity === undefined || quantity === 'level') return [];
  const decimal = toDecimal(value);
  if (compareDecimals(decimal, ZERO) < 0) return [{ guard: 'kind', fault: 'negative' }];
  const isWhole = decimal.units % 10n ** BigInt(decimal.scale) === 0n;
  return quantity === 'count' && !isWhole ? [{ guard: 'kind', fault: 'not-whole' }] : [];
}

function boundBreaks({ bounds = {} }: Measure, value: string): GuardBreak[] {
  const { least = null, most = null } = bounds;
  const decimal = toDecimal(value);
  const isOutside =
    (least !== null && compareDecimals(decimal, toDecimal(least)) < 0) ||
    (most !== null && compareDecimals(decimal, toDecimal(most)) > 0);
  return isOutside ? [{ guard: 'bounds', least, most }] : [];
}

/** Whichever side comes last is held against the other. */
function partBreaks(measure: string, value: string, { pairs, beside }: GuardContext): GuardBreak[] {
  return pairs.flatMap(({ part, whole }): GuardBreak[] => {
    const partValue = part === measure ? value : beside.get(part);
    const wholeValue = whole === measure ? value : beside.get(whole);
    if ((part !== measure && whole !== measure) || partValue === undefined || wholeValue === undefined) return [];
    if (compareDecimals(toDecimal(partValue), toDecimal(wholeValue)) <= 0) return [];
    return [{ guard: 'part', part, partValue, whole, wholeValue }];
  });
}

function periodBreaks({ kind, running = false }: Measure, period: Period, today: string): GuardBreak[] {
  if (period.start > today) return [{ guard: 'not-begun', begins: period.start }];
  const ends = periodEnd(period);
  return kind === 'flow' && !running && ends >= today ? [{ guard: 'not-ended', ends }] : [];
}

/** Fewer earlier values are no history. */
const LEAST_HISTORY = 3;

function jumpBreaks(
  { jump }: Measure,
  period: Period,
  value: string,
  history: ReadonlyMap<string, string>,
): GuardBreak[] {
  if (jump === undefined) return [];
  const { times, window, least: tolerated } = jump;
  const from = addGrains(periodContaining('month', period.start), -window).start;
  // Labels of one grain are in the order of time.
  const [first, own] = [formatPeriod(periodContaining(period.grain, from)), formatPeriod(period)];
  const values: string[] = [];
  for (const [label, one] of history) if (label >= first && label < own) values.push(one);
  if (values.length < LEAST_HISTORY) return [];
  const sorted = values.map((text) => ({ text, decimal: toDecimal(text) }));
  sorted.sort((a, b) => compareDecimals(a.decimal, b.decimal));
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return [];
  const decimal = toDecimal(value);
  const factor = toDecimal(times);
  const above =
    compareDecimals(decimal, timesDecimal(highest.decimal, factor)) > 0 && differs(decimal, highest.decimal, tolerated);
  const below =
    compareDecimals(timesDecimal(decimal, factor), lowest.decimal) < 0 && differs(lowest.decimal, decimal, tolerated);
  return above || below ? [{ guard: 'jump', least: lowest.text, greatest: highest.text, times, window }] : [];
}

/** Whether the first is greater than the second by more than is tolerated. */
const differs = (more: Decimal, less: Decimal, tolerated: number): boolean =>
  compareDecimals(minusDecimal(more, less), toDecimal(tolerated)) > 0;
