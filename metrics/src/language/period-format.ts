import { formatPeriod, parsePeriod, periodContaining, periodEnd, type Period } from './period.ts';
import type { PeriodFormat, PeriodReading } from './source-mapping.ts';

/** Text of a source in our own label, whether or not there is such a period. */
const LABELS: Readonly<Record<PeriodFormat, (text: string) => string | undefined>> = {
  'YYYY-MM-DD': (text) => /^\d{4}-\d{2}-\d{2}$/.exec(text)?.[0],
  YYYYMM: (text) => joined(/^(\d{4})(\d{2})$/.exec(text), '-'),
  'YYYY-MM': (text) => /^\d{4}-\d{2}$/.exec(text)?.[0],
  'YYYY/MM': (text) => joined(/^(\d{4})\/(\d{2})$/.exec(text), '-'),
  YYYY年M月: (text) => joined(/^(\d{4})年(\d{1,2})月$/.exec(text), '-'),
  YYYYQn: (text) => /^\d{4}Q\d$/.exec(text)?.[0],
  YYYY年第n季度: (text) => joined(/^(\d{4})年第([1-4一二三四])季度$/.exec(text), 'Q'),
  YYYY: (text) => /^\d{4}$/.exec(text)?.[0],
};

const QUARTERS = ['一', '二', '三', '四'];

function joined(parts: RegExpExecArray | null, by: '-' | 'Q'): string | undefined {
  const [, year, part] = parts ?? [];
  if (year === undefined || part === undefined) return undefined;
  if (by === '-') return `${year}-${part.padStart(2, '0')}`;
  return `${year}Q${QUARTERS.includes(part) ? QUARTERS.indexOf(part) + 1 : part}`;
}

/**
 * The period that a label as a source writes it stands for.
 *
 * @returns `null` when the text is no such label, or names no period
 */
export function readPeriodAs(text: string, { format, grain }: PeriodReading): Period | null {
  const named = parsePeriod(LABELS[format](text) ?? '');
  return named === null ? null : periodContaining(grain, named.start);
}

/** The inverse of {@link readPeriodAs}; a label finer than the period names its last day or month. */
export function writePeriodAs(period: Period, format: PeriodFormat): string {
  const day = periodEnd(period);
  const year = day.slice(0, 4);
  const month = day.slice(5, 7);
  const quarter = formatPeriod(periodContaining('quarter', day)).slice(5);
  switch (format) {
    case 'YYYY-MM-DD':
      return day;
    case 'YYYYMM':
      return `${year}${month}`;
    case 'YYYY-MM':
      return `${year}-${month}`;
    case 'YYYY/MM':
      return `${year}/${month}`;
    case 'YYYY年M月':
      return `${year}年${Number(month)}月`;
    case 'YYYYQn':
      return `${year}Q${quarter}`;
    case 'YYYY年第n季度':
      return `${year}年第${quarter}季度`;
    case 'YYYY':
      return year;
  }
}
