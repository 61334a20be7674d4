import type { Measure, Unit } from '@dangzhi/metrics';
import { publishedBatch } from '../../batches/published.ts';
import { catalogue } from '../../catalogue/index.ts';
import type { DemoPeriod } from '../time/period.ts';

const published = new Set(publishedBatch().rows.map(({ measure, unit, period }) => `${measure} ${unit} ${period}`));

/** Parts of ratios by the measure that gives the ratio without them. */
const rateOf: ReadonlyMap<string, string> = new Map(
  catalogue.indicators.flatMap(({ formula }) =>
    formula.kind === 'ratio' && formula.rate !== undefined
      ? [[formula.numerator, formula.rate] as const, [formula.denominator, formula.rate] as const]
      : [],
  ),
);

/** Whether the articles give the figure, or the ratio it would be a part of: no demo figure stands beside it. */
export function isPublished({ code }: Measure, unit: Unit, { label }: DemoPeriod): boolean {
  const rate = rateOf.get(code);
  return [code, ...(rate === undefined ? [] : [rate])].some((one) => published.has(`${one} ${unit.code} ${label}`));
}

const kindsOf = Map.groupBy(
  catalogue.indicators.flatMap(({ formula, measuredOn }) =>
    (formula.kind === 'amount' ? [formula.measure] : [formula.numerator, formula.denominator]).flatMap((measure) =>
      measuredOn.map((kind) => ({ measure, kind })),
    ),
  ),
  ({ measure }) => measure,
);

/** Whether an indicator asks the unit for the measure; what no indicator asks for is reported by every unit that owes it. */
export const isMeasuredOn = ({ code }: Measure, unit: Unit): boolean =>
  kindsOf.get(code)?.some(({ kind }) => kind === unit.kind) ?? true;
