import fc from 'fast-check';
import { expect } from 'vitest';
import type { Catalogue, Indicator, Standing, Unit } from '@dangzhi/metrics';
import { planRollup, storePlan } from '../src/scores/settle/plan.ts';
import { settleMonths, type Settled } from '../src/scores/settle/settle.ts';
import { fillSupply } from '../src/observations/kept-copies.ts';
import type { ClickHouse } from '../src/stores/index.ts';
import { naiveValue, type NaiveValue, type ToldValue } from './naive-rollup.ts';
import { named, plainCatalogue, plainIndicator, plainMeasure, plainUnit } from './plain-county.ts';
import { openTestStores } from './stores.ts';

// A county of four departments, one of which ends in August 2022; a set two of them are in only for a time; one
// indicator for every window and every way to roll up. Random observations of all standings, some saying that there is
// no value, some about the county itself.
const RUN_MONTHS = ['2022-03', '2022-08', '2022-09', '2022-12'];
const MEASURES = [
  plainMeasure('archived', 'flow'),
  plainMeasure('due', 'flow'),
  plainMeasure('used', 'stock'),
  plainMeasure('usable', 'stock'),
  plainMeasure('occupancy', 'rate'),
  plainMeasure('trained', 'flow', { grain: 'year' }),
  plainMeasure('staff', 'stock', { grain: 'year' }),
];

const indicator = (
  code: string,
  formula: Indicator['formula'],
  mode: Indicator['mode'],
  rollup: Indicator['rollup'],
  rollupOver: string | null = null,
): Indicator =>
  plainIndicator(code, formula, { mode, rollup, rollupOver, grain: mode === 'last-complete' ? 'year' : 'month' });

const ratio = (numerator: string, denominator: string, rate?: string): Indicator['formula'] => ({
  kind: 'ratio',
  numerator,
  denominator,
  factor: 100,
  ...(rate !== undefined && { rate }),
});
const amount = (code: string): Indicator['formula'] => ({ kind: 'amount', measure: code });

const INDICATORS = [
  indicator('archiving-rate', ratio('archived', 'due'), 'own', 'ratio-of-sums'),
  indicator('archiving-rate-of-year', ratio('archived', 'due'), 'ytd', 'ratio-of-sums', 'online'),
  indicator('archived-of-year', amount('archived'), 'ytd', 'sum'),
  indicator('archived-of-twelve', amount('archived'), 'rolling-12', 'sum', 'online'),
  indicator('occupancy', ratio('used', 'usable', 'occupancy'), 'own', 'ratio-of-sums'),
  indicator('training', ratio('trained', 'staff'), 'last-complete', 'ratio-of-sums'),
  indicator('share-with-rooms', amount('used'), 'own', 'share-of-units', 'online'),
  indicator('mean-archiving-rate', ratio('archived', 'due'), 'own', 'mean'),
  indicator('mean-occupancy', ratio('used', 'usable', 'occupancy'), 'own', 'mean'),
  indicator('mean-used', amount('used'), 'own', 'mean', 'online'),
  indicator('own-only', amount('occupancy'), 'own', 'own'),
];

let worlds = 0;

/** Units of a world of their own, so that no observation of an earlier one is seen. */
function makeWorld(): { county: string; units: Unit[]; catalogue: Catalogue } {
  worlds += 1;
  const county = `W${worlds}`;
  const units = [
    ...[county, ...['A', 'B', 'C'].map((letter) => county + letter)].map((code) => plainUnit(county, code)),
    plainUnit(county, `${county}D`, { validTo: '2022-09-01' }),
  ];
  const members = [
    { unit: `${county}A`, from: '2019-01-01', to: null },
    { unit: `${county}B`, from: '2022-05-01', to: '2022-12-01' },
    { unit: `${county}C`, from: '2022-09-15', to: null },
  ];
  const online = { code: 'online', name: named(''), note: '', standing: 'demo' as const, members };
  return {
    county,
    units,
    catalogue: plainCatalogue({ measures: MEASURES, indicators: INDICATORS, sets: [online] }),
  };
}

const MONTHS = [
  '2021-09',
  '2021-12',
  '2022-01',
  '2022-02',
  '2022-03',
  '2022-06',
  '2022-07',
  '2022-08',
  '2022-09',
  '2022-11',
  '2022-12',
];

