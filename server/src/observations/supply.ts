import type { ClickHouse } from '../stores/index.ts';

/** Of a row of `observation` what supply is made of. */
export interface SupplyingRow {
  readonly unit: string;
  readonly measure: string;
  /** First day of the period. */
  readonly period: string;
  readonly standing: string;
  /** As ClickHouse reads it. */
  readonly recorded_at: string;
}

/** A unit and a measure, and for which period it was first supplied and when that was first recorded. */
type First = Pick<SupplyingRow, 'unit' | 'measure' | 'period' | 'recorded_at'>;

/** Pairs of unit and measure that are remembered for a store, some ten megabytes of them; then it begins anew. */
const MOST_REMEMBERED = 100_000;

/** What this process has written to `first_supply`, by pair, as text in whose order the earlier comes first. */
const written = new WeakMap<ClickHouse, Map<string, string>>();

/**
 * Keeps in `first_supply` what rows bring that is new: a measure of a unit that was not supplied yet, or not so early. Most
 * batches bring nothing, and then nothing is asked or written. What this process has not written itself is written once
 * more: of several rows of a pair the earliest counts, until they are merged.
 *
 * A view that writes a part of its own with every insertion costs as much as keeping what counts does.
 *
 * @param rows as they were given to `observation`, which has to have them first: what is cut off in between is stored again
 *   with its batch
 */
export async function noteSupply(clickhouse: ClickHouse, rows: readonly SupplyingRow[]): Promise<void> {
  const known = written.get(clickhouse) ?? new Map<string, string>();
  written.set(clickhouse, known);
  const news = new Map<string, First>();
  for (const { unit, measure, period, standing, recorded_at } of rows) {
    // A single event makes nobody a supplier.
    if (standing === 'published') continue;
    const pair = `${unit}\n${measure}`;
    const first = { unit, measure, period, recorded_at };
    const earliest = news.get(pair);
    const before = earliest === undefined ? known.get(pair) : orderOf(earliest);
    if (before === undefined || orderOf(first) < before) news.set(pair, first);
  }
  if (news.size === 0) return;
  await clickhouse.insert(
    'first_supply',
    [...news.values()].map(({ unit, measure, period, recorded_at }) => ({
      unit,
      measure,
      first: [period, recorded_at],
    })),
  );
  if (known.size + news.size > MOST_REMEMBERED) known.clear();
  for (const [pair, first] of news) known.set(pair, orderOf(first));
}

const orderOf = ({ period, recorded_at }: First): string => `${period} ${recorded_at}`;
