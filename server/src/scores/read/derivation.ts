import {
  derive,
  isLeaf,
  quotientOf,
  rankInClass,
  scoreLeaves,
  scoreSheet,
  valueStep,
  type Indicator,
  type IndicatorValue,
  type UnitInput,
} from '@dangzhi/metrics';
import type { DerivationView } from '@dangzhi/metrics/contract';
import { refuse } from '../../base/errors.ts';
import type { Stores } from '../../stores/index.ts';
import { listNodes, listValues, type NodeRow } from './queries.ts';
import { listAdjustments } from '../runs/queries.ts';
import { groupByUnit } from './read.ts';
import type { ScoredRun, UnitRun } from './scored-run.ts';
import { unitRef } from './views.ts';
import { isWatched } from './watched.ts';

/**
 * How one figure of a unit came about, step by step, from the stored values of everybody it is compared
 * with. The engine does the calculation again, so the steps are the ones that were computed.
 *
 * @param node the root when nobody names one; a watched figure is explained as far as its value
 * @throws CallRefused when the node is unknown
 * @throws Error when the stored figure is not reached: then the store, or the engine, is wrong
 */
export async function readDerivation(
  stores: Stores,
  { run, unit, row: stored }: UnitRun,
  node: string | undefined,
): Promise<DerivationView> {
  const { scheme, period } = run.ref;
  const { code } = unit;
  const head = { unit: unitRef(unit), period, scheme };
  if (node !== undefined && !run.tree.indexOf.has(node))
    return { ...head, node, steps: [await watchedStep(stores, run, code, node)] };
  const sheet = scoreLeaves(run.tree, await storedInputs(stores, run), Number(period.slice(5)));
  const classOf = new Map([...run.units.values()].map((one) => [one.code, one]));
  const ranked = rankInClass(
    run.tree.document,
    scoreSheet(run.tree, sheet),
    (one) => classOf.get(one) ?? { class: '', ranked: false },
  );
  const score = ranked.find((one) => one.unit === code);
  if (score === undefined || score.printed !== stored.printed)
    throw new Error(
      `the stored values of ${code} at ${period} give ${score?.printed}, the store says ${stored.printed}`,
    );
  const derivation = derive(run.tree, sheet, score, node);
  return { ...head, node: derivation.node, steps: derivation.steps.map((step) => ({ ...step })) };
}

/** The one step of a figure that is watched and not scored. */
async function watchedStep(
  stores: Stores,
  run: ScoredRun,
  unit: string,
  code: string,
): Promise<DerivationView['steps'][number]> {
  const indicator = run.indicators.get(code);
  if (indicator === undefined || !isWatched(indicator))
    throw refuse('node.unknown', { scheme: run.ref.scheme, node: code });
  const rows = await listValues(stores, run.ref, unit);
  const row = rows.find((one) => one.indicator === code);
  return { ...valueStep(code, row === undefined ? NO_VALUE : storedValue(row, indicator)) };
}

const NO_VALUE: IndicatorValue = { value: null, missing: 'no-source', numerator: null, denominator: null };

/** Every unit of a run as the engine took it, read back from what was stored with the result. */
async function storedInputs(stores: Stores, run: ScoredRun): Promise<UnitInput[]> {
  const [nodes, others, adjustments] = await Promise.all([
    listNodes(stores, run.ref, null),
    // What leaves are divided by and bonus items follow from.
    listValues(stores, run.ref, null),
    listAdjustments(stores.postgres, run.ref.period),
  ]);
  const indicatorOf = new Map(
    run.tree.nodes.flatMap((node) => (isLeaf(node) ? [[node.code, node.indicator] as const] : [])),
  );
  const byUnit = groupByUnit(nodes);
  const othersOf = Map.groupBy(others, ({ unit }) => unit);
  return run.scores.map(({ unit, class: own }) => ({
    unit,
    class: own,
    values: new Map([
      ...(othersOf.get(unit) ?? []).map(
        (row) => [row.indicator, storedValue(row, run.indicators.get(row.indicator))] as const,
      ),
      ...(byUnit.get(unit) ?? []).flatMap((row) => {
        const indicator = indicatorOf.get(row.node);
        return indicator === undefined ? [] : [[indicator, storedValue(row, run.indicators.get(indicator))] as const];
      }),
    ]),
    adjustments: adjustments.get(`${unit}\n${run.ref.period}`) ?? [],
  }));
}

function storedValue(
  { value, missing, numerator, denominator, origin }: StoredValue,
  indicator: Indicator | undefined,
): IndicatorValue {
  const part = (text: string | null): number | null => (text === null ? null : Number(text));
  const quotient = indicator === undefined || origin === null ? null : quotientOf(indicator, origin);
  return {
    value,
    missing,
    numerator: part(numerator),
    denominator: part(denominator),
    ...(quotient && { quotient }),
  };
}

type StoredValue = Pick<NodeRow, 'value' | 'missing' | 'numerator' | 'denominator' | 'origin'>;
