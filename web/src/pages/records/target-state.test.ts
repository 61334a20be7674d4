import { describe, expect, it } from 'vitest';
import type { RecordTarget } from '../../api/types.ts';
import { monthOfTarget, targetState } from './target-state.ts';

const twoProducts: RecordTarget = { indicator: null, comparator: '>=', value: 2, unitOfMeasure: '个', by: '2023' };
const noIncident: RecordTarget = { ...twoProducts, comparator: '=', value: 0 };
const fiveDatabases: RecordTarget = { ...twoProducts, value: 5, by: null };
const reports: RecordTarget = { ...twoProducts, comparator: null, value: null, by: null };

describe('the month that tells', () => {
  it('is the month shown, but for a target whose year is over', () => {
    expect(monthOfTarget(twoProducts, '2022-12')).toBe('2022-12');
    expect(monthOfTarget(twoProducts, '2023-06')).toBe('2023-06');
    expect(monthOfTarget(twoProducts, '2025-03')).toBe('2023-12');
    expect(monthOfTarget(fiveDatabases, '2025-03')).toBe('2025-03');
  });
});

describe('a target', () => {
  it.each([
    [twoProducts, 1, '2022-12', 'early'],
    [twoProducts, 1, '2023-06', 'short'],
    [twoProducts, 2, '2023-06', 'met'],
    [twoProducts, 3, '2023-12', 'met'],
    [twoProducts, 1, '2023-12', 'missed'],
    [twoProducts, 1, '2025-03', 'missed'],
    [twoProducts, null, '2023-06', 'unknown'],
    [noIncident, 0, '2023-06', 'held'],
    [noIncident, 0, '2024-02', 'met'],
    [noIncident, 1, '2023-06', 'broken'],
    [noIncident, 1, '2023-12', 'broken'],
    [fiveDatabases, 4, '2030-01', 'short'],
    [fiveDatabases, 5, '2024-01', 'met'],
    [reports, 3, '2023-06', 'boundless'],
    [reports, null, '2023-06', 'boundless'],
  ] as const)('%o with %s at %s is %s', (target, value, month, state) => {
    expect(targetState(target, value, month)).toBe(state);
  });
});
