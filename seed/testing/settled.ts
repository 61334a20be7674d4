import {
  absenceReason,
  observationWindow,
  periodEnd,
  settleValue,
  type Indicator,
  type IndicatorParts,
  type MissingKind,
  type SettledValue,
  type Unit,
} from '@dangzhi/metrics';
import { catalogue } from '../src/catalogue/index.ts';
import { county, units } from '../src/county/units.ts';
import { isMemberAt } from '../src/demo/units/membership.ts';
import { observationKey, type Observation, type Observations } from './observations.ts';

// What the server's SQL makes of observations, in plain loops.

const measures = new Map(catalogue.measures.map((measure) => [measure.code, measure]));

type Role = keyof IndicatorParts;
type Parts = IndicatorParts & { readonly missing: MissingKind | null };

const NO_PARTS: IndicatorParts = { numerator: null, denominator: null, amount: null };
const NEVER = '9999-12-31T00:00:00+08:00';

/** Measures an indicator reads, by what they are in its formula. */
const codesOf = ({ formula }: Indicator): [Role, string][] =>
  formula.kind === 'amount'
    ? [['amount', formula.measure]]
    : [
        ['numerator', formula.numerator],
        ['denominator', formula.denominator],
        ...(formula.rate === undefined ? [] : [['amount', formula.rate] as [Role, string]]),
      ];

/**
 * One month as it stands at an instant.
 *
 * @param asOf what was filed later is not seen, and what is not there by then may be overdue
 */
export function settleMonth(
  observed: Observations,
  month: string,
  asOf = NEVER,
): (indicator: Indicator, unit: Unit) => SettledValue {
  const known = new Map<string, Parts | null>();

  function own(indicator: Indicator, unit: Unit): Parts | null {
    const key = `${indicator.code} ${unit.code}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = codesOf(indicator).map(
      ([role, code]) => [role, partOf(observed, indicator, code, unit, month, asOf)] as const,
    );
    const parts = found.every(([, part]) => part === null)
      ? null
      : {
          ...NO_PARTS,
          ...Object.fromEntries(
            found.flatMap(([role, part]) => (part?.value == null ? [] : [[role, String(part.value)]])),
          ),
          missing: found.flatMap(([, part]) => (part?.value === null ? (part.missing ?? []) : []))[0] ?? null,
        };
    known.set(key, parts);
    return parts;
  }

  function rolledUp(indicator: Indicator, parent: Unit): IndicatorParts | null {
    const { rollup, rollupOver, measuredOn } = indicator;
    if (rollup === 'own' || parent.code !== county.code) return null;
    const members = units.filter(
      (unit) =>
        unit.parent === parent.code &&
        (rollupOver === null ? measuredOn.includes(unit.kind) : isMemberAt(rollupOver, unit, month)),
    );
    return addUp(
      indicator,
      members.length,
      members.flatMap((unit) => own(indicator, unit) ?? []),
    );
  }

  return (indicator, unit) => {
    const ownParts = own(indicator, unit);
    const { connection } = indicator;
    const notConnected =
      connection !== null &&
      isMemberAt(connection.required, unit, month) &&
      !isMemberAt(connection.connected, unit, month);
    const reason = ownParts?.missing ?? reasonOf(observed, indicator, unit, month, asOf);
    return settleValue(indicator, { own: ownParts, rolledUp: rolledUp(indicator, unit), notConnected }, reason);
  };
}

/** What one measure is worth over the indicator's window; a later filing replaces an earlier one, a publication both. */
function partOf(
  observed: Observations,
  indicator: Indicator,
  code: string,
  unit: Unit,
  month: string,
  asOf: string,
): Observation | null {
  const measure = measures.get(code);
  if (measure === undefined) return null;
  const { from, to, take } = observationWindow(indicator, measure, month);
  const byPeriod = new Map<string, Observation>();
  for (const one of observed.byMeasureAndUnit.get(observationKey(code, unit.code)) ?? []) {
    if (one.start < from || one.end > to || one.filedAt > asOf) continue;
    const before = byPeriod.get(one.start);
    const isBetter = before === undefined || one.published || (!before.published && one.filedAt > before.filedAt);
    if (isBetter) byPeriod.set(one.start, one);
  }
  const counting = [...byPeriod.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
  const last = counting.at(-1);
  if (last === undefined || take === 'last') return last ?? null;
  const values = counting.flatMap(({ value }) => value ?? []);
  return { ...last, value: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) };
}

function addUp({ rollup, formula }: Indicator, members: number, parts: readonly Parts[]): IndicatorParts | null {
  const sum = (values: readonly (string | null)[]): string => String(values.reduce((all, one) => all + Number(one), 0));
  const both = parts.filter(({ numerator, denominator }) => numerator !== null && denominator !== null);
  const amounts = parts.flatMap(({ amount }) => amount ?? []);
  switch (rollup) {
    case 'own':
      return null;
    case 'sum':
      return amounts.length === 0 ? null : { ...NO_PARTS, amount: sum(amounts) };
    case 'share-of-units': {
      const given = parts.flatMap(({ amount, numerator }) => amount ?? numerator ?? []);
      const having = given.filter((value) => Number(value) > 0).length;
      return given.length === 0 ? null : { ...NO_PARTS, numerator: String(having), denominator: String(members) };
    }
    case 'mean': {
      const factor = formula.kind === 'ratio' ? formula.factor : 1;
      const ratios = both.flatMap(({ numerator, denominator }) =>
        Number(denominator) === 0 ? [] : String((Number(numerator) / Number(denominator)) * factor),
      );
      const values = formula.kind === 'ratio' ? ratios : amounts;
      return values.length === 0 ? null : { ...NO_PARTS, numerator: sum(values), denominator: String(values.length) };
    }
    case 'ratio-of-sums':
      return both.length === 0
        ? null
        : {
            ...NO_PARTS,
            numerator: sum(both.map(({ numerator }) => numerator)),
            denominator: sum(both.map(({ denominator }) => denominator)),
          };
  }
}

function reasonOf(observed: Observations, indicator: Indicator, unit: Unit, month: string, asOf: string): MissingKind {
  const { measuredOn } = indicator;
  const isMeasured = measuredOn.includes(unit.kind);
  const asked = codesOf(indicator)
    .filter(([role]) => role !== 'amount' || indicator.formula.kind === 'amount')
    .flatMap(([, code]) => measures.get(code) ?? []);
  const supplies = asked.map(({ code, dueFrom, dueAfterDays }) => ({
    suppliedFrom:
      (isMeasured ? [unit.kind] : measuredOn)
        .flatMap((kind) => observed.suppliedFrom.get(`${code} ${kind}`) ?? [])
        .sort()[0] ?? null,
    owed: !isMeasured || dueFrom === null || isMemberAt(dueFrom, unit, month),
    dueAfterDays,
  }));
  const [first] = asked;
  const lastDay =
    first === undefined
      ? periodEnd({ grain: 'month', start: `${month}-01` })
      : observationWindow(indicator, first, month).to;
  return absenceReason(supplies, lastDay, new Date(asOf));
}
