import type { GuardBreak } from '@dangzhi/metrics';
import type { RowFault } from '@dangzhi/metrics/contract';
import type { IncomingRow } from '../../observations/batches.ts';

/** What a row breaks that cannot be true, as a report is refused for it. */
export function faultsOfBreaks(
  { measure, period, value: given }: Pick<IncomingRow, 'measure' | 'period' | 'value'>,
  row: number,
  breaks: readonly GuardBreak[],
): RowFault[] {
  const value = given ?? '';
  return breaks.flatMap((one): RowFault[] => {
    switch (one.guard) {
      case 'kind':
        return [{ fault: one.fault === 'negative' ? 'value-negative' : 'value-not-whole', row, measure, value }];
      case 'bounds':
        return [{ fault: 'value-out-of-bounds', row, measure, value, least: one.least, most: one.most }];
      case 'part': {
        const { part, partValue, whole, wholeValue } = one;
        return [{ fault: 'part-exceeds-whole', row, part, partValue, whole, wholeValue }];
      }
      case 'not-begun':
        return [{ fault: 'period-not-begun', row, period, begins: one.begins }];
      case 'not-ended':
      case 'jump':
        return [];
    }
  });
}
