import { monthsBetween, parsePeriod, periodEnd } from '@dangzhi/metrics';
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

const endOf = (label: string): string => {
  const period = parsePeriod(label);
  return period === null ? '9999' : periodEnd(period);
};

describe('as batches', () => {
  test('every row has a value or a reason, and stands once', () => {
    const codes = new Set(units.map(({ code }) => code));
    const grains = new Map(catalogue.measures.map(({ code, grain }) => [code, grain]));
    for (const row of rows) {
      expect(row.value === null).toBe(row.missing !== null);
      if (row.value !== null) expect(row.value).toMatch(/^\d+(\.\d{1,2})?$/);
      expect(codes).toContain(row.unit);
      expect(parsePeriod(row.period)?.grain).toBe(grains.get(row.measure));
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
      const last = said.map(({ period }) => endOf(period)).sort();
      expect(recordedAt > (last.at(-1) ?? '')).toBe(true);
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
      { numRuns: 5 },
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
