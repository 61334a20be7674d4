import {
  addGrains,
  isLeaf,
  observationWindow,
  quotientOf,
  shiftDecimal,
  toDecimal,
  type Catalogue,
  type Indicator,
  type Measure,
  type Origin,
  type Rule,
  type Unit,
  type UnitKind,
} from '@dangzhi/metrics';
import type { Explanation, Observation } from '@dangzhi/metrics/contract';
import { refuse } from '../../base/errors.ts';
import { listObservations } from '../../observations/queries.ts';
import type { Stores } from '../../stores/index.ts';
import { listNodes, listValues, type NodeRow } from './queries.ts';
import { conflictOf } from './read.ts';
import type { ScoredRun, UnitRun } from './scored-run.ts';
import { suppliersOf } from './suppliers.ts';
import { waitingIn, waitingOf } from './waiting.ts';
import { isWatched, watchedNode, watchedView } from './watched.ts';
import { nodeViews, unitRef } from './views.ts';

/** Observations listed with one input; the rest is counted and found through `/observations`. */
const SHOWN_OBSERVATIONS = 200;

/**
 * Walks one printed number back: value → formula → inputs → observations, each of which names its
 * batch and raw record.
 *
 * @param now observations recorded later are not shown; of a run that is not live any more, those it has not seen
 * @throws CallRefused when the node is unknown
 */
export async function explain(
  stores: Stores,
  { run, unit, row }: UnitRun,
  nodeCode: string,
  now: Date,
): Promise<Explanation> {
  const { ref } = run;
  const { code } = unit;
  const asOf = ref.isLive ? now : ref.asOf;
  const definition = run.tree.nodes[run.tree.indexOf.get(nodeCode) ?? -1];
  if (definition === undefined) return explainWatched(stores, run, unit, nodeCode, asOf);
  const nodes = await listNodes(stores, ref, [code]);
  const views = nodeViews(run.tree, row, nodes, run.indicators);
  const node = views.find((view) => view.code === nodeCode);
  const stored = nodes.find((one) => one.node === nodeCode);
  if (node === undefined || stored === undefined)
    throw refuse('node.not-scored', { unit: code, node: nodeCode, period: ref.period });
  return {
    unit: unitRef(unit),
    period: ref.period,
    scheme: ref.scheme,
    node,
    leaf: isLeaf(definition) ? await explainLeaf(stores, run, definition, stored, code, asOf) : null,
    children: views.filter(({ parent }) => parent === nodeCode),
  };
}

/** The same for a figure that is watched: it has an origin and inputs, but neither rule nor score. */
async function explainWatched(
  stores: Stores,
  run: ScoredRun,
  unit: Unit,
  code: string,
  asOf: Date,
): Promise<Explanation> {
  const indicator = run.indicators.get(code);
  const { ref } = run;
  if (indicator === undefined || !isWatched(indicator))
    throw refuse('node.unknown', { scheme: ref.scheme, node: code });
  const values = await listValues(stores, ref, unit.code);
  const stored = values.find((row) => row.indicator === code);
  const leaf = { indicator: code, rule: null };
  return {
    unit: unitRef(unit),
    period: ref.period,
    scheme: ref.scheme,
    node: watchedNode(watchedView(indicator, stored, ref.period)),
    leaf: await explainLeaf(stores, run, leaf, { ...NOTHING, ...stored, node: code }, unit.code, asOf),
    children: [],
  };
}

const NOTHING: ExplainedRow = {
  node: '',
  value: null,
  numerator: null,
  denominator: null,
  origin: 'none',
  own_value: null,
  rolled_value: null,
};

async function explainLeaf(
  stores: Stores,
  run: ScoredRun,
  { indicator: indicatorCode, rule }: { readonly indicator: string; readonly rule: Rule | null },
  stored: ExplainedRow,
  unit: string,
  asOf: Date,
): Promise<NonNullable<Explanation['leaf']>> {
  const indicator = run.indicators.get(indicatorCode);
  if (indicator === undefined) throw refuse('indicator.unknown', { indicator: indicatorCode });
  const { catalogue } = run;
  const origin = stored.origin ?? 'none';
  const members = suppliersOf(run, indicator, origin, unit);
  const waiting = await waitingOf(stores, run, members);
  const inputs = await Promise.all(
    inputsOf(indicator, catalogue, origin, stored).map(async (input) => ({
      ...(await explainInput(stores, indicator, input, members, run.ref.period, asOf)),
      pending: waitingIn(waiting, indicator, input.measure, run.ref.period).map(
        ({ unit: of, period, value, breaks, receivedAt }) => ({ unit: of, period, value, breaks, receivedAt }),
      ),
    })),
  );
  const set = catalogue.sets.find(({ code }) => code === indicator.rollupOver);
  const conflict = conflictOf(stored, run.tree);
  return {
    indicator: indicator.code,
    definition: indicator.definition,
    system: indicator.system,
    basis: [...indicator.basis],
    unverified: indicator.unverified,
    note: noteFor(indicator, run.units.get(unit)?.kind),
    direction: indicator.direction,
    mode: indicator.mode,
    factor: stored.numerator === null ? null : (quotientOf(indicator, origin)?.factor ?? null),
    origin,
    rolledUpOver:
      origin === 'rolled-up'
        ? {
            code: set?.code ?? 'children',
            name: set?.name ?? { zh: '当期在册的下属单位', en: 'children in force' },
            units: members.length,
          }
        : null,
    rule,
    inputs,
    conflict,
  };
}