/** Observations about `''` (the county) and its departments; few cells, so that many are told more than once. */
const anObservation = fc.constantFrom(...MEASURES).chain(({ code, grain }) =>
  fc.record({
    unit: fc.constantFrom('', 'A', 'A', 'B', 'B', 'C', 'C', 'D'),
    measure: fc.constant(code),
    period: grain === 'year' ? fc.constantFrom('2020', '2021', '2022') : fc.constantFrom(...MONTHS),
    // Hundredths, 0 among them; `null` says that there is no value.
    hundredths: fc.option(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 999_999 })), { freq: 6 }),
    standing: fc.constantFrom<Standing>('demo', 'published', 'pulled', 'reported', 'inspected'),
  }),
);

const FIRST_INSTANT = Date.parse('2023-01-01T00:00:00Z');
const instantOf = (recorded: number): Date => new Date(FIRST_INSTANT + recorded);

async function store(clickhouse: ClickHouse, told: readonly ToldValue[]): Promise<void> {
  await clickhouse.insert(
    'observation',
    // Stored in another order than recorded.
    [...told].reverse().map(({ recorded, unit, period, value, missing, ...rest }) => ({
      ...rest,
      unit,
      period: period.length === 4 ? `${period}-01-01` : `${period}-01`,
      grain: period.length === 4 ? 'year' : 'month',
      batch: `${unit}-${recorded}`,
      row: 0,
      value: value === null ? null : value.toFixed(2),
      missing: missing ?? '',
      source: 'random',
      record: 0,
      recorded_at: instantOf(recorded).toISOString().replace('T', ' ').replace('Z', ''),
      recorded_by: '',
      changed_at: '',
      reason: '',
    })),
  );
  await fillSupply(clickhouse);
}

function expectSame(
  settled: Settled | undefined,
  { own, rolled }: { own: NaiveValue; rolled: NaiveValue },
  what: string,
): void {
  const wanted = own.value === null ? rolled : own;
  if (wanted.value === null) {
    expect(settled?.value ?? null, what).toBeNull();
    return;
  }
  expect(settled?.value, what).toBeCloseTo(wanted.value, 8);
  expect(settled?.provenance, what).toBe(wanted.weakest);
  expect(settled?.units, what).toBe(wanted.units);
  expect(settled?.origin, what).toBe(own.value === null ? 'rolled-up' : 'own');
  const both = own.value !== null && rolled.value !== null;
  const apart = both ? Math.abs(own.value - rolled.value) : 0;
  const isConflict = apart > 0 && (own.value === 0 || apart / Math.abs(own.value!) > 0.005);
  expect(settled?.conflict !== null, `${what} conflict`).toBe(isConflict);
}

/**
 * The roll-up gives what the contract says, for any observations.
 *
 * @param draws how many are drawn, with another seed each time; a failure names its seed
 */
export async function checkRollup(draws: number): Promise<void> {
  const test = await openTestStores();
  const { clickhouse } = test.stores;
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anObservation, { minLength: 1, maxLength: 220, size: 'max' }),
        fc.integer({ min: 0, max: 220 }),
        async (drawn, seenUntil) => {
          const { county, units, catalogue } = makeWorld();
          const told = drawn.map(({ unit, hundredths, ...rest }, recorded): ToldValue => ({
            ...rest,
            unit: county + unit,
            value: hundredths === null ? null : hundredths / 100,
            missing: hundredths === null ? 'not-applicable' : null,
            recorded,
          }));
          // In two insertions, and merged: of what counted once nothing is kept but its history.
          const half = Math.ceil(told.length / 2);
          for (const part of [told.slice(half), told.slice(0, half)]) await store(clickhouse, part);
          await clickhouse.command('OPTIMIZE TABLE counting_observation FINAL');
          const plan = planRollup(catalogue, units);
          await storePlan(clickhouse, plan, RUN_MONTHS);
          const context = { catalogue, units, plan: plan.hash };
          const settled = await settleMonths(clickhouse, context, RUN_MONTHS, instantOf(seenUntil));
          const seen = told.filter(({ recorded }) => recorded <= seenUntil);
          for (const { month, values } of settled) {
            for (const [unit, own] of values) {
              for (const one of INDICATORS) {
                const wanted = naiveValue(seen, one, catalogue, units, unit, month);
                expectSame(own.get(one.code), wanted, `${month} ${unit} ${one.code}`);
              }
            }
          }
        },
      ),
      // A failure is told while it is still being made smaller.
      { numRuns: draws, interruptAfterTimeLimit: 200_000 + draws * 4000, markInterruptAsFailure: true },
    );
  } finally {
    await test.drop();
  }
}
