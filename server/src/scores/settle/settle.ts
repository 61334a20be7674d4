import {
  absenceReason,
  formatPeriod,
  observationWindow,
  parsePeriod,
  periodEnd,
  settleValue,
  TOLD_KINDS,
  weakestStanding,
  type Catalogue,
  type Grain,
  type Indicator,
  type IndicatorParts,
  type Measure,
  type Origin,
  type MissingKind,
  type SettledValue,
  type Standing,
  type Supply,
  type Unit,
} from '@dangzhi/metrics';
import { inTurns } from '../../base/turns.ts';
import { unitsOfHome } from '../../county/home.ts';
import { suppliedSince } from '../../observations/counting.ts';
import type { DamagedCell } from '../../observations/damaged.ts';
import { toClickHouseInstant } from '../../stores/clickhouse.ts';
import type { ClickHouse } from '../../stores/index.ts';
import { damageOf, NOT_DAMAGED, type Damage, type DamagedParts } from './damage.ts';
import { rollUp, type RolledRow } from './rollup.ts';

/** A settled value with where it comes from. */
export interface Settled extends SettledValue {
  /** Weakest standing of what it was made from; `null` for an absent value. */
  readonly provenance: Standing | null;
  /** Label of the latest period used. */
  readonly valuePeriod: string | null;
  /** Units that gave both parts. */
  readonly units: number;
  /** Exact decimals as the store summed them. */
  readonly exact: IndicatorParts;
}

/** Every indicator of every unit in force at one month. */
export interface SettledMonth {
  readonly month: string;
  /** Hash of the roll-up plan it was settled by: who counts into whom, and over which days. */
  readonly plan: string;
  /** unit → indicator → value. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, Settled>>;
  /** Indicators that no kind of unit is scored by. */
  readonly watched: ReadonlySet<string>;
  /** unit → order-free hash over the observations its values were made from, by identity and value. */
  readonly fingerprints: ReadonlyMap<string, string>;
}

export interface SettleContext {
  readonly catalogue: Catalogue;
  readonly units: readonly Unit[];
  /** Hash of the stored roll-up plan of this catalogue and these units. */
  readonly plan: string;
  /** Cells of which what counts is gone; none by default. */
  readonly damaged?: readonly DamagedCell[];
}

const NO_PARTS: IndicatorParts = { numerator: null, denominator: null, amount: null };

/** Something was told, and nobody knows what it was. */
const DAMAGED: Settled = {
  value: null,
  missing: 'damaged',
  numerator: null,
  denominator: null,
  origin: 'none',
  conflict: null,
  provenance: null,
  valuePeriod: null,
  units: 0,
  exact: NO_PARTS,
};

/**
 * What every indicator of the catalogue is worth for every unit in force, month by month.
 *
 * @param months labels `YYYY-MM`
 * @param asOf what was recorded later is not seen
 */
export async function settleMonths(
  clickhouse: ClickHouse,
  context: SettleContext,
  months: readonly string[],
  asOf: Date,
): Promise<SettledMonth[]> {
  if (months.length === 0) return [];
  const [rows, supply] = await Promise.all([
    rollUp(clickhouse, {
      plan: context.plan,
      units: context.units.map(({ code }) => code),
      months: months.map((month) => `${month}-01`),
      asOf,
    }),
    findSupply(clickhouse, context, asOf),
  ]);
  const damage = damageOf(context);
  const byMonth = new Map<string, Map<string, RolledRow>>(months.map((month) => [month, new Map()]));
  const turn = inTurns();
  for (const row of rows) {
    byMonth.get(row.month.slice(0, 7))?.set(cell(row.unit, row.indicator, row.origin), row);
    await turn();
  }
  const settled: SettledMonth[] = [];
  for (const month of months)
    settled.push(await settleMonth(context, supply, damage, month, byMonth.get(month) ?? new Map(), asOf));
  return settled;
}

const cell = (unit: string, indicator: string, origin: RolledRow['origin']): string =>
  `${unit}\n${indicator}\n${origin}`;