/** What of a stored leaf or watched figure is explained. */
type ExplainedRow = Pick<
  NodeRow,
  'node' | 'value' | 'numerator' | 'denominator' | 'origin' | 'own_value' | 'rolled_value'
>;

type Role = NonNullable<Explanation['leaf']>['inputs'][number]['role'];

interface Input {
  readonly role: Role;
  readonly measure: Measure;
  readonly total: string | null;
}

/** The measures that made the value: both parts of a ratio, or the one amount. */
function inputsOf(
  { formula, rollup }: Indicator,
  { measures }: Catalogue,
  origin: Origin,
  stored: ExplainedRow,
): Input[] {
  const input = (role: Role, code: string | undefined, total: string | null): Input[] => {
    const measure = measures.find((one) => one.code === code);
    return measure === undefined ? [] : [{ role, measure, total }];
  };
  const amount = stored.value === null ? null : String(stored.value);
  // Of the units it is counted over only those that have it were looked at.
  if (rollup === 'share-of-units' && origin === 'rolled-up')
    return input('share', formula.kind === 'amount' ? formula.measure : formula.numerator, stored.numerator);
  // A mean is of the units' own values: no sum of a measure stands in it.
  const isMean = rollup === 'mean' && origin === 'rolled-up';
  if (formula.kind === 'amount') return input('amount', formula.measure, isMean ? null : amount);
  const isBareRate =
    formula.rate !== undefined && stored.value !== null && stored.numerator === null && origin === 'own';
  if (isBareRate) return input('rate', formula.rate, amount);
  return [
    ...input('numerator', formula.numerator, isMean ? null : stored.numerator),
    ...input('denominator', formula.denominator, isMean ? null : stored.denominator),
  ];
}

async function explainInput(
  stores: Stores,
  indicator: Indicator,
  { role, measure, total }: Input,
  units: readonly string[],
  period: string,
  asOf: Date,
) {
  const window = observationWindow(indicator, measure, period);
  const { items, total: observationsTotal } = await listObservations(stores, {
    units,
    measures: [measure.code],
    grain: measure.grain,
    latestOnly: window.take === 'last',
    from: window.from,
    // An observation counts when its whole period lies in the window.
    to: lastStart(window.to, measure),
    asOf,
    page: 1,
    pageSize: SHOWN_OBSERVATIONS,
  });
  return {
    role,
    measure: { code: measure.code, name: measure.name, unitOfMeasure: measure.unitOfMeasure },
    total: isOneFigure(role) ? (exactly(total, items) ?? total) : total,
    units: new Set(items.map(({ unit }) => unit)).size,
    window: { ...window },
    observations: items,
    observationsTotal,
  };
}

/** Roles whose total is the value itself, of which the store keeps the double. */
const isOneFigure = (role: Role): boolean => role === 'amount' || role === 'rate';

/** The decimals that a double stands for, summed over what counts; `null` where not all of it is listed. */
function exactly(total: string | null, items: readonly Observation[]): string | null {
  const values = items.flatMap(({ counts, value }) => (counts && value !== null ? [toDecimal(value)] : []));
  const sum = values.reduce((units, value) => units + value.units * 10n ** BigInt(STORED_PLACES - value.scale), 0n);
  const text = shiftDecimal(sum.toString(), -STORED_PLACES);
  return total !== null && Number(text) === Number(total) ? text : null;
}

/** Decimals behind the point that the store keeps. */
const STORED_PLACES = 10;

/** First day of the last period of the measure's grain that ends on or before a day. */
function lastStart(day: string, { grain }: Measure): string {
  const after = addGrains({ grain: 'day', start: day }, 1);
  return addGrains({ grain, start: after.start }, -1).start;
}

/** What is remarked on an indicator, for a unit of a kind: how the county's own figure was read is no news of a department. */
function noteFor({ note, countyNote }: Indicator, kind: UnitKind | undefined): string | null {
  const said = [note, kind === 'county' ? countyNote : null].flatMap((one) => one ?? []);
  return said.length === 0 ? null : said.join('');
}
