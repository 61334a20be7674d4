import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthsBetween } from '@dangzhi/metrics';
import { catalogue } from '../catalogue/index.ts';
import { otherCounties } from '../county/other-counties.ts';
import { demoFiguresOfCounties } from './counties.ts';

const LAST = '2026-10';
const figures = demoFiguresOfCounties(LAST);
const keyOf = ({ measure, unit, period }: (typeof figures)[number]) => `${measure} ${unit} ${period}`;
const reported = new Map(figures.map((figure) => [keyOf(figure), figure]));

test('there are fewer than 60,000, each once', () => {
  expect(figures.length).toBeLessThan(60_000);
  expect(reported.size).toBe(figures.length);
});

test('every county has what every leaf of a county needs, every December', () => {
  const grains = new Map(catalogue.measures.map(({ code, grain }) => [code, grain]));
  const has = (measure: string, unit: string, year: string) => {
    const grain = grains.get(measure);
    return reported.has(
      `${measure} ${unit} ${grain === 'year' ? year : grain === 'quarter' ? `${year}Q4` : `${year}-12`}`,
    );
  };
  const lacking = catalogue.indicators
    .filter(({ weightedFor }) => weightedFor.includes('county'))
    .flatMap(({ code, formula }) =>
      otherCounties(true).flatMap(({ code: unit }) =>
        ['2021', '2025']
          .filter((year) =>
            formula.kind === 'amount'
              ? !has(formula.measure, unit, year)
              : !(formula.rate !== undefined && has(formula.rate, unit, year)) &&
                !(has(formula.numerator, unit, year) && has(formula.denominator, unit, year)),
          )
          .map((year) => `${code} ${unit} ${year}`),
      ),
    );
  expect(lacking).toEqual([]);
});

test('what the whole year adds up to says so', () => {
  const flows = new Set(
    catalogue.measures.flatMap(({ code, kind, grain }) => (kind === 'flow' && grain !== 'year' ? code : [])),
  );
  for (const { measure, reason } of figures) {
    if ((reason !== null) !== flows.has(measure)) expect([measure, reason]).toBe('a reason of a flow');
  }
});

test('a later last month adds figures and changes none', () => {
  fc.assert(
    fc.property(fc.constantFrom(...monthsBetween('2021-01', LAST)), (until) => {
      const changed = demoFiguresOfCounties(until).filter(
        (figure) => reported.get(keyOf(figure))?.value !== figure.value,
      );
      expect(changed).toEqual([]);
    }),
    { numRuns: 6 },
  );
});

test('archiving by June is counted in the year after', () => {
  const until = (month: string) =>
    demoFiguresOfCounties(month).filter(({ measure, period }) => measure === 'archived-by-june' && period === '2022');
  expect(until('2023-05')).toEqual([]);
  expect(until('2023-06')).toHaveLength(89);
});