async function settleMonth(
  context: SettleContext,
  supply: SupplyTable,
  damage: Damage | null,
  month: string,
  rows: ReadonlyMap<string, RolledRow>,
  asOf: Date,
): Promise<SettledMonth> {
  const monthEnd = periodEnd({ grain: 'month', start: `${month}-01` });
  const sets = membersAt(context.catalogue, monthEnd);
  const measures: MeasureTable = new Map(context.catalogue.measures.map((measure) => [measure.code, measure]));
  const home = new Set(unitsOfHome(context.units).map(({ code }) => code));
  const heard = new Set([...rows.values()].map(({ unit }) => unit));
  // Of other counties there is nothing to say in a month nobody reported them for.
  const units = context.units.filter(
    ({ code, validFrom, validTo }) =>
      validFrom <= monthEnd && (validTo === null || validTo > monthEnd) && (home.has(code) || heard.has(code)),
  );
  // The same for every unit, and dates are what costs most here.
  const lastDays = new Map(
    context.catalogue.indicators.map((indicator) => [indicator.code, lastDayOf(indicator, measures, month)]),
  );
  const fingerprints = new Map<string, string>();
  const values = new Map<string, ReadonlyMap<string, Settled>>();
  const turn = inTurns();
  for (const unit of units) {
    await turn();
    let fingerprint = 0n;
    const settled = context.catalogue.indicators.map((indicator) => {
      const own = rows.get(cell(unit.code, indicator.code, 'own')) ?? null;
      const rolledUp = rows.get(cell(unit.code, indicator.code, 'rolled-up')) ?? null;
      // Added, not xored: a value counts for its unit and again rolled up, and would cancel itself out.
      for (const row of [own, rolledUp])
        if (row !== null) fingerprint = BigInt.asUintN(64, fingerprint + BigInt(row.fingerprint));
      const supplies = suppliesOf(indicator, unit, supply, measures, sets, home.has(unit.code));
      const lastDay = lastDays.get(indicator.code) ?? monthEnd;
      const reason = givenReason(own) ?? absenceReason(supplies, lastDay, asOf);
      // Before anybody supplies it there is no system to be connected to.
      const isThere = supplies.every(({ suppliedFrom }) => suppliedFrom !== null && suppliedFrom <= lastDay);
      const notConnected = isThere && lacksConnection(indicator, unit, sets);
      return [
        indicator.code,
        settleCell(
          context.catalogue,
          indicator,
          { own, rolledUp, notConnected, damaged: damage?.(indicator, unit.code, month, own) ?? NOT_DAMAGED },
          reason,
        ),
      ] as const;
    });
    fingerprints.set(unit.code, fingerprint.toString(16));
    values.set(unit.code, new Map(settled));
  }
  const watched = context.catalogue.indicators.filter(({ weightedFor }) => weightedFor.length === 0);
  return {
    month,
    plan: context.plan,
    values,
    watched: new Set(watched.map(({ code }) => code)),
    fingerprints,
  };
}

function lacksConnection({ connection }: Indicator, { code }: Unit, sets: SetsAt): boolean {
  return (
    connection !== null && isMember(sets, connection.required, code) && !isMember(sets, connection.connected, code)
  );
}

interface FoundRows {
  readonly own: RolledRow | null;
  readonly rolledUp: RolledRow | null;
  readonly notConnected: boolean;
  readonly damaged: DamagedParts;
}

function settleCell(
  catalogue: Catalogue,
  indicator: Indicator,
  { own, rolledUp, notConnected, damaged }: FoundRows,
  reason: MissingKind,
): Settled {
  const found = { own: partsOf(own), rolledUp: damaged.rolledUp ? null : partsOf(rolledUp), notConnected };
  const settled = settleValue(indicator, found, reason);
  // Its own value comes before one that is summed up: where that is whole, nothing is lost.
  if (damaged.own || (damaged.rolledUp && !(settled.origin === 'own' && settled.value !== null))) return DAMAGED;
  const used = settled.origin === 'own' ? own : settled.origin === 'rolled-up' ? rolledUp : null;
  return {
    ...settled,
    provenance: settled.value === null ? null : standingOf(settled.origin, used, indicator.connection, catalogue),
    valuePeriod: used === null ? null : formatPeriod({ grain: used.grain as Grain, start: used.value_from }),
    units: used?.units ?? 0,
    exact: partsOf(used) ?? NO_PARTS,
  };
}

