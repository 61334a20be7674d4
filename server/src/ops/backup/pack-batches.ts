import type { BatchSize } from './rows-of-clickhouse.ts';

/** Batches of one object: whole ones, or a part of one that is too large. */
export interface PlannedPack {
  readonly batches: readonly string[];
  readonly slice: readonly [number, number] | null;
}

/** A read goes through the column of batches once, so few are better; what is read is held in memory, some 20 MB of it. */
const MOST_NUMBERS = 50_000;
/** They stand in the address of a call where ClickHouse is a server. */
const MOST_BATCHES = 300;

/** Which batches are kept together, in the order given. */
export function packBatches(sizes: readonly BatchSize[]): PlannedPack[] {
  const packs: PlannedPack[] = [];
  let [batches, numbers]: [string[], number] = [[], 0];
  const close = (): void => {
    if (batches.length > 0) packs.push({ batches, slice: null });
    [batches, numbers] = [[], 0];
  };
  for (const { batch, numbers: own } of sizes) {
    if (own > MOST_NUMBERS) {
      for (let from = 0; from < own; from += MOST_NUMBERS)
        packs.push({ batches: [batch], slice: [from, Math.min(from + MOST_NUMBERS, own)] });
      continue;
    }
    if (numbers + own > MOST_NUMBERS || batches.length === MOST_BATCHES) close();
    batches.push(batch);
    numbers += own;
  }
  close();
  return packs;
}
