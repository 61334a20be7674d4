import { formatPeriod, parsePeriod, periodContaining, type PeriodFormat, type PeriodReading } from '@dangzhi/metrics';
import { isStorablePeriod } from '../observations/batches.ts';

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
 * The period a label of a source stands for, as our label.
 *
 * @returns `null` when the text is not such a label, or no period the stores can hold
 */
export function readPeriod(text: string, { format, grain }: PeriodReading): string | null {
  const named = parsePeriod(LABELS[format](text) ?? '');
  if (named === null) return null;
  const period = periodContaining(grain, named.start);
  return isStorablePeriod(period) ? formatPeriod(period) : null;
}
