import type { Stores } from '../stores/index.ts';
import type { IncomingRow } from './batches.ts';
import { findKnownCells } from './queries.ts';

/**
 * Rows a source has told already, or told in a newer version since; also repeats among the rows themselves.
 *
 * @returns indices into `rows`
 */
export async function findUnchanged(
  stores: Stores,
  source: string,
  rows: readonly IncomingRow[],
): Promise<Set<number>> {
  const known = await findKnownCells(stores.clickhouse, source, rows);
  const seen = new Map(known);
  const skip = new Set<number>();
  rows.forEach((row, index) => {
    const key = `${row.unit}\n${row.measure}\n${row.period}`;
    const value = row.value === null ? (row.missing ?? '') : canonical(row.value);
    const changedAt = row.changedAt ?? '';
    const before = seen.get(key);
    // Versions are compared where both sides have one: a source may stop telling them.
    const isOlder = changedAt !== '' && before !== undefined && changedAt < before.changedAt;
    if (before !== undefined && (before.value === value || isOlder)) skip.add(index);
    else seen.set(key, { value, changedAt });
  });
  return skip;
}

/** A decimal without the zeros that do not change it, as the store writes it. */
function canonical(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = whole.replace(/^(-?)0+(?=\d)/, '$1');
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? digits : `${digits}.${rest}`;
}
