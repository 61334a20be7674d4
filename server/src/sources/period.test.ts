import { expect, it } from 'vitest';
import { readPeriod } from './period.ts';

it.each([
  ['202212', 'YYYYMM', 'month', '2022-12'],
  ['2022-12', 'YYYY-MM', 'month', '2022-12'],
  ['2022/12', 'YYYY/MM', 'month', '2022-12'],
  ['2022年2月', 'YYYY年M月', 'month', '2022-02'],
  ['2022年12月', 'YYYY年M月', 'month', '2022-12'],
  ['2022Q4', 'YYYYQn', 'quarter', '2022Q4'],
  ['2022年第4季度', 'YYYY年第n季度', 'quarter', '2022Q4'],
  ['2022年第四季度', 'YYYY年第n季度', 'quarter', '2022Q4'],
  ['2022', 'YYYY', 'year', '2022'],
  ['2022-12-31', 'YYYY-MM-DD', 'day', '2022-12-31'],
  // A label stands for the coarser period it lies in.
  ['2022-12-31', 'YYYY-MM-DD', 'month', '2022-12'],
  ['2022-12-31', 'YYYY-MM-DD', 'week', '2022-W52'],
  ['202210', 'YYYYMM', 'quarter', '2022Q4'],
  ['2022Q4', 'YYYYQn', 'year', '2022'],
] as const)('%s as %s by the %s is %s', (text, format, grain, label) => {
  expect(readPeriod(text, { format, grain })).toBe(label);
});

it.each([
  ['202213', 'YYYYMM', 'month'],
  ['2022-12', 'YYYYMM', 'month'],
  ['20221', 'YYYYMM', 'month'],
  ['2022年13月', 'YYYY年M月', 'month'],
  ['2022Q5', 'YYYYQn', 'quarter'],
  ['2022年第5季度', 'YYYY年第n季度', 'quarter'],
  ['2022-02-30', 'YYYY-MM-DD', 'day'],
  ['9999', 'YYYY', 'year'],
  ['', 'YYYY', 'year'],
] as const)('%s is none as %s', (text, format, grain) => expect(readPeriod(text, { format, grain })).toBeNull());
