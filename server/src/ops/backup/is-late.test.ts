import { expect, it } from 'vitest';
import type { ListedBackup } from './folder.ts';
import { findLastGood, isLate } from './is-late.ts';

const NIGHTLY = '30 2 * * *';
const at = (text: string) => new Date(`${text}:00+08:00`);

it('is when the next one after the last good one is due and six hours have passed', () => {
  const last = '2026-11-30T18:30:00.120Z';
  const since = at('2026-11-01T00:00');
  expect(isLate(NIGHTLY, last, since, at('2026-12-01T23:00'))).toBe(false);
  expect(isLate(NIGHTLY, last, since, at('2026-12-02T08:29'))).toBe(false);
  expect(isLate(NIGHTLY, last, since, at('2026-12-02T08:31'))).toBe(true);
});

it('without any good one is counted from when the schedule began to be kept', () => {
  expect(isLate(NIGHTLY, null, at('2026-12-01T12:00'), at('2026-12-02T08:00'))).toBe(false);
  expect(isLate(NIGHTLY, null, at('2026-12-01T12:00'), at('2026-12-02T09:00'))).toBe(true);
});

it('good is one that was restored and found the same, of stores without damage', () => {
  const backup = (instant: string, isGood: boolean | null, faults = 0): ListedBackup => ({
    format: 1,
    at: instant,
    version: '0.1.0',
    manifest: '',
    bytes: 0,
    written: 0,
    seconds: 0,
    faults,
    trial:
      isGood === null
        ? null
        : { at: instant, isGood, seconds: 0, compared: { tables: 0, batches: 0, runs: 0, evidence: 0 }, found: [] },
  });
  expect(findLastGood([])).toBeNull();
  const all = [backup('1', true), backup('2', true), backup('3', false), backup('4', null), backup('5', true, 1)];
  expect(findLastGood(all)).toBe('2');
});
