import { monthsBetween } from '@dangzhi/metrics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../catalogue/index.ts';
import { county, units } from '../county/units.ts';
import type { SeedBatch, SeedRow } from './batch.ts';
import { demoBatches } from './demo.ts';

const LAST = '2026-10';
const all = demoBatches(LAST);
const rows = all.flatMap((batch) => batch.rows);
const anyMonth = fc.constantFrom(...monthsBetween('2021-01', LAST));

const keyOf = ({ measure, unit, period }: SeedRow) => `${measure} ${unit} ${period}`;
const rowsByKey = new Map(rows.map((row) => [keyOf(row), row]));
const rowOf = (measure: string, unit: string, period: string) => rowsByKey.get(`${measure} ${unit} ${period}`);
const sumOf = (measure: string, period: string) =>
  rows.reduce((sum, row) => sum + (row.measure === measure && row.period === period ? Number(row.value ?? 0) : 0), 0);

describe('as batches', () => {
  test('every row has a value or a reason, and stands once', () => {
    const codes = new Set(units.map(({ code }) => code));
    const measures = new Map(catalogue.measures.map(({ code, grain }) => [code, grain]));
    for (const row of rows) {
      expect(row.value === null).toBe(row.missing !== null);
      if (row.value !== null) expect(row.value).toMatch(/^\d+(\.\d{2})?$/);
      expect(codes).toContain(row.unit);
      expect(row.period).toHaveLength(measures.get(row.measure) === 'year' ? 4 : 7);
    }
    expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
  });

  test('every record is the JSON its rows came from', () => {
    for (const batch of all) {
      for (const row of batch.rows) {
        const record: unknown = JSON.parse(batch.records[row.record] ?? 'null');
        expect(record).toMatchObject({ unit: row.unit, period: row.period, values: { [row.measure]: row.value } });
      }
    }
  });

  test('nothing is recorded before its period is over', () => {
    for (const { recordedAt, rows: said, standing } of all) {
      expect(standing).toBe('demo');
      expect(recordedAt).toMatch(/^\d{4}-\d{2}-\d{2}T00:00:00\+08:00$/);
      for (const { period } of said) expect(recordedAt > `${period}-31`).toBe(true);
    }
  });

  test('the same month gives the same batches', () => {
    expect(demoBatches('2023-05')).toEqual(demoBatches('2023-05'));
  });

  test('a later last month adds rows and changes none', () => {
    const laterRows = new Map(rows.map((row) => [keyOf(row), row.value]));
    fc.assert(
      fc.property(anyMonth, (until) => {
        for (const row of demoBatches(until).flatMap((batch) => batch.rows)) {
          expect(laterRows.get(keyOf(row))).toBe(row.value);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('a finished year is the same batch for ever', () => {
    const finished = (batches: SeedBatch[]) => batches.filter(({ origin }) => / 202[12]$/.test(origin));
    expect(finished(demoBatches('2022-12'))).toEqual(finished(all));
  });

  test('a text that is no month is refused', () => {
    expect(() => demoBatches('2022')).toThrow('demoBatches requires a month such as 2022-12');
  });
});

describe('store rooms', () => {
  test('are 66.7 % used at 2022-12, to the digit', () => {
    const used = sumOf('store-used-m2', '2022-12');
    const usable = sumOf('store-usable-m2', '2022-12');
    expect(used * 1000).toBe(usable * 667);
  });

  test('of the archives itself are two thirds used too', () => {
    expect(rowOf('store-used-m2', 'XC-D13', '2022-12')?.value).toBe('2001');
    expect(rowOf('store-usable-m2', 'XC-D13', '2022-12')?.value).toBe('3000');
  });

  test('fill by about 0.55 points a month afterwards, and more slowly before', () => {
    const occupancy = (month: string) => (sumOf('store-used-m2', month) / sumOf('store-usable-m2', month)) * 100;
    const pace = (from: string, to: string) => {
      const months = monthsBetween(from, to).length - 1;
      return (occupancy(to) - occupancy(from)) / months;
    };
    expect(pace('2022-12', '2025-12')).toBeGreaterThan(0.5);
    expect(pace('2022-12', '2025-12')).toBeLessThan(0.6);
    expect(pace('2021-01', '2021-12')).toBeLessThan(0.4);
  });

  test('no room holds more than it can', () => {
    for (const { measure, unit, period, value } of rows) {
      if (measure !== 'store-used-m2' || value === null) continue;
      expect(Number(value)).toBeLessThanOrEqual(Number(rowOf('store-usable-m2', unit, period)?.value));
    }
  });

  test('a unit without one says every month that it does not apply', () => {
    for (const month of monthsBetween('2021-01', LAST)) {
      expect(rowOf('store-used-m2', 'XC-D68', month)).toMatchObject({ value: null, missing: 'not-applicable' });
      expect(rowOf('store-used-m2', 'XC-D68', month)?.reason).toContain('无独立库房');
    }
  });
});

describe('cases', () => {
  test('one department did not report its training of 2022', () => {
    expect(rowOf('archivists', 'XC-D75', '2021')).toBeDefined();
    expect(rowOf('archivists', 'XC-D75', '2022')).toBeUndefined();
    expect(rowOf('archivists', 'XC-D75', '2023')).toBeDefined();
  });

  test('nobody trains more archivists than there are', () => {
    for (const { measure, unit, period, value } of rows) {
      if (measure !== 'archivists-trained') continue;
      expect(Number(value)).toBeLessThanOrEqual(Number(rowOf('archivists', unit, period)?.value));
    }
  });

  test('one accident in 2021, one in 2024', () => {
    const accidents = rows.filter(({ measure, value }) => measure === 'security-accidents' && value !== '0');
    expect(accidents.map(({ unit, period, value }) => [unit, period, value])).toEqual([
      ['XC-D83', '2021-08', '1'],
      ['XC-D82', '2024-03', '1'],
    ]);
  });

  test('the published rate of the county at 2022-12 has no demo beside it', () => {
    expect(rowOf('apps-using-data-rate', county.code, '2022-12')).toBeUndefined();
    const before = Number(rowOf('apps-using-data-rate', county.code, '2022-11')?.value);
    const after = Number(rowOf('apps-using-data-rate', county.code, '2023-01')?.value);
    expect(before).toBeLessThan(83.63);
    expect(after).toBeGreaterThan(83.63);
    expect(after - before).toBeLessThan(2);
  });
});
