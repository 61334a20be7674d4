import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';

describe('where two answers differ', () => {
  it('is nowhere when they are the same, whatever the order of their keys', () => {
    expect(differences({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toEqual([]);
  });

  it('is said by path, with what stood there and what stands there', () => {
    expect(differences({ a: [{ b: 1 }, { b: 2 }], gone: 1 }, { a: [{ b: 1 }, { b: 3 }], come: null })).toEqual([
      { at: '.a[1].b', before: 2, after: 3 },
      { at: '.gone', before: 1, after: undefined },
      { at: '.come', before: undefined, after: null },
    ]);
  });

  it('tells a list that became longer, and what is not of the same kind', () => {
    expect(differences([1], [1, 2])).toEqual([{ at: '.length', before: 1, after: 2 }]);
    expect(differences({ a: 1 }, [1])).toEqual([{ at: '(all)', before: { a: 1 }, after: [1] }]);
    expect(differences(0, null)).toEqual([{ at: '(all)', before: 0, after: null }]);
  });
});
