import type * as contract from '@dangzhi/metrics/contract';
import type { Ranking } from './types.ts';

/**
 * A ranking as the pages read it: the columns that were sent, leaf by leaf in the scheme's order. Of a unit that
 * is not open to the reader none were sent: it has no leaves here, and says so.
 */
export function laidOutByLeaf({ leaves, rows, ...head }: contract.Ranking): Ranking {
  return {
    ...head,
    rows: rows.map(({ cells, ...row }) => ({
      ...row,
      isOpen: cells !== null,
      leaves:
        cells === null
          ? []
          : leaves.map((code, index) => ({
              code,
              value: cells.values[index] ?? null,
              missing: cells.missing[index] ?? null,
              contribution: cells.contributions[index] ?? null,
            })),
    })),
  };
}
