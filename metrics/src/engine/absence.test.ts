import { describe, expect, it } from 'vitest';
import { absenceReason, type Supply } from './absence.ts';

const supplied: Supply = { suppliedFrom: '2021-01-01', owed: true, dueAfterDays: 10 };
const december = '2022-12-31';

describe('why nobody gave a value', () => {
  it('no source: nobody ever supplied one part', () => {
    expect(absenceReason([supplied, { ...supplied, suppliedFrom: null }], december, new Date('2023-06-01'))).toBe(
      'no-source',
    );
  });
  it('no source: not owed by this unit, or supplied only later', () => {
    expect(absenceReason([{ ...supplied, owed: false }], december, new Date('2023-06-01'))).toBe('no-source');
    expect(absenceReason([{ ...supplied, suppliedFrom: '2023-01-01' }], december, new Date('2023-06-01'))).toBe(
      'no-source',
    );
    expect(absenceReason([], december, new Date('2023-06-01'))).toBe('no-source');
  });
  it('not due until the end of the tenth day in Shanghai, overdue after it', () => {
    expect(absenceReason([supplied], december, new Date('2023-01-10T23:59:59+08:00'))).toBe('not-due');
    expect(absenceReason([supplied], december, new Date('2023-01-11T00:00:01+08:00'))).toBe('overdue');
  });
});
