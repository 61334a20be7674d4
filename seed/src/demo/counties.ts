import { addGrains, printRounded, type Indicator, type Measure, type Unit } from '@dangzhi/metrics';
import { catalogue } from '../catalogue/index.ts';
import { otherCounties } from '../county/other-counties.ts';
import { FIRST_MONTH, monthsFromTo } from './time/calendar.ts';
import { between, chance, clamp } from './chance/chance.ts';
import { rising } from './time/trend.ts';
import { valueAtScore } from './series/value-at-score.ts';
import type { DemoFigure } from './figures/figure.ts';
import { digitsOf, monthsUntilCounted } from './figures/measure-traits.ts';

/** What there is of a thing in a county of middling size, by its unit of measure. */
const USUAL: Readonly<Record<string, number>> = {
  件: 46_000,
  卷件: 140_000,
  条: 420_000,
  个: 92,
  项: 580,
  份: 290,
  人: 430,
  类: 610,
  批: 3,
  次: 120,
  万元: 860,
  万页: 640,
  万人: 46,
  小时: 690_000,
  平方米: 10_400,
  GB: 6_400,
};

/** Score of a leaf in a county like most, and how much better or worse a whole dimension or a leaf goes. */
const COURSE = rising(56, 64, 73, 79);
const EASIER: Readonly<Record<string, number>> = { DAT: 15, DIG: -9, SEC: 6, 'DIG-1-02': -34 };

/** The neighbours in the county's own city, some ahead of it and some behind; the rest by chance. */
const NEIGHBOURS: Readonly<Record<string, number>> = {
  'DEMO-0001': 0.75,
  'DEMO-0002': -0.55,
  'DEMO-0003': 0.35,
  'DEMO-0004': -0.1,
  'DEMO-0005': -0.85,
};

const ALL_AT_ONCE = '演示：全年数，省级年度通报一次报送。';

const measures = new Map(catalogue.measures.map((measure) => [measure.code, measure]));
const leaves = catalogue.indicators
  .filter(({ weightedFor }) => weightedFor.includes('county'))
  .map((indicator) => ({ indicator, valueOf: valueAtScore(indicator.code) }));

/**
 * What the province's yearly circular says of the other counties: their own figures of every leaf a county is
 * scored on, once a year, as invented as the counties are. Of a flow the December figure is the whole year's.
 *
 * @param until last finished month, `YYYY-MM`; a year is there when it is over
 */
export function demoFiguresOfCounties(until: string): DemoFigure[] {
  const first = Number(FIRST_MONTH.slice(0, 4));
  const years = Array.from({ length: Number(until.slice(0, 4)) - first + 1 }, (_, index) => String(first + index));
  return years.flatMap((year) => {
    const since = monthsFromTo(`${year}-12`, until);
    return since < 0 ? [] : otherCounties(true).flatMap((unit) => figuresOf(unit, year, since));
  });
}

/** @param since months from the end of the year to the last finished one */
function figuresOf(unit: Unit, year: string, since: number): DemoFigure[] {
  return [...valuesOf(unit, year)].flatMap(([code, { value, digits }]): DemoFigure[] => {
    const measure = measures.get(code);
    if (measure === undefined || since < monthsUntilCounted(measure)) return [];
    return [
      {
        measure: code,
        unit: unit.code,
        period: periodOf(measure, year),
        value: printRounded(value, digits),
        missing: null,
        reason: measure.kind === 'flow' && measure.grain !== 'year' ? ALL_AT_ONCE : null,
        filedAt: filedAt(unit, year, monthsUntilCounted(measure)),
      },
    ];
  });
}

interface Value {
  readonly value: number;
  readonly digits: number;
}

/** By measure. What two leaves share is given once. */
function valuesOf(unit: Unit, year: string): Map<string, Value> {
  const values = new Map<string, Value>();
  const tell = (code: string, value: number, meanDigits = 0): number => {
    const known = values.get(code);
    if (known !== undefined) return known.value;
    const measure = measures.get(code);
    const digits = Math.max(meanDigits, measure === undefined ? 0 : digitsOf(measure));
    const written = Number(printRounded(value, digits));
    values.set(code, { value: written, digits });
    return written;
  };
  for (const { indicator, valueOf } of leaves) {
    const { formula } = indicator;
    const value = indicator.redLine
      ? Number(chance('red-line', indicator.code, unit.code, year) < 0.02)
      : Math.max(0, valueOf(scoreOf(indicator, unit, year)));
    if (formula.kind === 'amount') tell(formula.measure, value, indicator.rollup === 'mean' ? 2 : 0);
    else if (formula.rate !== undefined)
      tell(formula.rate, indicator.direction === 'lower' ? value : Math.min(100, value));
    else {
      const whole = tell(formula.denominator, wholeOf(formula.denominator, unit));
      const share = value / formula.factor;
      tell(formula.numerator, whole * (formula.factor === 100 ? clamp(share, 0, 1) : share));
    }
  }
  return values;
}

function scoreOf({ code }: Indicator, unit: Unit, year: string): number {
  const standing = NEIGHBOURS[unit.code] ?? between(-1, 1, 'standing', unit.code);
  const drift = between(-1, 1, 'standing-drift', unit.code) * (Number(year) - 2022);
  const own = between(-16, 16, 'county-leaf', code, unit.code) + between(-4, 4, 'county-leaf', code, unit.code, year);
  const usual = COURSE(monthsFromTo(FIRST_MONTH, `${year}-12`));
  return usual + (EASIER[code.slice(0, 3)] ?? 0) + (EASIER[code] ?? 0) + 17 * standing + drift + own;
}

const wholeOf = (code: string, unit: Unit): number =>
  (USUAL[measures.get(code)?.unitOfMeasure ?? ''] ?? 100) *
  between(0.55, 1.7, 'county-size', unit.code) *
  between(0.85, 1.15, 'county-whole', code, unit.code);

const periodOf = ({ grain }: Measure, year: string): string =>
  grain === 'year' ? year : grain === 'quarter' ? `${year}Q4` : `${year}-12`;

/** The circular is put together in the middle of the month after. */
function filedAt(unit: Unit, year: string, later: number): string {
  const month = addGrains({ grain: 'month', start: `${year}-12-01` }, 1 + later).start.slice(0, 7);
  const day = 12 + Math.floor(chance('circular', unit.code, year) * 12);
  return `${month}-${day}T15:00:00+08:00`;
}
