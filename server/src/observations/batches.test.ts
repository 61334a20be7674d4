import { parsePeriod, type Period } from '@dangzhi/metrics';
import { describe, expect, it } from 'vitest';
import { isStorablePeriod } from './batches.ts';

describe('isStorablePeriod', () => {
  it.each([
    ['1969-12', false],
    ['1970-01', true],
    ['2149-05', true],
    ['2149-06', false],
  ])('%s: %s, by the days a Date of ClickHouse holds', (label, is) => {
    expect(isStorablePeriod(parsePeriod(label) as Period)).toBe(is);
  });
});
