import { monthsBetween } from '@dangzhi/metrics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sets } from '../../catalogue/sets.ts';
import { filingRecords, runningRecords, type FilingRecord } from './records.ts';

const LAST = '2026-10';
const records = filingRecords(LAST);
const keyOf = ({ unit, month }: FilingRecord) => `${unit} ${month}`;
const byKey = new Map(records.map((record) => [keyOf(record), record]));
const onlineDepartments = (month: string) =>
  new Set(
    sets
      .find(({ code }) => code === 'departments-online')
      ?.members.filter(({ from }) => from <= `${month}-31`)
      .map(({ unit }) => unit),
  );

/** Sums over the departments online at the month. */
function sumsAt(month: string) {
  const online = onlineDepartments(month);
  const among = records.filter((record) => record.month === month && online.has(record.unit));
  const sum = (field: 'prearchived' | 'formal') => among.reduce((total, record) => total + (record[field] ?? 0), 0);
  return { units: among.length, prearchived: sum('prearchived'), formal: sum('formal') };
}

test('the 60 departments online at 2022-12 add up to the published totals', () => {
  expect(sumsAt('2022-12')).toEqual({ units: 60, prearchived: 207_124, formal: 29_893 });
});

test('conversion improves after 2022, faster from the notice of July 2023 on', () => {
  const rate = (month: string) => sumsAt(month).formal / sumsAt(month).prearchived;
  const before = rate('2023-06') - rate('2022-12');
  const after = rate('2023-12') - rate('2023-06');
  expect(before).toBeGreaterThan(0);
  expect(after).toBeGreaterThan(2 * before);
  expect(rate(LAST)).toBeGreaterThan(0.6);
});

test('the year has seasons: more is due in June than in February, every year', () => {
  const due = (month: string) => records.reduce((sum, one) => sum + (one.month === month ? one.due : 0), 0);
  for (const year of ['2021', '2022', '2023', '2024', '2025', '2026']) {
    expect(due(`${year}-06`)).toBeGreaterThan(1.8 * due(`${year}-02`));
  }
});

describe('each record', () => {
  test('counts whole items, parts within wholes', () => {
    for (const { due, archived, prearchived, formal, tested, passedFirst } of records) {
      expect([due, archived].every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
      expect(archived).toBeLessThanOrEqual(due);
      expect(formal ?? 0).toBeLessThanOrEqual(prearchived ?? 0);
      expect(passedFirst ?? 0).toBeLessThanOrEqual(tested ?? 0);
    }
  });

  test('has filing numbers exactly where the unit is online', () => {
    const since = new Map(
      sets.find(({ code }) => code === 'units-online')?.members.map(({ unit, from }) => [unit, from]),
    );
    for (const { unit, month, online, prearchived, formal, tested, passedFirst } of records) {
      expect(online === 1).toBe((since.get(unit) ?? '9999') <= `${month}-01`);
      for (const value of [prearchived, formal, tested, passedFirst]) expect(value === null).toBe(online === 0);
    }
  });

  test('never takes back a cumulative item', () => {
    const highest = new Map<string, FilingRecord>();
    for (const record of records) {
      const before = highest.get(record.unit);
      expect(record.prearchived ?? 0).toBeGreaterThanOrEqual(before?.prearchived ?? 0);
      expect(record.formal ?? 0).toBeGreaterThanOrEqual(before?.formal ?? 0);
      highest.set(record.unit, record);
    }
  });
});

test('a later last month adds records and changes none', () => {
  fc.assert(
    fc.property(fc.constantFrom(...monthsBetween('2021-01', LAST)), (until) => {
      const shorter = filingRecords(until);
      expect(shorter).toEqual(records.filter(({ month }) => month <= until));
    }),
    { numRuns: 20 },
  );
});

describe('cases', () => {
  test('nothing tested: 县计生协 at 2022-12', () => {
    expect(byKey.get('XC-D68 2022-12')).toMatchObject({ online: 1, tested: 0, passedFirst: 0 });
  });

  test('no record: 县侨联 in the second quarter of 2023', () => {
    for (const month of ['2023-04', '2023-05', '2023-06']) expect(byKey.has(`XC-D67 ${month}`)).toBe(false);
    expect(byKey.has('XC-D67 2023-07')).toBe(true);
  });

  test('filed late: 县文联 every month, nobody else', () => {
    for (const { unit, month, filedAt } of records) {
      const days = (Date.parse(filedAt) - Date.parse(`${month}-28T00:00:00+08:00`)) / 86_400_000;
      expect(days > 30).toBe(unit === 'XC-D63');
    }
  });

  test('outlier: the bulk import of 县人力社保局 in May 2024', () => {
    const usual = byKey.get('XC-D30 2024-04');
    const outlier = byKey.get('XC-D30 2024-05');
    expect(outlier?.tested ?? 0).toBeGreaterThan(5 * (usual?.tested ?? 0));
    expect((outlier?.passedFirst ?? 0) / (outlier?.tested ?? 1)).toBeLessThan(0.6);
  });
});

describe('the running month', () => {
  const noon = new Date('2024-06-16T12:00:00+08:00');
  const running = runningRecords(noon);
  const whole = new Map(
    filingRecords('2024-06')
      .filter(({ month }) => month === '2024-06')
      .map((record) => [record.unit, record]),
  );

  test('counts every unit for half of June, filed at the last midnight', () => {
    expect(running).toHaveLength(whole.size);
    for (const record of running) {
      const full = whole.get(record.unit);
      expect(record.filedAt).toBe('2024-06-16T00:00:00+08:00');
      // 15 of 30 days are over.
      expect(record.due).toBe(Math.floor((full?.due ?? 0) / 2));
      expect(record.archived).toBeLessThanOrEqual(record.due);
      expect(record.prearchived ?? 0).toBeLessThanOrEqual(full?.prearchived ?? 0);
      expect(record.passedFirst ?? 0).toBeLessThanOrEqual(record.tested ?? 0);
    }
  });

  test('only grows from day to day, and is not there before its first day is over', () => {
    const later = new Map(runningRecords(new Date('2024-06-29T00:00:00+08:00')).map((record) => [record.unit, record]));
    for (const { unit, due, prearchived } of running) {
      expect(later.get(unit)?.due).toBeGreaterThanOrEqual(due);
      expect(later.get(unit)?.prearchived ?? 0).toBeGreaterThanOrEqual(prearchived ?? 0);
    }
    expect(runningRecords(new Date('2024-06-01T09:00:00+08:00'))).toEqual([]);
  });
});
