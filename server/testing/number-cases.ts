import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Measure, MissingKind } from '@dangzhi/metrics';
import type { CountyDocuments } from '../src/county/load.ts';
import { named, plainCatalogue, plainIndicator, plainMeasure, plainUnit } from './plain-county.ts';

// The tables of cases in metrics/fixtures/numbers: what is given in, and what is right, worked out by another program.
export const WAYS = ['file', 'store', 'api'] as const;
export type Way = (typeof WAYS)[number];

/** A value as it is typed, by its parts, or a reason for having none. */
type CaseCell = string | readonly [numerator: string, denominator: string] | { readonly missing: MissingKind };

/** What is right of a unit; what is not named is not looked at. */
export interface Right {
  /** By indicator, to the bit. */
  readonly values?: Readonly<Record<string, number>>;
  /** Why there is no value or no score, by indicator. */
  readonly missing?: Readonly<Record<string, MissingKind>>;
  /** Scores by node, to a billionth; to the bit where the case says `exact`. */
  readonly nodes?: Readonly<Record<string, number | null>>;
  readonly printed?: string | null;
  readonly rank?: number | null;
  readonly grade?: string;
  readonly coverage?: number;
  /** Decimals as the store keeps them, by indicator. */
  readonly stated?: Readonly<Record<string, string>>;
}

interface CaseLeaf {
  readonly indicator: string;
  readonly denominator?: { readonly indicator: string };
  readonly [member: string]: unknown;
}

export interface NumberCase {
  readonly code: string;
  readonly what: string;
  /** How what is right was worked out. */
  readonly by: string;
  readonly ways: readonly Way[];
  /** Why the case has no meaning on the other ways. */
  readonly without?: Readonly<Partial<Record<Way, string>>>;
  readonly note?: string;
  readonly head?: Readonly<Record<string, unknown>>;
  readonly root?: Readonly<Record<string, unknown>>;
  readonly leaves?: readonly CaseLeaf[];
  readonly unitKind?: 'county';
  readonly rollup?: 'mean';
  readonly exact?: boolean;
  readonly units?: Readonly<Record<string, Readonly<Record<string, CaseCell>>>>;
  /** A file as it is written, in place of `units`; `bytes` in hexadecimal. */
  readonly csv?: string;
  readonly bytes?: string;
  readonly keep?: readonly number[];
  readonly explain?: string;
  /** Exit code of the command. */
  readonly exit?: number;
  /** Rows of a call, in place of `units`. */
  readonly rows?: readonly (readonly [unit: string, indicator: string, value: string])[];
  /** Of the measures `n`, `d` and `typed`. */
  readonly guards?: Readonly<Record<string, Partial<Measure>>>;
  /** `n` is part of `d`. */
  readonly pair?: true;
  readonly period?: string;
  readonly right?: Readonly<Record<string, Right>>;
  readonly told?: {
    readonly file?: readonly string[];
    readonly api?: { readonly unit: string; readonly node: string; readonly says: string };
  };
  readonly refused?: {
    readonly file?: readonly string[];
    readonly store?: readonly string[];
    readonly api?: { readonly code: string; readonly says: readonly string[] };
  };
}

export interface NumberTable {
  readonly kind: string;
  readonly title: string;
  readonly cases: readonly NumberCase[];
}

const FOLDER = path.join(import.meta.dirname, '../../metrics/fixtures/numbers');

export const NUMBER_TABLES: readonly NumberTable[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as NumberTable);

export const casesOn = (way: Way): NumberCase[] =>
  NUMBER_TABLES.flatMap(({ cases }) => cases).filter(({ ways }) => ways.includes(way));

/** @param called how an indicator of the case is named where it is scored */
export function schemeOf(one: NumberCase, called = (indicator: string): string => indicator) {
  const leaves = (one.leaves ?? []).map(({ indicator, denominator, ...leaf }) => ({
    code: indicator.toUpperCase(),
    parent: 'ALL',
    weight: 1,
    direction: 'higher',
    indicator: called(indicator),
    ...(denominator && { denominator: { ...denominator, indicator: called(denominator.indicator) } }),
    ...leaf,
  }));
  return {
    code: one.code,
    name: named(one.code),
    unitKind: one.unitKind ?? 'department',
    ...one.head,
    nodes: [{ code: 'ALL', weight: 1, aggregate: 'arithmetic', ...one.root }, ...leaves],
  };
}

/** Indicators and measures of a county are told apart by their case. */
export const inCounty =
  ({ code }: NumberCase) =>
  (name: string): string =>
    `${code}.${name}`;

const indicatorsOf = ({ leaves = [] }: NumberCase): string[] => [
  ...new Set(
    leaves.flatMap(({ indicator, denominator }) => [indicator, ...(denominator ? [denominator.indicator] : [])]),
  ),
];

export const CASE_COUNTY = 'X';
export const CASE_PERIOD = '2022-07';

