import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';

const head = { role: 'head', unit: 'XC-D29', index: null };
const leader = { role: 'leader', unit: null, index: null };

describe('what differs', () => {
  it('is only what differs, member by member', () => {
    expect(
      differences({ name: '张三', unit: 'A', disabled: false }, { name: '张三', unit: 'B', disabled: true }),
    ).toEqual([
      { path: ['unit'], kind: 'value', before: 'A', after: 'B' },
      { path: ['disabled'], kind: 'value', before: false, after: true },
    ]);
  });

  it('is nothing where nothing was changed, whatever the order of members', () => {
    expect(differences({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 })).toEqual([]);
    expect(differences(null, null)).toEqual([]);
    expect(differences(null, undefined)).toEqual([{ path: [], kind: 'value', before: null, after: undefined }]);
  });

  it('of a list is what left it and what came', () => {
    expect(differences({ grants: [head] }, { grants: [{ ...head }, leader] })).toEqual([
      { path: ['grants'], kind: 'list', removed: [], added: [leader] },
    ]);
    expect(differences({ screens: ['a', 'b'] }, { screens: ['b', 'c'] })).toEqual([
      { path: ['screens'], kind: 'list', removed: ['a'], added: ['c'] },
    ]);
    expect(differences(['a', 'b'], ['b', 'a'])).toEqual([
      { path: [], kind: 'value', before: ['a', 'b'], after: ['b', 'a'] },
    ]);
  });

  it('of what was made, or is gone, is all it has', () => {
    expect(differences(null, { login: 'zs', grants: [] })).toEqual([
      { path: ['login'], kind: 'value', before: undefined, after: 'zs' },
      { path: ['grants'], kind: 'value', before: undefined, after: [] },
    ]);
    expect(differences({ login: 'zs' }, null)).toEqual([
      { path: ['login'], kind: 'value', before: 'zs', after: undefined },
    ]);
  });

  it('reaches inside, and tells a thing from what it was replaced by', () => {
    expect(differences({ a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 1, d: 3 } } })).toEqual([
      { path: ['a', 'b', 'd'], kind: 'value', before: 2, after: 3 },
    ]);
    expect(differences({ a: { b: 1 } }, { a: 'text' })).toEqual([
      { path: ['a'], kind: 'value', before: { b: 1 }, after: 'text' },
    ]);
  });
});
