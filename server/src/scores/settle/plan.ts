import { createHash } from 'node:crypto';
import { observationWindow, type Catalogue, type Indicator, type Measure, type Unit } from '@dangzhi/metrics';
import type { ClickHouse } from '../../stores/index.ts';

/** One measure an indicator reads. */
interface PlanPart {
  readonly indicator: Indicator;
  readonly role: 'numerator' | 'denominator' | 'amount';
  readonly measure: Measure;
}

/** One unit that is summed into a parent, and when: a row of `plan_member`. */
interface PlanMember {
  readonly indicator: string;
  readonly parent: string;
  readonly child: string;
  readonly valid_from: string;
  /** First day it no longer counts. */
  readonly valid_to: string;
}

/** What the roll-up needs to know, under the hash of its own content. */
export interface RollupPlan {
  readonly hash: string;
  readonly parts: readonly PlanPart[];
  readonly members: readonly PlanMember[];
}

/** ClickHouse's Date ends here. */
const OPEN_END = '2149-06-06';

/**
 * The catalogue as rows the SQL roll-up can join.
 *
 * @throws RangeError if an indicator names a measure or set that does not exist
 */
export function planRollup(catalogue: Catalogue, units: readonly Unit[]): RollupPlan {
  const measures = new Map(catalogue.measures.map((measure) => [measure.code, measure]));
  const parts = catalogue.indicators.flatMap((indicator) => partsOf(indicator, measures));
  const members = catalogue.indicators.flatMap((indicator) => rollupMembers(indicator, catalogue, units));
  const hash = createHash('sha256')
    .update(JSON.stringify([parts, members]))
    .digest('hex')
    .slice(0, 32);
  return { hash, parts, members };
}

function partsOf(indicator: Indicator, measures: ReadonlyMap<string, Measure>): PlanPart[] {
  const { formula } = indicator;
  const roles: [PlanPart['role'], string | undefined][] =
    formula.kind === 'amount'
      ? [['amount', formula.measure]]
      : [
          ['numerator', formula.numerator],
          ['denominator', formula.denominator],
          ['amount', formula.rate],
        ];
  return roles.flatMap(([role, code]) => {
    if (code === undefined) return [];
    const measure = measures.get(code);
    if (measure === undefined) throw new RangeError(`indicator ${indicator.code} names the unknown measure ${code}`);
    return [{ indicator, role, measure }];
  });
}

/**
 * The units one indicator is summed over, parent by parent.
 *
 * @throws RangeError if it names a set that does not exist
 */
export function rollupMembers(indicator: Indicator, { sets }: Catalogue, units: readonly Unit[]): PlanMember[] {
  if (indicator.rollup === 'own') return [];
  const unitOf = new Map(units.map((unit) => [unit.code, unit]));
  const parents = units.filter((unit) => units.some(({ parent }) => parent === unit.code));
  const inForce = (parent: Unit): { unit: Unit; from: string; to: string | null }[] => {
    if (indicator.rollupOver === null) {
      const children = units.filter((unit) => unit.parent === parent.code && indicator.measuredOn.includes(unit.kind));
      return children.map((unit) => ({ unit, from: unit.validFrom, to: unit.validTo }));
    }
    const set = sets.find(({ code }) => code === indicator.rollupOver);
    if (set === undefined)
      throw new RangeError(`indicator ${indicator.code} rolls up over the unknown set ${indicator.rollupOver}`);
    return set.members.flatMap(({ unit: code, from, to }) => {
      const unit = unitOf.get(code);
      return unit?.parent === parent.code ? [{ unit, from, to }] : [];
    });
  };
  return parents.flatMap((parent) =>
    inForce(parent).map(({ unit, from, to }) => ({
      indicator: indicator.code,
      parent: parent.code,
      child: unit.code,
      valid_from: from > unit.validFrom ? from : unit.validFrom,
      valid_to: [to, unit.validTo, OPEN_END].filter((day) => day !== null).sort()[0] ?? OPEN_END,
    })),
  );
}

/** Writes what a plan says about some months under its hash, unless it is there. */
export async function storePlan(
  clickhouse: ClickHouse,
  { hash, parts, members }: RollupPlan,
  months: readonly string[],
): Promise<void> {
  const days = months.map((month) => `${month}-01`);
  const [found] = await clickhouse.rows<{ reach: number; members: number }>(
    `SELECT
       (SELECT toUInt32(count()) FROM plan_reach FINAL WHERE plan = {plan:String} AND month IN {days:Array(Date)}) AS reach,
       (SELECT toUInt32(count()) FROM plan_member FINAL WHERE plan = {plan:String}) AS members`,
    { plan: hash, days },
  );
  if (found?.members !== members.length) {
    await clickhouse.insert(
      'plan_member',
      members.map((member) => ({ plan: hash, ...member })),
    );
  }
  if (found?.reach === parts.length * months.length) return;
  await clickhouse.insert(
    'plan_reach',
    months.flatMap((month) => parts.map((part) => ({ plan: hash, month: `${month}-01`, ...reachOf(part, month) }))),
  );
}

function reachOf({ indicator, role, measure }: PlanPart, month: string): object {
  const { from, to, take } = observationWindow(indicator, measure, month);
  return {
    indicator: indicator.code,
    role,
    measure: measure.code,
    grain: measure.grain,
    from_day: from,
    to_day: to,
    take,
    rollup: indicator.rollup,
    factor: indicator.formula.kind === 'ratio' ? indicator.formula.factor : 1,
  };
}
