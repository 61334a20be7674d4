import {
  addMonths,
  forecastLine,
  periodEnd,
  weakestStanding,
  type LineForecast,
  type Standing,
} from '@dangzhi/metrics';
import type { Fact, Figure, NodeView, Overview } from '@dangzhi/metrics/contract';
import { findCatalogue, listUnits, listSchemes } from '../catalogue/queries.ts';
import { NotFound } from '../errors.ts';
import { findFact } from '../facts/queries.ts';
import { listObservations } from '../observations/queries.ts';
import { findLiveRun, listHistory, listNodes, listValueHistory, monthBefore } from '../scores/queries.ts';
import { HISTORY_MONTHS, previousRanks, readRun } from '../scores/read.ts';
import { historyPoint, nodeViews, scoreHead } from '../scores/views.ts';
import { listDeclared, listLastRuns } from '../sources/queries.ts';
import type { Stores } from '../stores/index.ts';

// What this wall puts in front of a county leader: leaves of the county scheme, by their permanent codes.
const WALL = { online: 'DIG-1-01', conversion: 'DIG-1-02', irs: 'DAT-2-02', storage: 'SEC-1-01' } as const;
/** Facts of the articles that the wall repeats. */
const FACTS = {
  irs: 'B034',
  occupancy: 'A045',
  saturation: 'A046',
  prearchived: 'A024',
  conversion: 'A025',
  online: 'A023',
} as const;
const ONLINE_COUNT = 'departments-online-count';
const UNITS_OF_MEASURE = { items: '件', departments: '个' } as const;
const FULL_PERCENT = 100;

/**
 * Everything the county wall shows at a month.
 *
 * @throws NotFound when there is no county, no scheme for it, or the month was never scored
 */
export async function readOverview(stores: Stores, demo: boolean, period: string, now: Date): Promise<Overview> {
  const [units, schemes, catalogue] = await Promise.all([
    listUnits(stores.postgres),
    listSchemes(stores.postgres),
    findCatalogue(stores.postgres),
  ]);
  const county = units.find(({ kind }) => kind === 'county');
  const schemeOf = (kind: string): string | undefined =>
    schemes.find(({ document }) => document.unitKind === kind)?.document.code;
  const scheme = schemeOf('county');
  if (county === undefined || scheme === undefined || catalogue === null) throw new NotFound('No county is loaded');

  const run = await readRun(stores, scheme, period);
  const row = run.scores.find(({ unit }) => unit === county.code);
  if (row === undefined) throw new NotFound(`The county has no score for ${period}`);
  const [nodes, history, storageHistory, townships, departments, freshness, saturation, occupancyFact] =
    await Promise.all([
      listNodes(stores, scheme, period, run.run, county.code),
      listHistory(stores, scheme, county.code, period, HISTORY_MONTHS),
      listValueHistory(stores, scheme, county.code, WALL.storage, period, HISTORY_MONTHS),
      readGroup(stores, schemeOf('township'), period),
      readGroup(stores, schemeOf('department'), period),
      readFreshness(stores),
      findFact(stores.postgres, FACTS.saturation),
      findFact(stores.postgres, FACTS.occupancy),
    ]);
  const views = nodeViews(run.tree, row, nodes, run.indicators);
  const leaves = views.filter(({ code }) => run.tree.leaves.some((index) => run.tree.nodes[index]?.code === code));
  const leaf = (code: string): NodeView | undefined => leaves.find((view) => view.code === code);
  const tileOf = new Map(units.map(({ code, tile }) => [code, tile]));
  const storage = leaf(WALL.storage);
  const isPublished = storage?.provenance === 'published';
  return {
    period,
    dataAsOf: periodEnd({ grain: 'month', start: `${period}-01` }),
    run: run.run,
    demo,
    county: {
      ...scoreHead(row, county),
      scheme,
      previousPrinted: history.find(({ month }) => month === monthBefore(period))?.printed || null,
      leaves,
      history: history.map(historyPoint),
    },
    townships: townships.map((township) => ({ ...township, tile: tileOf.get(township.unit.code) ?? null })),
    departments,
    funnel: funnelOf(
      await readOnlineCount(stores, county.code, period, leaf(WALL.online), now),
      leaf(WALL.conversion),
      leaf(WALL.online),
    ),
    irs: figureOf(leaf(WALL.irs), FACTS.irs),
    storage: {
      occupancy: figureOf(storage, FACTS.occupancy),
      approximate: isPublished && (occupancyFact?.values.some(({ approximate }) => approximate) ?? false),
      published: publishedYears(saturation, period),
      forecast: forecastOf(storageHistory, period),
      history: storageHistory.map(({ month, value }) => ({ period: month, value })),
    },
    finding: findingOf(leaves),
    freshness,
  };
}

async function readGroup(stores: Stores, scheme: string | undefined, period: string) {
  if (scheme === undefined || (await findLiveRun(stores.postgres, scheme, period)) === null) return [];
  const [run, previous] = await Promise.all([readRun(stores, scheme, period), previousRanks(stores, scheme, period)]);
  return run.scores.flatMap((row) => {
    const unit = run.units.get(row.unit);
    return unit === undefined ? [] : [{ ...scoreHead(row, unit), previousRank: previous.get(row.unit) ?? null }];
  });
}