/** One county for all cases: a scheme, and measures and indicators of its own, for each. */
export function countyOf(cases: readonly NumberCase[]): Omit<CountyDocuments, 'schemes'> {
  const ofEach = cases.flatMap((one) =>
    indicatorsOf(one).map((indicator) => ({ one, name: inCounty(one)(indicator) })),
  );
  return {
    areas: [],
    classes: [],
    units: [CASE_COUNTY, ...Array.from({ length: 9 }, (_, n) => `U${n + 1}`)].map((code) =>
      plainUnit(CASE_COUNTY, code),
    ),
    catalogue: plainCatalogue({
      measures: ofEach.flatMap(({ one: { guards }, name }) => [
        plainMeasure(`${name}.n`, 'stock', guards?.['n']),
        plainMeasure(`${name}.d`, 'stock', guards?.['d']),
        plainMeasure(`${name}.typed`, 'rate', guards?.['typed']),
      ]),
      pairs: ofEach.flatMap(({ one: { pair }, name }) => (pair ? [{ part: `${name}.n`, whole: `${name}.d` }] : [])),
      indicators: ofEach.map(({ one: { rollup }, name }) =>
        plainIndicator(
          name,
          { kind: 'ratio', numerator: `${name}.n`, denominator: `${name}.d`, factor: 100, rate: `${name}.typed` },
          { staleAfter: 0, ...(rollup && { rollup }) },
        ),
      ),
    }),
    facts: [],
    records: [],
    adjustments: [],
  };
}

export interface CaseRow {
  readonly unit: string;
  readonly measure: string;
  readonly period: string;
  readonly value: string | null;
  readonly missing: MissingKind | null;
  readonly reason: string;
}

/** What is stored or reported of a case. */
export function rowsOf(one: NumberCase): CaseRow[] {
  const { units = {}, rows, period = CASE_PERIOD } = one;
  const row = (unit: string, measure: string, value: string | null, missing: MissingKind | null = null): CaseRow => ({
    unit,
    measure: inCounty(one)(measure),
    period,
    value,
    missing,
    reason: one.code,
  });
  if (rows !== undefined) return rows.map(([unit, indicator, value]) => row(unit, `${indicator}.typed`, value));
  return Object.entries(units).flatMap(([unit, cells]) =>
    Object.entries(cells).flatMap(([indicator, cell]): CaseRow[] => {
      if (typeof cell === 'string') return [row(unit, `${indicator}.typed`, cell)];
      if ('missing' in cell) return [row(unit, `${indicator}.typed`, null, cell.missing)];
      return [row(unit, `${indicator}.n`, cell[0]), row(unit, `${indicator}.d`, cell[1])];
    }),
  );
}

/** The data file of a case, as it comes. */
export function fileOf({ csv, bytes, units = {} }: NumberCase): Uint8Array {
  if (bytes !== undefined) return Buffer.from(bytes, 'hex');
  if (csv !== undefined) return Buffer.from(csv);
  const lines = Object.entries(units).flatMap(([unit, cells]) =>
    Object.entries(cells).map(([indicator, cell]) => {
      if (typeof cell === 'string') return `${unit},${indicator},${cell},,,`;
      return 'missing' in cell
        ? `${unit},${indicator},,,,${cell.missing}`
        : `${unit},${indicator},,${cell[0]},${cell[1]},`;
    }),
  );
  return Buffer.from(['unit,indicator,value,numerator,denominator,missing', ...lines, ''].join('\n'));
}

/** What a unit came to; what a way does not tell is left out. */
export interface Outcome {
  readonly values?: ReadonlyMap<string, number | null>;
  readonly missing?: ReadonlyMap<string, MissingKind | null>;
  readonly nodes?: ReadonlyMap<string, number | null>;
  readonly printed?: string | null | undefined;
  readonly rank?: number | null | undefined;
  readonly grade?: string | null | undefined;
  readonly coverage?: number | null | undefined;
}

export function expectRight({ right = {}, exact = false }: NumberCase, found: ReadonlyMap<string, Outcome>): void {
  for (const [unit, wanted] of Object.entries(right)) {
    const outcome = found.get(unit);
    expect(outcome, unit).toBeDefined();
    const { values, missing, nodes, ...figures } = outcome as Outcome;
    for (const name of ['printed', 'rank', 'grade', 'coverage'] as const)
      if (wanted[name] !== undefined && figures[name] !== undefined)
        expect(figures[name], `${name} of ${unit}`).toBe(wanted[name]);
    for (const [indicator, value] of Object.entries(wanted.values ?? {}))
      if (values !== undefined) expect(values.get(indicator), `${indicator} of ${unit}`).toBe(value);
    for (const [indicator, reason] of Object.entries(wanted.missing ?? {}))
      if (missing !== undefined) expect(missing.get(indicator), `reason of ${indicator} of ${unit}`).toBe(reason);
    for (const [node, score] of Object.entries(wanted.nodes ?? {})) {
      const own = nodes?.get(node);
      if (nodes === undefined) continue;
      if (score === null || exact) expect(own ?? null, `${node} of ${unit}`).toBe(score);
      else
        expect(Math.abs((own ?? Number.NaN) - score), `${node} of ${unit}`).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(score)),
        );
    }
  }
}
