import { buildTree, rankInClass, scoreUnits, type RankedScore, type Unit, type UnitKind } from '@dangzhi/metrics';
import { catalogue } from '../src/catalogue/index.ts';
import { units } from '../src/county/units.ts';
import { schemes } from '../src/schemes/index.ts';
import { settleMonth } from './settled.ts';
import type { Observations } from './observations.ts';

/**
 * Scores of all units of a kind by the default scheme.
 *
 * @param among the county's own units by default
 */
export function scoresAt(
  observed: Observations,
  kind: UnitKind,
  month: string,
  among: readonly Unit[] = units,
): RankedScore[] {
  const scheme = schemes.find(({ unitKind }) => unitKind === kind);
  if (scheme === undefined) throw new RangeError(`there is no scheme for a ${kind}`);
  const settled = settleMonth(observed, month);
  const scored = among.filter((unit) => unit.kind === kind);
  const inputs = scored.map((unit) => ({
    unit: unit.code,
    class: unit.class,
    values: new Map(catalogue.indicators.map((indicator) => [indicator.code, settled(indicator, unit)])),
  }));
  const scores = scoreUnits(buildTree(scheme), inputs, { elapsedMonths: Number(month.slice(5)) });
  const classOf = new Map(scored.map((unit) => [unit.code, { class: unit.class, ranked: unit.ranked }]));
  return rankInClass(scheme, scores, (unit) => classOf.get(unit) ?? { class: '', ranked: false });
}
