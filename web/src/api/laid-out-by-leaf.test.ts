import type * as contract from '@dangzhi/metrics/contract';
import { expect, it } from 'vitest';
import { laidOutByLeaf } from './laid-out-by-leaf.ts';

it('gives every row its leaves in the order they were sent, a missing one with its reason', () => {
  const sent = {
    scheme: 'S',
    leaves: ['A', 'B'],
    rows: [{ rank: 1, cells: { values: [0, null], missing: [null, 'overdue'], contributions: [2.5, 0] } }],
  } as unknown as contract.Ranking;
  expect(laidOutByLeaf(sent)).toEqual({
    scheme: 'S',
    rows: [
      {
        rank: 1,
        isOpen: true,
        leaves: [
          { code: 'A', value: 0, missing: null, contribution: 2.5 },
          { code: 'B', value: null, missing: 'overdue', contribution: 0 },
        ],
      },
    ],
  });
});

it('gives no leaves of a unit that is not open to the reader', () => {
  const sent = { leaves: ['A', 'B'], rows: [{ rank: 2, cells: null }] } as unknown as contract.Ranking;
  expect(laidOutByLeaf(sent).rows).toEqual([{ rank: 2, isOpen: false, leaves: [] }]);
});
