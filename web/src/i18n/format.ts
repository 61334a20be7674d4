import type { Locale } from '../stores/preferences.ts';

const TAG: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' };

/** The language tag for `<html lang>` and Intl. */
export const languageTag = (locale: Locale): string => TAG[locale];

const formatters = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs more than using it a hundred times, and a page prints the same few ways. */
function formatterOf(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.style} ${options.minimumFractionDigits} ${options.maximumFractionDigits}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(TAG[locale], options);
  formatters.set(key, known);
  return known;
}

/** A number with grouping and at most `digits` decimals (default 2), trailing zeros dropped. */
export function formatNumber(value: number, locale: Locale, digits = 2): string {
  return formatterOf(locale, { maximumFractionDigits: digits }).format(value);
}

/** A number with grouping and exactly `digits` decimals. */
export function formatFixed(value: number, locale: Locale, digits: number): string {
  return formatterOf(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** With its sign, a true minus, and no sign at zero: `+1.20`, `−0.35`, `0.00`. */
export function formatSigned(value: number, locale: Locale, digits = 2): string {
  const size = formatFixed(Math.abs(value), locale, digits);
  if (Number(Math.abs(value).toFixed(digits)) === 0) return size;
  return `${value > 0 ? '+' : '−'}${size}`;
}

/** A share in [0, 1] as whole per cent: `23%`. */
export function formatShare(share: number, locale: Locale): string {
  return formatterOf(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** `2022-12` as 2022年12月 or Dec 2022; a quarter or a year, where a value is of one, likewise. */
export function formatMonth(label: string, locale: Locale): string {
  const [, ofYear = '', quarter] = /^(\d{4})Q([1-4])$/.exec(label) ?? [];
  if (quarter !== undefined)
    return locale === 'zh' ? `${ofYear}年${'一二三四'[Number(quarter) - 1]}季度` : `Q${quarter} ${ofYear}`;
  if (/^\d{4}$/.test(label)) return locale === 'zh' ? `${label}年` : label;
  const [year = 0, index = 1] = label.split('-').map(Number);
  const style = locale === 'zh' ? 'long' : 'short';
  return new Intl.DateTimeFormat(TAG[locale], { year: 'numeric', month: style, timeZone: 'UTC' }).format(
    Date.UTC(year, index - 1, 1),
  );
}

/** An instant as date and minute in the county's time zone: `2023-01-03 09:00`. */
export function formatInstant(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  }).format(new Date(instant));
}

const UNIT_IN_ENGLISH: Readonly<Record<string, string>> = {
  件: 'items',
  个: '',
  人: 'people',
  次: 'times',
  起: 'cases',
  家: 'units',
  年: 'years',
  天: 'days',
  日: 'days',
  项: 'items',
  条: 'records',
  万条: '×10⁴ records',
  亿条: '×10⁸ records',
  万件: '×10⁴ items',
  卷: 'volumes',
  份: 'copies',
  部: 'works',
  小时: 'hours',
  分: 'points',
  平方米: 'm²',
  卷件: 'volumes and items',
  万人: '×10⁴ people',
  '万人/百万人': '×10⁴ people per million',
  '小时/周': 'hours a week',
  张: 'tables',
  种: 'works',
  '种/年': 'works a year',
  场: 'exhibitions',
  '场/年': 'a year',
  '篇/年': 'reports a year',
  套: 'sets',
  期: 'episodes',
  篇: 'reports',
  '次/年': 'times a year',
  '卷件/年': 'volumes and items a year',
  人次: 'visits',
  '人次/万人': 'visits per 10⁴ people',
  万元: '×10⁴ yuan',
  万页: '×10⁴ pages',
  批: 'lots',
  类: 'kinds',
  位: '',
};

/** A number with its unit: an English word stands apart from it, a Chinese one and a sign do not. */
export function formatQuantity(value: number, unit: string, locale: Locale): string {
  const word = formatUnitOfMeasure(unit, locale);
  return `${formatNumber(value, locale)}${/^[%\p{Script=Han}]/u.test(word) || word === '' ? '' : ' '}${word}`;
}

/** The catalogue gives units of measure in Chinese; those without an English word are printed as they are. */
export function formatUnitOfMeasure(unit: string, locale: Locale): string {
  return locale === 'zh' ? unit : (UNIT_IN_ENGLISH[unit] ?? unit);
}
