import { describe, expect, it } from 'vitest';
import { node } from '../../../testing/node.ts';
import { absencesOf } from './unit-absences.ts';

describe('absencesOf', () => {
  it('puts what can be mended at once first, the heaviest leaf first', () => {
    const leaves = [
      node('a', 'W', { missing: 'not-applicable' }),
      node('b', 'W', { missing: 'no-source', nominalWeight: 1 }),
      node('c', 'W', { missing: 'no-source', nominalWeight: 3 }),
      node('d', 'W', { missing: 'overdue' }),
      node('e', 'W'),
    ];
    expect(
      absencesOf(leaves).map(({ kind, weight, leaves: own }) => [kind, weight, own.map(({ code }) => code)]),
    ).toEqual([
      ['overdue', 50, ['d']],
      ['no-source', 4, ['c', 'b']],
      ['not-applicable', 50, ['a']],
    ]);
  });

  it('is empty when nothing is absent', () => {
    expect(absencesOf([node('a', 'W')])).toEqual([]);
  });
});
