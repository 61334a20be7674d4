import { describe, expect, it } from 'vitest';
import { expandBasis, readStatus } from './basis.ts';

const references = [
  { code: 'AL', title: '档案法', status: 'verified' },
  { code: 'DQ', title: '德清', status: 'verified excerpt' },
];

describe('expandBasis', () => {
  it('finds the paper and the article', () => {
    expect(expandBasis(['AL§12', 'DQ', 'XX§1'], references)).toEqual([
      { code: 'AL§12', article: '12', reference: references[0] },
      { code: 'DQ', article: null, reference: references[1] },
      { code: 'XX§1', article: '1', reference: null },
    ]);
  });
});

describe('readStatus', () => {
  it.each([
    ['verified', 'verified'],
    ['verified; may have been superseded', 'verified'],
    ['verified excerpt (2012 edition)', 'verified-excerpt'],
    ['NOT verified', 'not-verified'],
    ['', null],
    ['by hearsay', null],
  ])('%s', (words, status) => expect(readStatus(words)).toBe(status));
});
