import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GRAINS,
  addGrains,
  addMonths,
  formatPeriod,
  lastFinishedMonth,
  monthOfInstant,
  monthsBetween,
  parsePeriod,
  periodContaining,
  periodEnd,
} from './period.ts';

const anyDay = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyPeriod = fc.tuple(fc.constantFrom(...GRAINS), anyDay).map(([grain, day]) => periodContaining(grain, day));

describe('periods', () => {
  it.each([
    ['2022', { grain: 'year', start: '2022-01-01' }, '2022-12-31'],
    ['2022Q4', { grain: 'quarter', start: '2022-10-01' }, '2022-12-31'],
    ['2024-02', { grain: 'month', start: '2024-02-01' }, '2024-02-29'],
    // ISO 8601: the week that holds the year's first Thursday is its first.
    ['2020-W53', { grain: 'week', start: '2020-12-28' }, '2021-01-03'],
    ['2022-12-31', { grain: 'day', start: '2022-12-31' }, '2022-12-31'],
  ] as const)('%s', (label, period, end) => {
    expect(parsePeriod(label)).toEqual(period);
    expect(formatPeriod(period)).toBe(label);
    expect(periodEnd(period)).toBe(end);
  });

  it.each(['2022-13', '2022Q5', '2022-W54', '2021-W53', '2022-02-30', '22-01', '', '2022-1'])(
    '%j is no period',
    (label) => {
      expect(parsePeriod(label)).toBeNull();
    },
  );

  it('labels and periods are one another’s inverse', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(parsePeriod(formatPeriod(period))).toEqual(period);
      }),
    );
  });

  it('a period contains its own first and last day, and the next begins the day after', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(periodContaining(period.grain, periodEnd(period))).toEqual(period);
        const next = addGrains(period, 1);
        expect(addGrains({ grain: 'day', start: periodEnd(period) }, 1).start).toBe(next.start);
        expect(addGrains(next, -1)).toEqual(period);
      }),
    );
  });

  it('lists the months between two, both included', () => {
    expect(monthsBetween('2022-11', '2023-02')).toEqual(['2022-11', '2022-12', '2023-01', '2023-02']);
    expect(monthsBetween('2022-11', '2022-10')).toEqual([]);
  });

  it('tells the month on a Shanghai calendar, wherever the machine stands', () => {
    expect(monthOfInstant(new Date('2022-12-31T15:59:59Z'))).toBe('2022-12');
    expect(monthOfInstant(new Date('2022-12-31T16:00:00Z'))).toBe('2023-01');
  });
});

describe('months as labels', () => {
  it('go on over the year, both ways', () => {
    expect([addMonths('2022-12', 1), addMonths('2022-01', -1), addMonths('2022-06', 0)]).toEqual([
      '2023-01',
      '2021-12',
      '2022-06',
    ]);
  });

  it('are over when Shanghai says so', () => {
    // 31 December 16:00 UTC is the new year in Shanghai.
    expect(lastFinishedMonth(new Date('2022-12-31T15:59:59Z'))).toBe('2022-11');
    expect(lastFinishedMonth(new Date('2022-12-31T16:00:00Z'))).toBe('2022-12');
  });
});