/** A 0 for want of a connection follows from the sets that say so; anything else from what was observed. */
function standingOf(
  origin: Origin,
  used: RolledRow | null,
  connection: Indicator['connection'],
  { sets }: Catalogue,
): Standing | null {
  if (origin !== 'not-connected') return (used?.standing || null) as Standing | null;
  return weakestStanding(
    sets.flatMap(({ code, standing }) =>
      code === connection?.required || code === connection?.connected ? [standing] : [],
    ),
  );
}

const partsOf = (row: RolledRow | null): IndicatorParts | null =>
  row === null ? null : { numerator: row.numerator, denominator: row.denominator, amount: row.amount };

const givenReason = (row: RolledRow | null): MissingKind | null =>
  TOLD_KINDS.find((kind) => kind === row?.missing) ?? null;

type MeasureTable = ReadonlyMap<string, Measure>;
type SetsAt = ReadonlyMap<string, ReadonlySet<string>>;

function membersAt({ sets }: Catalogue, day: string): SetsAt {
  return new Map(
    sets.map(({ code, members }) => [
      code,
      new Set(members.filter(({ from, to }) => from <= day && (to === null || to > day)).map(({ unit }) => unit)),
    ]),
  );
}

const isMember = (sets: SetsAt, set: string, unit: string): boolean => sets.get(set)?.has(unit) ?? false;

/** measure + kind of unit → first day of the first period anybody regularly supplied. */
type SupplyTable = ReadonlyMap<string, string>;

/**
 * Who supplies what, by what was supplied: a published figure is a single event and makes nobody a supplier, so a month
 * after it is `no-source`, not `overdue`.
 */
async function findSupply(
  clickhouse: ClickHouse,
  { units, catalogue, damaged = [] }: SettleContext,
  asOf: Date,
): Promise<SupplyTable> {
  // What somebody publishes of other counties makes nobody a supplier here.
  const kindOf = new Map(unitsOfHome(units).map(({ code, kind }) => [code, kind]));
  const rows = await clickhouse.rows<{ measure: string; unit: string; first: string }>(
    `SELECT measure, unit, toString(since) AS first
     FROM (${suppliedSince('unit IN {units:Array(String)} AND measure IN {measures:Array(String)}')})`,
    {
      units: [...kindOf.keys()],
      measures: catalogue.measures.map(({ code }) => code),
      asOf: toClickHouseInstant(asOf),
    },
  );
  const table = new Map<string, string>();
  // Who told what is lost is a supplier all the same.
  const lost = damaged.flatMap(({ measure, unit, period, standing }) =>
    standing === 'published' ? [] : [{ measure, unit, first: parsePeriod(period)?.start ?? period }],
  );
  for (const { measure, unit, first } of [...rows, ...lost]) {
    const kind = kindOf.get(unit);
    if (kind === undefined) continue;
    const key = `${measure}\n${kind}`;
    const known = table.get(key);
    if (known === undefined || first < known) table.set(key, first);
  }
  return table;
}

/** Last day of the period an indicator's value is of at a month. */
function lastDayOf(indicator: Indicator, measures: MeasureTable, month: string): string {
  const [code] = measureCodes(indicator);
  const measure = measures.get(code);
  return measure === undefined
    ? periodEnd({ grain: 'month', start: `${month}-01` })
    : observationWindow(indicator, measure, month).to;
}

const measureCodes = ({ formula }: Indicator): [string, ...string[]] =>
  formula.kind === 'ratio' ? [formula.numerator, formula.denominator] : [formula.measure];

function suppliesOf(
  indicator: Indicator,
  unit: Unit,
  table: SupplyTable,
  measures: MeasureTable,
  sets: SetsAt,
  isHome: boolean,
): Supply[] {
  const { measuredOn } = indicator;
  // A unit the indicator is not observed on depends on the supply of those it is rolled up from.
  const kinds = measuredOn.includes(unit.kind) ? [unit.kind] : measuredOn;
  return measureCodes(indicator).map((code) => {
    const measure = measures.get(code);
    const firsts = kinds.flatMap((kind) => table.get(`${code}\n${kind}`) ?? []);
    return {
      suppliedFrom: firsts.sort()[0] ?? null,
      // Other counties owe us nothing: what they are compared by is what somebody published of them.
      owed:
        isHome &&
        (measure === undefined ||
          measure.dueFrom === null ||
          isMember(sets, measure.dueFrom, unit.code) ||
          !measuredOn.includes(unit.kind)),
      dueAfterDays: measure?.dueAfterDays ?? 0,
    };
  });
}
