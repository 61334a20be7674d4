import {
  observationWindow,
  parsePeriod,
  periodEnd,
  type Catalogue,
  type Indicator,
  type Measure,
  type Unit,
} from '@dangzhi/metrics';
import type { DamagedCell } from '../../observations/damaged.ts';
import { rollupMembers } from './plan.ts';
import type { RolledRow } from './rollup.ts';

/** What of a value is damaged: the unit's own observations, or those it is summed up from. */
export interface DamagedParts {
  readonly own: boolean;
  readonly rolledUp: boolean;
}
export const NOT_DAMAGED: DamagedParts = { own: false, rolledUp: false };

/** @param own what was found of the unit's own observations */
export type Damage = (indicator: Indicator, unit: string, month: string, own: RolledRow | null) => DamagedParts;

interface Lost {
  readonly grain: Measure['grain'];
  readonly from: string;
  readonly to: string;
}

/**
 * Which values damaged cells may have counted for: those within the indicator's window, of the unit itself and of the
 * units it is summed up from. `null` where nothing is damaged.
 */
export function damageOf({
  catalogue,
  units,
  damaged = [],
}: {
  readonly catalogue: Catalogue;
  readonly units: readonly Unit[];
  readonly damaged?: readonly DamagedCell[];
}): Damage | null {
  if (damaged.length === 0) return null;
  const measures = new Map(catalogue.measures.map((measure) => [measure.code, measure]));
  const lost = Map.groupBy(damaged, ({ unit, measure }) => `${unit}\n${measure}`);
  const periods = new Map(
    [...lost].map(([key, cells]) => [
      key,
      cells.flatMap(({ period }): Lost[] => {
        const read = parsePeriod(period);
        return read === null ? [] : [{ grain: read.grain, from: read.start, to: periodEnd(read) }];
      }),
    ]),
  );
  const members = new Map<string, ReturnType<typeof rollupMembers>>();
  const membersOf = (indicator: Indicator): ReturnType<typeof rollupMembers> => {
    const known = members.get(indicator.code) ?? rollupMembers(indicator, catalogue, units);
    members.set(indicator.code, known);
    return known;
  };

  const isLost = (indicator: Indicator, unit: string, month: string, usedFrom: string | null): boolean =>
    partsOf(indicator).some((code) => {
      const measure = measures.get(code);
      const cells = periods.get(`${unit}\n${code}`);
      if (measure === undefined || cells === undefined) return false;
      const { from, to, take } = observationWindow(indicator, measure, month);
      // Of a stock the last one in the window is taken: what is lost before it would not have counted.
      const since = take === 'last' && usedFrom !== null ? usedFrom : '';
      return cells.some(
        (cell) => cell.grain === measure.grain && cell.from >= from && cell.to <= to && cell.from >= since,
      );
    });

  return (indicator, unit, month, own) => {
    // Of a ratio nobody knows of which of its parts the latest period is.
    const usedFrom = indicator.formula.kind === 'amount' && own !== null ? own.value_from : null;
    const end = periodEnd({ grain: 'month', start: `${month}-01` });
    const rolledUp = membersOf(indicator).some(
      ({ parent, child, valid_from: from, valid_to: to }) =>
        parent === unit && from <= end && to > end && isLost(indicator, child, month, null),
    );
    return { own: isLost(indicator, unit, month, usedFrom), rolledUp };
  };
}

const partsOf = ({ formula }: Indicator): string[] =>
  formula.kind === 'amount'
    ? [formula.measure]
    : [formula.numerator, formula.denominator, ...(formula.rate === undefined ? [] : [formula.rate])];
