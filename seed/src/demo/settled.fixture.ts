import {
  absenceReason,
  observationWindow,
  parsePeriod,
  periodEnd,
  settleValue,
  type Indicator,
  type IndicatorParts,
  type Measure,
  type MissingKind,
  type SettledValue,
  type Unit,
  type UnitKind,
} from '@dangzhi/metrics';
import { publishedBatch } from '../batches/published.ts';
import { catalogue } from '../catalogue/index.ts';
import { county, units } from '../county/units.ts';
import { demoFigures } from './figures.ts';

// What the server's SQL makes of the demo, in plain loops: for tests of the seed, which knows no store.

interface Observation {
  readonly start: string;
  readonly end: string;
  readonly value: number | null;
  readonly missing: MissingKind | null;
  readonly filedAt: string;
  readonly published: boolean;
}

export type Figures = Pick<
  ReturnType<typeof demoFigures>[number],
  'measure' | 'unit' | 'period' | 'value' | 'missing' | 'filedAt'
>;

const measures = new Map(catalogue.measures.map((measure) => [measure.code, measure]));
const WHEN_PUBLISHED = '2022-12-31T18:00:00+08:00';

/** Figures of the demo and the articles, ready to be settled. */
export interface Told {
  readonly byMeasureAndUnit: ReadonlyMap<string, readonly Observation[]>;
  /** Measure and kind of unit → first day of the first period supplied. */
  readonly supplied: ReadonlyMap<string, string>;
}

/** @param until last month, `YYYY-MM` */
export function toldUntil(until: string, more: readonly Figures[] = [], counties: readonly Unit[] = []): Told {
  const demo = [...catalogue.systems.flatMap(({ code }) => demoFigures(code, until)), ...more];
  const kindOf = new Map([...units, ...counties].map(({ code, kind }) => [code, kind]));
  const byMeasureAndUnit = new Map<string, Observation[]>();
  const supplied = new Map<string, string>();
  const add = (figure: Figures, isPublished: boolean): void => {
    const period = parsePeriod(figure.period);
    if (period === null) throw new RangeError(`${figure.period} is no period`);
    const key = `${figure.measure} ${figure.unit}`;
    const of = byMeasureAndUnit.get(key) ?? [];
    of.push({
      start: period.start,
      end: periodEnd(period),
      value: figure.value === null ? null : Number(figure.value),
      missing: figure.missing,
      filedAt: figure.filedAt,
      published: isPublished,
    });
    byMeasureAndUnit.set(key, of);
    const kind = `${figure.measure} ${kindOf.get(figure.unit) ?? ''}`;
    const first = supplied.get(kind);
    if (!isPublished && (first === undefined || period.start < first)) supplied.set(kind, period.start);
  };
  for (const figure of demo) add(figure, false);
  for (const row of publishedBatch().rows) add({ ...row, filedAt: WHEN_PUBLISHED }, true);
  return { byMeasureAndUnit, supplied };
}

type Parts = IndicatorParts & { readonly missing: MissingKind | null };

const codesOf = ({ formula }: Indicator) =>
  formula.kind === 'ratio'
    ? { numerator: formula.numerator, denominator: formula.denominator, amount: formula.rate }
    : { numerator: undefined, denominator: undefined, amount: formula.measure };

/** One month as it stands at an instant; later filings are not seen. */
export class SettledMonth {
  readonly #told: Told;
  readonly #month: string;
  readonly #asOf: string;
  readonly #sets: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #own = new Map<string, Parts | null>();

