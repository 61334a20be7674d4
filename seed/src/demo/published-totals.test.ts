import { expect, test } from 'vitest';
import { PUBLISHED_FIGURES } from '../batches/published.ts';
import { catalogue } from '../catalogue/index.ts';
import { county, units } from '../county/units.ts';
import { isMemberAt } from './units/membership.ts';
import { settleMonth } from '../../testing/settled.ts';
import { figuresUntil, observe } from '../../testing/observations.ts';

const figures = figuresUntil('2023-12');
const byMeasure = Map.groupBy(figures, ({ measure }) => measure);
const kindOf = new Map(catalogue.measures.map(({ code, kind, grain }) => [code, { kind, grain }]));

/** Sum over the units the measure's indicator adds up; `null` where none does. */
function sumThen(measure: string): number | null {
  const indicator = catalogue.indicators.find(
    ({ formula, rollup }) => rollup === 'sum' && formula.kind === 'amount' && formula.measure === measure,
  );
  const counted = new Set(['township-warehouses', 'warehouses-required', 'departments-catalogued', 'raw-databases']);
  if (indicator === undefined && !counted.has(measure)) return null;
  const over = indicator?.rollupOver ?? null;
  const members = units.filter((unit) => unit !== county && (over === null || isMemberAt(over, unit, '2022-12')));
  const codes = new Set(members.map(({ code }) => code));
  return (byMeasure.get(measure) ?? [])
    .filter(({ unit, period }) => codes.has(unit) && period === '2022-12')
    .reduce((sum, { value }) => sum + Number(value ?? 0), 0);
}

const ofCounty = (measure: string, period: string): string | null | undefined =>
  byMeasure.get(measure)?.find((one) => one.unit === county.code && one.period === period)?.value;

test.each(PUBLISHED_FIGURES.map(([measure, value]) => [measure, value] as const))(
  '%s: its units add up to %s, or it is the county’s own and nothing stands beside it',
  (measure, value) => {
    const isYearly = kindOf.get(measure)?.grain === 'year';
    expect(ofCounty(measure, isYearly ? '2022' : '2022-12')).toBeUndefined();
    const sum = sumThen(measure);
    if (sum !== null) expect(sum).toBe(Number(value));
  },
);

test('every published count of which units have a part is such a sum', () => {
  const summed = PUBLISHED_FIGURES.filter(([measure]) => sumThen(measure) !== null);
  expect(summed).toHaveLength(21);
});

test('the county’s own series lead to the published figure and away from it without a jump', () => {
  for (const [measure, value] of PUBLISHED_FIGURES) {
    const { kind, grain } = kindOf.get(measure) ?? {};
    const [before, after] = (grain === 'year' ? ['2021', '2023'] : ['2022-11', '2023-01']).map((period) =>
      ofCounty(measure, period),
    );
    if (before == null || after == null) continue;
    // A year's stock may go anywhere in a year; what is published as a rate moves by a point a month at most.
    const width =
      kind === 'rate'
        ? Math.max(1, Number(value) * 0.03)
        : grain === 'year'
          ? Number(value) * 0.3
          : Number(value) * 0.16;
    expect(Math.abs(Number(before) - Number(value)), `${measure} before`).toBeLessThanOrEqual(width);
    expect(Math.abs(Number(after) - Number(value)), `${measure} after`).toBeLessThanOrEqual(width);
  }
});

test('what rolls up beside a published ratio is the same, and nothing is a conflict', () => {
  const settled = settleMonth(observe(figures), '2022-12');
  const rolled = catalogue.indicators.map((indicator) => [indicator.code, settled(indicator, county)] as const);
  expect(rolled.filter(([, { conflict }]) => conflict !== null)).toEqual([]);
  // Their parts are there: the published ratio has something to agree with.
  const parts = ['online-cases', 'mobile-items', 'active-users', 'tickets-approved', 'store-used-m2', 'formal-items'];
  for (const measure of parts) expect(byMeasure.get(measure)?.some(({ period }) => period === '2022-12')).toBe(true);
});

test('499 of 518 tickets were approved, and 9,898 of 11,480 users active', () => {
  const sum = (measure: string) =>
    (byMeasure.get(measure) ?? [])
      .filter(({ period }) => period === '2022-12')
      .reduce((all, { value }) => all + Number(value ?? 0), 0);
  expect([sum('tickets'), sum('tickets-approved')]).toEqual([518, 499]);
  expect([sum('activated-users'), sum('active-users')]).toEqual([11_480, 9898]);
});
