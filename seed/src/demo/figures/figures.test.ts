import { monthsBetween, parsePeriod, periodEnd } from '@dangzhi/metrics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../catalogue/index.ts';
import { units } from '../../county/units.ts';
import type { DemoFigure } from './figure.ts';
import { demoFigures } from './figures.ts';
import { filingRecords } from '../filing/records.ts';
import { isMemberAt } from '../units/membership.ts';
import { digitsOf } from './measure-traits.ts';

const LAST = '2026-10';
const systems = catalogue.systems.map(({ code }) => code);
const bySystem = new Map(systems.map((system) => [system, demoFigures(system, LAST)]));
const all = [...bySystem.values()].flat();
const measures = new Map(catalogue.measures.map((measure) => [measure.code, measure]));
const unitOf = new Map(units.map((unit) => [unit.code, unit]));
const anyMonth = fc.constantFrom(...monthsBetween('2021-01', LAST));

const keyOf = ({ measure, unit, period, filedAt }: DemoFigure) => `${measure} ${unit} ${period} ${filedAt}`;
const reported = new Map(all.map((figure) => [`${figure.measure} ${figure.unit} ${figure.period}`, figure]));
const valueOf = (measure: string, unit: string, period: string): number | null => {
  const value = reported.get(`${measure} ${unit} ${period}`)?.value;
  return value === undefined || value === null ? null : Number(value);
};

test('every measure has figures but those published once', () => {
  const without = catalogue.measures.filter(({ code }) => !all.some(({ measure }) => measure === code));
  expect(without.map(({ dueFrom }) => dueFrom)).toEqual(Array.from(without, () => 'published-once'));
});

test('there are fewer than 450,000', () => {
  expect(all.length).toBeLessThan(450_000);
  expect(new Set(all.map(keyOf)).size).toBe(all.length);
});

test('each is of its measure’s system, grain and digits, of a unit, and a value or a reason', () => {
  for (const [system, figures] of bySystem) {
    const unlike = figures.filter(({ measure: code, unit, period, value, missing, reason }) => {
      const measure = measures.get(code);
      const digits = measure === undefined ? 0 : digitsOf(measure);
      const written = digits === 0 ? /^\d+$/ : new RegExp(`^\\d+\\.\\d{${digits}}$`);
      return (
        measure?.system !== system ||
        parsePeriod(period)?.grain !== measure.grain ||
        !unitOf.has(unit) ||
        (value === null) !== (missing === 'not-applicable' && reason !== null) ||
        !written.test(value ?? (digits === 0 ? '0' : (0).toFixed(digits)))
      );
    });
    expect(unlike).toEqual([]);
  }
});

test('a value is reported by a unit that owes it, after its period is over', () => {
  const unlike = all.filter(({ measure, unit, period, value, filedAt }) => {
    const found = unitOf.get(unit);
    const end = periodEnd(parsePeriod(period) ?? { grain: 'month', start: '9999-01-01' });
    const owed = found !== undefined && isMemberAt(measures.get(measure)?.dueFrom ?? null, found, end.slice(0, 7));
    return (value !== null && !owed) || filedAt.slice(0, 10) <= end;
  });
  expect(unlike).toEqual([]);
});

test('a unit without the duty says so for every leaf it would be scored on', () => {
  const periodOf = (grain: string | undefined, year: string) =>
    grain === 'year' ? year : grain === 'quarter' ? `${year}Q4` : `${year}-12`;
  const isTold = new Set(all.map(({ measure, period }) => `${measure} ${period}`));
  const silent = catalogue.indicators.flatMap(({ formula, weightedFor, measuredOn, rollup }) => {
    const measure = measures.get(formula.kind === 'amount' ? formula.measure : formula.numerator);
    // Who must be connected and is not has nothing to say: the value is 0, or there is no source yet.
    if (measure === undefined || measure.dueFrom === 'units-online') return [];
    // What the county has no figure of is rolled up.
    const scored = units.filter(
      ({ kind }) => weightedFor.includes(kind) && measuredOn.includes(kind) && (kind !== 'county' || rollup === 'own'),
    );
    return ['2020', '2021', '2022', '2025'].flatMap((year) => {
      const period = periodOf(measure.grain, year);
      if (!isTold.has(`${measure.code} ${period}`)) return [];
      return scored
        .filter((unit) => !isMemberAt(measure.dueFrom, unit, `${year}-12`))
        .filter(({ code }) => reported.get(`${measure.code} ${code} ${period}`)?.missing !== 'not-applicable')
        .map(({ code }) => `${measure.code} ${code} ${period}`);
    });
  });
  expect(silent).toEqual([]);
});