  constructor(told: Told, month: string, asOf = '9999-12-31T00:00:00+08:00') {
    this.#told = told;
    this.#month = month;
    this.#asOf = asOf;
    const day = periodEnd({ grain: 'month', start: `${month}-01` });
    this.#sets = new Map(
      catalogue.sets.map(({ code, members }) => [
        code,
        new Set(members.filter(({ from, to }) => from <= day && (to === null || to > day)).map(({ unit }) => unit)),
      ]),
    );
  }

  isMember(set: string, unit: string): boolean {
    return this.#sets.get(set)?.has(unit) ?? false;
  }

  #part(indicator: Indicator, code: string | undefined, unit: string): Observation | null {
    const measure = measures.get(code ?? '');
    if (measure === undefined) return null;
    const { from, to, take } = observationWindow(indicator, measure, this.#month);
    const byPeriod = new Map<string, Observation>();
    for (const one of this.#told.byMeasureAndUnit.get(`${measure.code} ${unit}`) ?? []) {
      if (one.start < from || one.end > to || one.filedAt > this.#asOf) continue;
      const known = byPeriod.get(one.start);
      const better =
        known === undefined || (one.published === known.published ? one.filedAt > known.filedAt : one.published);
      if (better) byPeriod.set(one.start, one);
    }
    const counting = [...byPeriod.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
    const last = counting.at(-1);
    if (last === undefined) return null;
    if (take === 'last') return last;
    const valued = counting.flatMap(({ value }) => value ?? []);
    return { ...last, value: valued.length === 0 ? null : valued.reduce((sum, value) => sum + value, 0) };
  }

  own(indicator: Indicator, unit: string): Parts | null {
    const key = `${indicator.code} ${unit}`;
    const known = this.#own.get(key);
    if (known !== undefined) return known;
    const codes = codesOf(indicator);
    const found = [codes.numerator, codes.denominator, codes.amount].map((code) => this.#part(indicator, code, unit));
    const text = (one: Observation | null | undefined): string | null =>
      one?.value === null || one === null || one === undefined ? null : String(one.value);
    const [numerator, denominator, amount] = found;
    const parts = found.every((one) => one === null)
      ? null
      : {
          numerator: text(numerator),
          denominator: text(denominator),
          amount: text(amount),
          missing: found.flatMap((one) => (one?.value === null ? (one.missing ?? []) : []))[0] ?? null,
        };
    this.#own.set(key, parts);
    return parts;
  }

  rolledUp(indicator: Indicator, parent: string): IndicatorParts | null {
    const { rollup, rollupOver, measuredOn } = indicator;
    if (rollup === 'own' || parent !== county.code) return null;
    const members = units.filter(
      ({ code, kind, parent: above }) =>
        above === parent && (rollupOver === null ? measuredOn.includes(kind) : this.isMember(rollupOver, code)),
    );
    const parts = members.flatMap(({ code }) => this.own(indicator, code) ?? []);
    const factor = indicator.formula.kind === 'ratio' ? indicator.formula.factor : 1;
    const none = { numerator: null, denominator: null, amount: null };
    const sum = (values: readonly (string | null)[]): string =>
      String(values.reduce((all, one) => all + Number(one), 0));
    switch (rollup) {
      case 'sum': {
        const amounts = parts.flatMap(({ amount }) => amount ?? []);
        return amounts.length === 0 ? null : { ...none, amount: sum(amounts) };
      }
      case 'share-of-units': {
        const given = parts.flatMap(({ amount, numerator }) => amount ?? numerator ?? []);
        const numerator = String(given.filter((value) => Number(value) > 0).length);
        return given.length === 0 ? null : { ...none, numerator, denominator: String(members.length) };
      }
      case 'mean': {
        const values = parts.flatMap(({ numerator, denominator, amount }) =>
          numerator !== null && denominator !== null
            ? Number(denominator) === 0
              ? []
              : [String((Number(numerator) / Number(denominator)) * factor)]
            : (amount ?? []),
        );
        return values.length === 0 ? null : { ...none, numerator: sum(values), denominator: String(values.length) };
      }
      case 'ratio-of-sums': {
        const both = parts.filter(({ numerator, denominator }) => numerator !== null && denominator !== null);
        if (both.length === 0) return null;
        return {
          ...none,
          numerator: sum(both.map(({ numerator }) => numerator)),
          denominator: sum(both.map(({ denominator }) => denominator)),
        };
      }
    }
  }

  #reason(indicator: Indicator, unit: Unit): MissingKind {
    const { measuredOn } = indicator;
    const kinds: readonly UnitKind[] = measuredOn.includes(unit.kind) ? [unit.kind] : measuredOn;
    const { numerator, denominator, amount } = codesOf(indicator);
    const codes = [numerator, denominator, ...(indicator.formula.kind === 'amount' ? [amount] : [])].flatMap(
      (code) => measures.get(code ?? '') ?? [],
    );
    const supplies = codes.map((measure) => ({
      suppliedFrom: kinds.flatMap((kind) => this.#told.supplied.get(`${measure.code} ${kind}`) ?? []).sort()[0] ?? null,
      owed: isOwed(measure, (set) => this.isMember(set, unit.code)) || !measuredOn.includes(unit.kind),
      dueAfterDays: measure.dueAfterDays,
    }));
    const [first] = codes;
    const lastDay = first === undefined ? this.#month : observationWindow(indicator, first, this.#month).to;
    return absenceReason(supplies, lastDay, new Date(this.#asOf));
  }

  value(indicator: Indicator, unit: Unit): SettledValue {
    const own = this.own(indicator, unit.code);
    const rolledUp = this.rolledUp(indicator, unit.code);
    const { connection } = indicator;
    const notConnected =
      connection !== null &&
      this.isMember(connection.required, unit.code) &&
      !this.isMember(connection.connected, unit.code);
    return settleValue(indicator, { own, rolledUp, notConnected }, own?.missing ?? this.#reason(indicator, unit));
  }

  /** Every indicator of one unit. */
  values(unit: Unit): Map<string, SettledValue> {
    return new Map(catalogue.indicators.map((indicator) => [indicator.code, this.value(indicator, unit)]));
  }
}

const isOwed = ({ dueFrom }: Measure, isMember: (set: string) => boolean): boolean =>
  dueFrom === null || isMember(dueFrom);