/** A figure of the wall out of a leaf; a fact is cited only where the value is the published one. */
function figureOf(leaf: NodeView | undefined, fact: string): Figure {
  return {
    value: leaf?.value ?? null,
    missing: leaf?.value == null ? (leaf?.missing ?? 'no-source') : null,
    unitOfMeasure: leaf?.unitOfMeasure ?? '',
    provenance: leaf?.value == null ? null : leaf.provenance,
    node: leaf?.code ?? null,
    fact: leaf?.provenance === 'published' ? fact : null,
  };
}

/** A figure of the wall out of one part of a leaf's ratio. */
function partOf(
  leaf: NodeView | undefined,
  fact: string,
  part: 'numerator' | 'denominator',
  unitOfMeasure: string,
): Figure {
  const decimal = leaf?.[part] ?? null;
  const figure = figureOf(leaf, fact);
  if (decimal === null)
    return { ...figure, value: null, missing: leaf?.missing ?? 'no-source', provenance: null, unitOfMeasure };
  return { ...figure, value: Number(decimal), missing: null, unitOfMeasure };
}

/** Of the departments online the article itself gives a count; it outranks ours of the months' reports. */
async function readOnlineCount(
  stores: Stores,
  county: string,
  period: string,
  online: NodeView | undefined,
  now: Date,
): Promise<Figure> {
  const counted = partOf(online, FACTS.online, 'numerator', UNITS_OF_MEASURE.departments);
  const { items } = await listObservations(stores, {
    units: [county],
    measures: [ONLINE_COUNT],
    from: `${period}-01`,
    to: `${period}-01`,
    asOf: now,
    page: 1,
    pageSize: 1,
  });
  const stated = items[0];
  if (stated === undefined || stated.value === null) return counted;
  return {
    ...counted,
    value: Number(stated.value),
    missing: null,
    provenance: stated.standing,
    // No leaf is made of the article's count: it answers with the article's own words.
    ...(stated.standing === 'published' ? { node: null, fact: FACTS.online } : { fact: null }),
  };
}

function funnelOf(
  unitsOnline: Figure,
  conversion: NodeView | undefined,
  online: NodeView | undefined,
): Overview['funnel'] {
  return {
    unitsOnline,
    unitsRequired: partOf(online, FACTS.online, 'denominator', UNITS_OF_MEASURE.departments),
    prearchived: partOf(conversion, FACTS.prearchived, 'denominator', UNITS_OF_MEASURE.items),
    formal: partOf(conversion, FACTS.conversion, 'numerator', UNITS_OF_MEASURE.items),
    rate: figureOf(conversion, FACTS.conversion),
  };
}

/** The month the articles' figures stand at; a fact's own period is a year or a quarter. */
const FACTS_MONTH = '2022-12';

function publishedYears(fact: Fact | null, period: string): Overview['storage']['published'] {
  const years = fact?.values[0]?.value;
  if (fact === null || years === undefined || period < FACTS_MONTH) return null;
  return { years, from: FACTS_MONTH, quote: fact.quote, fact: fact.id };
}

/** Straight line through the months up to this one; the range is that of the slope's 95 % interval. */
function forecastOf(
  history: readonly { month: string; value: number | null; provenance: string }[],
  period: string,
): Overview['storage']['forecast'] {
  const line = forecastLine(
    history.map(({ value }) => value),
    FULL_PERCENT,
  );
  if (line === null) return null;
  const provenances = history.flatMap(({ provenance }) => (provenance === '' ? [] : [provenance as Standing]));
  return {
    perMonth: line.perMonth,
    perMonthMargin: line.slopeMargin,
    months: line.count,
    fullAt: monthAfter(period, line.monthsToLimit),
    earliest: monthAfter(period, monthsAt(line, line.perMonth + line.slopeMargin)),
    latest: monthAfter(period, monthsAt(line, line.perMonth - line.slopeMargin)),
    provenance: weakestStanding(provenances),
  };
}

const monthsAt = ({ atLast }: LineForecast, perMonth: number): number | null =>
  perMonth > 0 ? (FULL_PERCENT - atLast) / perMonth : null;

/** The month in which something that many months away happens; beyond a century nothing is foretold. */
const monthAfter = (period: string, months: number | null): string | null =>
  months === null || months > 1200 ? null : addMonths(period, Math.ceil(months));

/** The leaves with the lowest and the highest score among those that have a value. */
function findingOf(leaves: readonly NodeView[]): Overview['finding'] {
  const scored = leaves
    .filter(({ score, value }) => score !== null && value !== null)
    .sort((a, b) => (a.score ?? 0) - (b.score ?? 0));
  const [weakest] = scored;
  const strongest = scored[scored.length - 1];
  if (weakest === undefined || strongest === undefined) return null;
  return { weakest: weakest.code, strongest: strongest === weakest ? null : strongest.code };
}

async function readFreshness(stores: Stores): Promise<Overview['freshness']> {
  const [runs, sources] = await Promise.all([listLastRuns(stores.postgres), listDeclared(stores.postgres)]);
  const latest = [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
  return {
    lastPullAt: latest?.finishedAt ?? latest?.startedAt ?? null,
    lastPullState: latest?.state ?? null,
    lastPullSource: sources.find(({ declaration }) => declaration.code === latest?.source)?.declaration.name ?? null,
    sourcesFailing: runs.filter(({ state }) => state === 'failed').length,
  };
}