test('what the records platform counts is what its records say', () => {
  const fields = {
    'prearchived-items': 'prearchived',
    'formal-items': 'formal',
    'due-items': 'due',
    'archived-items': 'archived',
    'tested-items': 'tested',
    'passed-first-items': 'passedFirst',
  } as const;
  for (const record of filingRecords(LAST)) {
    for (const [measure, field] of Object.entries(fields)) {
      const figure = reported.get(`${measure} ${record.unit} ${record.month}`);
      if (Number(figure?.value ?? -1) !== (record[field] ?? -1)) expect(figure).toBe(record);
      if (figure !== undefined && figure.filedAt !== record.filedAt) expect(figure.filedAt).toBe(record.filedAt);
    }
  }
});

describe('numbers fit together', () => {
  test('no part is more than its whole', () => {
    const ratios = catalogue.indicators.flatMap(({ formula }) =>
      formula.kind === 'ratio' && formula.factor === 100 ? [[formula.numerator, formula.denominator] as const] : [],
    );
    const wholeOf = new Map(ratios.filter(([part]) => part !== 'archived-by-june'));
    const over = all.filter(({ measure, unit, period, value }) => {
      const whole = valueOf(wholeOf.get(measure) ?? '', unit, period);
      return value !== null && whole !== null && Number(value) > whole;
    });
    expect(over.filter(({ measure }) => measure !== 'archive-spending' && measure !== 'holdings-increase-5y')).toEqual(
      [],
    );
  });

  test('what is counted from the beginning never becomes less', () => {
    const cumulative = [
      ...['prearchived-items', 'formal-items', 'accessioned-files', 'accessioned-items', 'tables', 'fields'],
      ...['tickets', 'tickets-approved', 'county-tickets', 'interface-requests', 'interfaces-supplied'],
      ...['ecs-instances', 'activated-users', 'express-channels', 'milestones-due', 'records-collected'],
    ];
    const highest = new Map<string, number>();
    const fallen = all.filter(({ measure, unit, value }) => {
      if (!cumulative.includes(measure) || value === null) return false;
      const key = `${measure} ${unit}`;
      const before = highest.get(key) ?? 0;
      highest.set(key, Number(value));
      return Number(value) < before;
    });
    expect(fallen).toEqual([]);
  });

  test('the archives took in what its two totals grew by', () => {
    for (const month of ['2021-06', '2022-11', '2024-10']) {
      const before = monthsBetween('2020-01', month).at(-2) ?? '';
      const grown = (measure: string) =>
        (valueOf(measure, '330624', month) ?? 0) - (valueOf(measure, '330624', before) ?? 0);
      expect(grown('accessioned-files') + grown('accessioned-items')).toBe(valueOf('accessions', '330624', month));
    }
  });

  test('the same applications do not produce 518 tickets and refuse more than were asked', () => {
    for (const { unit, period, value } of all.filter(({ measure }) => measure === 'tickets-approved')) {
      expect(Number(value)).toBeGreaterThanOrEqual(valueOf('county-tickets', unit, period) ?? 0);
    }
  });
});

test.each(systems)('%s: a later last month adds figures and changes none', (system) => {
  const whole = new Map(bySystem.get(system)?.map((figure) => [keyOf(figure), figure]));
  fc.assert(
    fc.property(anyMonth, (until) => {
      const changed = demoFigures(system, until).filter((figure) => {
        const later = whole.get(keyOf(figure));
        return later?.value !== figure.value || later.missing !== figure.missing || later.reason !== figure.reason;
      });
      expect(changed).toEqual([]);
    }),
    { numRuns: 2 },
  );
});

test('a system or a month that is none is refused', () => {
  expect(() => demoFigures('hr', LAST)).toThrow('requires a system of the catalogue, not hr');
  expect(() => demoFigures('irs', '2022')).toThrow('demoFigures requires a month such as 2022-12');
});
