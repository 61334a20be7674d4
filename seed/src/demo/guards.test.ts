import { expect, it } from 'vitest';
import { guardBreaks, parsePeriod } from '@dangzhi/metrics';
import { figuresUntil } from '../../testing/observations.ts';
import { catalogue } from '../catalogue/index.ts';

// A guard that cries wolf over figures as they come is one that nobody looks at any more.
const { measures, pairs = [] } = catalogue;

it('figures of the demo break no guard of their measures', { timeout: 300_000 }, () => {
  const valuesOf = new Map<string, Map<string, string>>();
  const figures = figuresUntil('2026-10').filter(({ value }) => value !== null);
  for (const { unit, measure, period, value } of figures) {
    const cell = `${unit} ${measure}`;
    const values = valuesOf.get(cell) ?? new Map<string, string>();
    valuesOf.set(cell, values.set(period, value ?? ''));
  }
  const otherSides = new Map(
    measures.map(({ code }) => [
      code,
      pairs.flatMap(({ part, whole }) => (part === code ? [whole] : whole === code ? [part] : [])),
    ]),
  );
  const measureOf = new Map(measures.map((measure) => [measure.code, measure]));
  const broken = figures.flatMap(({ unit, measure, period, value, filedAt }) => {
    const [of, parsed] = [measureOf.get(measure), parsePeriod(period)];
    if (of === undefined || parsed === null) throw new Error(`${measure} ${period}`);
    const beside = new Map(
      (otherSides.get(measure) ?? []).flatMap((code) => {
        const one = valuesOf.get(`${unit} ${code}`)?.get(period);
        return one === undefined ? [] : [[code, one] as const];
      }),
    );
    const history = valuesOf.get(`${unit} ${measure}`) ?? new Map<string, string>();
    const found = guardBreaks(of, parsed, value, { today: filedAt.slice(0, 10), pairs, beside, history });
    return found.map(({ guard }) => `${guard}: ${unit} ${measure} ${period} ${value ?? ''}`);
  });
  expect(broken).toEqual([]);
});
