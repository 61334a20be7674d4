import { monthsBetween, parsePeriod, periodEnd } from '@dangzhi/metrics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../catalogue/index.ts';
import { otherCounties } from '../county/other-counties.ts';
import { units } from '../county/units.ts';
import type { SeedBatch, SeedRow } from '../batches/batch.ts';
import { demoBatches } from './batches.ts';

const LAST = '2026-10';
const all = demoBatches(LAST);
const rows = all.flatMap((batch) => batch.rows);
const anyMonth = fc.constantFrom(...monthsBetween('2021-01', LAST));

const keyOf = ({ measure, unit, period }: SeedRow) => `${measure} ${unit} ${period}`;

interface RecordSays {
  readonly unit: string;
  readonly period: string;
  readonly values: Readonly<Record<string, string | null>>;
}

const endOf = (label: string): string => {
  const period = parsePeriod(label);
  return period === null ? '9999' : periodEnd(period);
};

describe('as batches', () => {
  test('every row has a value or a reason, and stands once', () => {
    const codes = new Set([...units, ...otherCounties(true)].map(({ code }) => code));
    const grains = new Map(catalogue.measures.map(({ code, grain }) => [code, grain]));
    const unlike = rows.filter(
      ({ value, missing, unit, measure, period }) =>
        (value === null) === (missing === null) ||
        !/^\d+(\.\d{1,2})?$/.test(value ?? '0') ||
        !codes.has(unit) ||
        parsePeriod(period)?.grain !== grains.get(measure),
    );
    expect(unlike).toEqual([]);
    expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
    expect(rows.length).toBeLessThan(160_000);
  });

  test('every record is the JSON its rows came from', () => {
    const unlike = all.flatMap((batch) => {
      const records = batch.records.map((text) => JSON.parse(text) as Partial<RecordSays>);
      return batch.rows.filter(({ record, unit, period, measure, value }) => {
        const says = records[record];
        return says?.unit !== unit || says.period !== period || says.values?.[measure] !== value;
      });
    });
    expect(unlike).toEqual([]);
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
        const changed = demoBatches(until)
          .flatMap((batch) => batch.rows)
          .filter((row) => laterRows.get(keyOf(row)) !== row.value);
        expect(changed).toEqual([]);
      }),
      { numRuns: 2 },
    );
  });

  test('a finished year is the same batch for ever', () => {
    const finished = (batches: SeedBatch[]) => batches.filter(({ origin }) => / 202[12]$| 2021 /.test(origin));
    expect(finished(demoBatches('2022-12'))).toEqual(finished(all));
  });

  test('a text that is no month is refused', () => {
    expect(() => demoBatches('2022')).toThrow('demoBatches requires a month such as 2022-12');
  });
});
