import type { Catalogue, Indicator, Measure, MissingKind, Standing, Unit } from '@dangzhi/metrics';

// The roll-up of the measurement contract, §2, §4 and §5, written out in plain loops over a few observations, to be
// compared with the SQL. It shares no code with it, nor with the engine.

export interface ToldValue {
  readonly unit: string;
  readonly measure: string;
  /** `2022-03`, or `2021` for a year. */
  readonly period: string;
  readonly value: number | null;
  readonly missing: MissingKind | null;
  readonly standing: Standing;
  /** Place in the order of recording; no two are the same. */
  readonly recorded: number;
}

export interface NaiveValue {
  readonly value: number | null;
  readonly weakest: Standing | null;
  /** Units it was made from. */
  readonly units: number;
}

const ORDER: readonly Standing[] = ['demo', 'published', 'pulled', 'reported', 'inspected'];
const NOTHING: NaiveValue = { value: null, weakest: null, units: 0 };

const weakestOf = (inputs: readonly Pick<NaiveValue, 'weakest'>[]): Standing | null =>
  inputs.flatMap(({ weakest }) => weakest ?? []).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))[0] ?? null;

/** For one cell: highest standing, and among equals the latest recorded. */
function countingOf(told: readonly ToldValue[]): ToldValue | undefined {
  return [...told].sort((a, b) => ORDER.indexOf(b.standing) - ORDER.indexOf(a.standing) || b.recorded - a.recorded)[0];
}

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

function isInWindow({ mode, staleAfter }: Indicator, { kind, grain }: Measure, period: string, month: string): boolean {
  if (grain === 'year') {
    const finished = month.endsWith('-12') ? Number(month.slice(0, 4)) : Number(month.slice(0, 4)) - 1;
    return Number(period) === finished;
  }
  const age = monthNumber(month) - monthNumber(period);
  if (age < 0) return false;
  if (kind !== 'flow') return age <= staleAfter;
  if (mode === 'ytd') return period.slice(0, 4) === month.slice(0, 4);
  return mode === 'rolling-12' ? age < 12 : age === 0;
}

/** One measure of one unit over an indicator's window. */
function partOf(
  told: readonly ToldValue[],
  indicator: Indicator,
  measure: Measure,
  unit: string,
  month: string,
): NaiveValue {
  const own = told.filter((one) => one.unit === unit && one.measure === measure.code);
  const periods = [...new Set(own.map(({ period }) => period))].sort();
  const inside = periods.filter((period) => isInWindow(indicator, measure, period, month));
  const counting = inside.flatMap((period) => countingOf(own.filter((one) => one.period === period)) ?? []);
  const used = measure.kind === 'flow' ? counting : counting.slice(-1);
  const valued = used.flatMap(({ value, standing }) => (value === null ? [] : [{ value, standing }]));
  if (valued.length === 0) return NOTHING;
  const weakest = weakestOf(valued.map(({ standing }) => ({ weakest: standing })));
  return { value: valued.reduce((sum, { value }) => sum + value, 0), weakest, units: 1 };
}

interface Parts {
  readonly numerator: NaiveValue;
  readonly denominator: NaiveValue;
  readonly amount: NaiveValue;
}

function partsOf(
  told: readonly ToldValue[],
  indicator: Indicator,
  catalogue: Catalogue,
  unit: string,
  month: string,
): Parts {
  const part = (code: string | undefined): NaiveValue => {
    const measure = catalogue.measures.find((one) => one.code === code);
    return measure === undefined ? NOTHING : partOf(told, indicator, measure, unit, month);
  };
  const { formula } = indicator;
  return formula.kind === 'ratio'
    ? { numerator: part(formula.numerator), denominator: part(formula.denominator), amount: part(formula.rate) }
    : { numerator: NOTHING, denominator: NOTHING, amount: part(formula.measure) };
}

const factorOf = ({ formula }: Indicator): number => (formula.kind === 'ratio' ? formula.factor : 1);

/** A unit's own value: its parts before its bare rate; no value without cases. */
function ownValue(indicator: Indicator, { numerator, denominator, amount }: Parts): NaiveValue {
  if (numerator.value === null || denominator.value === null) return amount;
  if (denominator.value === 0) return NOTHING;
  const weakest = weakestOf([numerator, denominator]);
  return { value: (numerator.value / denominator.value) * factorOf(indicator), weakest, units: 1 };
}

function membersAt(
  indicator: Indicator,
  catalogue: Catalogue,
  units: readonly Unit[],
  parent: string,
  month: string,
): string[] {
  const day = `${month}-31`;
  const isInForce = (from: string, to: string | null): boolean => from <= day && (to === null || to > day);
  const set = catalogue.sets.find(({ code }) => code === indicator.rollupOver);
  return units
    .filter((unit) => unit.parent === parent && isInForce(unit.validFrom, unit.validTo))
    .filter(({ code, kind }) =>
      set === undefined
        ? indicator.measuredOn.includes(kind)
        : set.members.some((member) => member.unit === code && isInForce(member.from, member.to)),
    )
    .map(({ code }) => code);
}

function rolledValue(
  told: readonly ToldValue[],
  indicator: Indicator,
  catalogue: Catalogue,
  members: readonly string[],
  month: string,
): NaiveValue {
  const parts = members.map((unit) => partsOf(told, indicator, catalogue, unit, month));
  const sum = (values: readonly NaiveValue[]): number => values.reduce((total, { value }) => total + (value ?? 0), 0);
  const made = (values: readonly NaiveValue[], value: number): NaiveValue =>
    values.length === 0 ? NOTHING : { value, weakest: weakestOf(values), units: values.length };
  const amounts = parts.map(({ amount }) => amount).filter(({ value }) => value !== null);
  switch (indicator.rollup) {
    case 'own':
      return NOTHING;
    case 'sum':
      return made(amounts, sum(amounts));
    case 'share-of-units':
      return made(amounts, (amounts.filter(({ value }) => (value ?? 0) > 0).length / members.length) * 100);
    case 'mean': {
      const values = parts.map((one) => ownValue(indicator, one)).filter(({ value }) => value !== null);
      return made(values, sum(values) / values.length);
    }
    case 'ratio-of-sums': {
      const both = parts.filter(({ numerator, denominator }) => numerator.value !== null && denominator.value !== null);
      const cases = sum(both.map(({ denominator }) => denominator));
      if (cases === 0) return NOTHING;
      const pairs = both.map(({ numerator, denominator }): NaiveValue => ({
        ...numerator,
        weakest: weakestOf([numerator, denominator]),
      }));
      return made(pairs, (sum(pairs) / cases) * factorOf(indicator));
    }
  }
}

/** What one indicator is worth for one unit at a month: its own value, else the one rolled up. */
export function naiveValue(
  told: readonly ToldValue[],
  indicator: Indicator,
  catalogue: Catalogue,
  units: readonly Unit[],
  unit: string,
  month: string,
): { own: NaiveValue; rolled: NaiveValue } {
  return {
    own: ownValue(indicator, partsOf(told, indicator, catalogue, unit, month)),
    rolled: rolledValue(told, indicator, catalogue, membersAt(indicator, catalogue, units, unit, month), month),
  };
}
