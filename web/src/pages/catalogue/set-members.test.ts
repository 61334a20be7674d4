import { describe, expect, it } from 'vitest';
import { countByKind, membersOn, sizeSteps } from './set-members.ts';

const set = {
  members: [
    { unit: 'a', from: '2021-01-01', to: null },
    { unit: 'b', from: '2022-07-01', to: '2022-12-31' },
    { unit: 'c', from: '2022-07-01', to: null },
  ],
};
const on = (day: string) => membersOn(set, day).map(({ unit }) => unit);

describe('membersOn', () => {
  it('counts the first day in and the last day out', () => {
    expect(on('2020-12-31')).toEqual([]);
    expect(on('2022-06-30')).toEqual(['a']);
    expect(on('2022-07-01')).toEqual(['a', 'b', 'c']);
    expect(on('2022-12-31')).toEqual(['a', 'c']);
  });
});

describe('sizeSteps', () => {
  it('tells from when a set had how many, up to a day', () => {
    expect(sizeSteps(set, '2022-12-30')).toEqual([
      { from: '2021-01-01', count: 1 },
      { from: '2022-07-01', count: 3 },
    ]);
    expect(sizeSteps(set, '2023-01-01').at(-1)).toEqual({ from: '2022-12-31', count: 2 });
  });
});

describe('countByKind', () => {
  it('counts kinds in the order they are met', () => {
    const kindOf = (unit: string) => (unit === 'b' ? 'township' : unit === 'c' ? undefined : 'department');
    expect(countByKind(set.members, kindOf)).toEqual([
      { kind: 'department', count: 1 },
      { kind: 'township', count: 1 },
    ]);
  });
});
