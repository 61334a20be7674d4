import { describe, expect, it } from 'vitest';
import {
  formatFixed,
  formatInstant,
  formatMonth,
  formatNumber,
  formatQuantity,
  formatShare,
  formatSigned,
  formatUnitOfMeasure,
} from './format.ts';

describe('formats', () => {
  it('groups thousands and drops empty decimals', () => {
    expect(formatNumber(207_124, 'zh')).toBe('207,124');
    expect(formatNumber(14.4324, 'en')).toBe('14.43');
    expect(formatFixed(65.1, 'zh', 2)).toBe('65.10');
  });

  it('signs a change, but not its absence', () => {
    expect(formatSigned(1.2, 'zh')).toBe('+1.20');
    expect(formatSigned(-0.35, 'zh')).toBe('−0.35');
    expect(formatSigned(-0.001, 'zh')).toBe('0.00');
  });

  it('names months in the reader’s language, whatever the machine’s time zone', () => {
    expect(formatMonth('2022-12', 'zh')).toBe('2022年12月');
    expect(formatMonth('2023-01', 'en')).toBe('Jan 2023');
    expect(['2022Q4', '2022'].map((label) => formatMonth(label, 'zh'))).toEqual(['2022年四季度', '2022年']);
    expect(['2022Q4', '2022'].map((label) => formatMonth(label, 'en'))).toEqual(['Q4 2022', '2022']);
  });

  it('gives instants in the county’s time', () => {
    expect(formatInstant('2023-01-03T01:00:00Z')).toBe('2023-01-03 09:00');
  });

  it('prints coverage as whole per cent', () => {
    expect(formatShare(0.23, 'zh')).toBe('23%');
  });

  it('sets an English unit apart from its number', () => {
    expect(formatQuantity(7_428, '平方米', 'zh')).toBe('7,428平方米');
    expect(formatQuantity(7_428, '平方米', 'en')).toBe('7,428 m²');
    expect(formatQuantity(14.43, '%', 'en')).toBe('14.43%');
    expect(formatQuantity(60, '个', 'en')).toBe('60');
  });

  it('translates units of measure it knows', () => {
    expect(formatUnitOfMeasure('件', 'en')).toBe('items');
    expect(formatUnitOfMeasure('件', 'zh')).toBe('件');
    expect(formatUnitOfMeasure('%', 'en')).toBe('%');
  });
});
