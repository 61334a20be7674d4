import { buildTree, type Catalogue, type Indicator, type SchemeTree, type Unit } from '@dangzhi/metrics';
import { refuse } from '../../base/errors.ts';
import { findHome } from '../../county/home.ts';
import type { CountyInForce } from '../../schemes/county-in-force.ts';
import type { Stores } from '../../stores/index.ts';
import { readMadeOf } from '../runs/made-of.ts';
import { findLiveRun, findRun, type RunRef } from '../runs/queries.ts';
import { findReferenceMonth, listScores, type ScoreRow } from './queries.ts';

/** One scored month of a scheme with everything needed to read it, all of it as the run was made. */
export interface ScoredRun {
  readonly ref: RunRef;
  readonly tree: SchemeTree;
  readonly units: ReadonlyMap<string, Unit>;
  readonly catalogue: Catalogue;
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** In the county's order of units. */
  readonly scores: readonly ScoreRow[];
}

/** One unit in a run. */
export interface UnitRun {
  readonly run: ScoredRun;
  readonly unit: Unit;
  readonly row: ScoreRow;
}

/** Which result is asked for: a run by its number, or the live one of a month. */
export interface RunChoice {
  /** `YYYY-MM`; the month shown when nobody chose one, unless a run is named. */
  readonly period?: string | undefined;
  readonly run?: number | undefined;
}

/**
 * The scheme that scores a unit.
 *
 * @throws CallRefused when the unit is unknown or no scheme scores its kind
 */
export function findSchemeOf({ units, schemes }: CountyInForce, unit: string): string {
  const kind = units.document.find(({ code }) => code === unit)?.kind;
  if (kind === undefined) throw refuse('unit.unknown', { unit });
  const scheme = schemes.find(({ document }) => document.unitKind === kind)?.document.code;
  if (scheme === undefined) throw refuse('scheme.none-for-kind', { kind });
  return scheme;
}

/**
 * The month shown when nobody chose one: the last with a figure of the county that is not demo.
 *
 * @throws CallRefused before a county is loaded and scored
 */
export async function findDefaultMonth(stores: Stores, { units, schemes }: CountyInForce): Promise<string> {
  const county = findHome(units.document);
  const scheme = schemes.find(({ document }) => document.unitKind === 'county');
  const month = county && scheme ? await findReferenceMonth(stores, scheme.document.code, county.code) : null;
  if (month === null) throw refuse('score.none-yet');
  return month;
}

/**
 * A run that is named by its number.
 *
 * @throws CallRefused when there is none, or it is of another scheme or month than asked for
 */
export async function requireRun(
  { postgres }: Stores,
  number: number,
  asked: { readonly scheme?: string; readonly period?: string | undefined } = {},
): Promise<RunRef> {
  const ref = await findRun(postgres, number);
  const isAskedFor =
    ref !== null && (asked.scheme ?? ref.scheme) === ref.scheme && (asked.period ?? ref.period) === ref.period;
  if (!isAskedFor) throw refuse('run.unknown', { run: number });
  return ref;
}

/**
 * The run that speaks for a scheme and a month.
 *
 * @throws CallRefused when the scheme is unknown or the month was never scored
 */
export async function requireLiveRun(
  { postgres }: Stores,
  { schemes }: CountyInForce,
  scheme: string,
  period: string,
): Promise<RunRef> {
  const live = await findLiveRun(postgres, scheme, period);
  if (!schemes.some(({ document }) => document.code === scheme)) throw refuse('scheme.unknown', { scheme });
  if (live === null) throw refuse('scheme.not-scored', { scheme, period });
  return live;
}

/** A run with its scores, read by the scheme, the catalogue and the units it was made of. */
export async function readRun(stores: Stores, county: CountyInForce, ref: RunRef): Promise<ScoredRun> {
  const [made, scores] = await Promise.all([readMadeOf(stores.postgres, ref, county), listScores(stores, ref)]);
  const rows = new Map(scores.map((row) => [row.unit, row]));
  return {
    ref,
    tree: buildTree(made.scheme.document),
    units: new Map(made.units.document.map((unit) => [unit.code, unit])),
    catalogue: made.catalogue.document,
    indicators: new Map(made.catalogue.document.indicators.map((indicator) => [indicator.code, indicator])),
    scores: made.units.document.flatMap(({ code }) => rows.get(code) ?? []),
  };
}

/**
 * A unit in the run asked for: where nobody names one, in the live run of the scheme that scores it.
 *
 * @throws CallRefused when the unit or the run is unknown, or the unit was not in force or not scored then
 */
export async function readUnitRun(
  stores: Stores,
  county: CountyInForce,
  code: string,
  { period, run: number }: RunChoice,
): Promise<UnitRun> {
  const findRef = async (): Promise<RunRef> => {
    if (number !== undefined) return requireRun(stores, number, { period });
    const scheme = findSchemeOf(county, code);
    return requireLiveRun(stores, county, scheme, period ?? (await findDefaultMonth(stores, county)));
  };
  const run = await readRun(stores, county, await findRef());
  return unitIn(run, code);
}

/** @throws CallRefused when the run has no score of the unit */
export function unitIn(run: ScoredRun, code: string): UnitRun {
  const unit = run.units.get(code);
  const row = run.scores.find((score) => score.unit === code);
  if (unit === undefined || row === undefined) throw refuse('unit.not-scored', { unit: code, period: run.ref.period });
  return { run, unit, row };
}
