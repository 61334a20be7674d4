import { describe, expect, it } from 'vitest';
import { groupsOf, whyNotComposed } from './composition.ts';

const group = (leaves: number, present: number, coverage: number | null, isDamaged = false) => ({
  leaves: Array.from({ length: leaves }, (_, index) => `L${index}`),
  present,
  coverage,
  isDamaged,
});

describe('whyNotComposed', () => {
  it.each([
    ['no leaf of the scheme', group(0, 0, null), 'no-leaf'],
    ['one leaf', group(1, 1, 1), 'single'],
    ['one leaf without a source', group(1, 0, 0), 'single'],
    ['two leaves, none of which applies', group(2, 0, null), 'nothing-due'],
    ['two present, too little covered', group(4, 2, 0.599_999_999), 'coverage'],
    ['two present, just enough covered', group(4, 2, 0.6), null],
    ['all covered, one present', group(2, 1, 1), 'single'],
    ['a damaged leaf', group(2, 1, 1, true), 'damaged'],
    ['all there', group(2, 2, 1), null],
  ] as const)('a cell of the frame with %s', (_case, cell, why) => {
    expect(whyNotComposed('bands', cell, 0.6)).toBe(why);
  });

  it('a priority has no score whatever is known of it', () => {
    for (const one of [group(0, 0, null), group(1, 1, 1), group(9, 9, 1)])
      expect(whyNotComposed('focuses', one, 0.6)).toBe('never');
  });

  it('a dimension has the one the engine gave it', () => {
    expect(whyNotComposed('dimensions', group(1, 1, 0.1), 0.6)).toBeNull();
  });
});

describe('groupsOf', () => {
  const leaf = { focuses: ['F1', 'F6'], band: 'V2', index: 'archives' } as const;

  it('lets a leaf stand in several priorities, and in one cell of the frame if it is the platform’s', () => {
    expect(groupsOf('focuses', { ...leaf, focuses: [...leaf.focuses] })).toEqual(['F1', 'F6']);
    expect(groupsOf('bands', { ...leaf, focuses: [], index: 'data' })).toEqual(['V2']);
    expect(groupsOf('bands', { ...leaf, focuses: [], index: 'data', band: null })).toEqual([]);
  });

  it('keeps leaves of the archives out of the frame', () => {
    expect(groupsOf('bands', { ...leaf, focuses: [] })).toEqual([]);
  });
});
