import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatPeriod, GRAINS, periodContaining } from './period.ts';
import { readPeriodAs, writePeriodAs } from './period-format.ts';
import { PERIOD_FORMATS, type PeriodFormat, type PeriodReading } from './source-mapping.ts';

const read = (text: string, reading: PeriodReading): string | null => {
  const period = readPeriodAs(text, reading);
  return period === null ? null : formatPeriod(period);
};

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
  expect(read(text, { format, grain })).toBe(label);
});

it.each([
  ['202213', 'YYYYMM', 'month'],
  ['2022-12', 'YYYYMM', 'month'],
  ['20221', 'YYYYMM', 'month'],
  ['2022年13月', 'YYYY年M月', 'month'],
  ['2022Q5', 'YYYYQn', 'quarter'],
  ['2022年第5季度', 'YYYY年第n季度', 'quarter'],
  ['2022-02-30', 'YYYY-MM-DD', 'day'],
  ['', 'YYYY', 'year'],
] as const)('%s is none as %s', (text, format, grain) => expect(read(text, { format, grain })).toBeNull());

it('a period written in any format that can tell it is read back', () => {
  const formats = Object.keys(PERIOD_FORMATS) as PeriodFormat[];
  const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...formats), fc.constantFrom(...GRAINS), day, (format, grain, date) => {
      fc.pre(
        GRAINS.indexOf(grain) >= GRAINS.indexOf(PERIOD_FORMATS[format]) &&
          !(grain === 'week' && format !== 'YYYY-MM-DD'),
      );
      const period = periodContaining(grain, date.toISOString().slice(0, 10));
      expect(readPeriodAs(writePeriodAs(period, format), { format, grain })).toEqual(period);
    }),
  );
});
