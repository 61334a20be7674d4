import { createHash } from 'node:crypto';
import { OverviewSchema } from '@dangzhi/metrics/contract';
import { Value } from 'typebox/value';
import type { LiveEvents } from '../live-events.ts';
import type { Stores } from '../stores/index.ts';
import { findDefaultMonth } from '../scores/read.ts';
import { readOverview } from './overview.ts';

interface Ready {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Ready answers of the overview by month, made once and thrown away when anything was scored or pulled. */
export interface OverviewCache {
  /**
   * @param period `null` for the month shown when nobody chose one
   * @throws NotFound when the month was never scored
   */
  read(period: string | null): Promise<Ready>;
  close(): void;
}

/** A year of months on several walls; more would only be somebody walking through history. */
const KEPT_MONTHS = 24;

export interface OverviewParts {
  readonly stores: Stores;
  readonly events: LiveEvents;
  readonly demo: boolean;
  readonly now: () => Date;
}

export function createOverviewCache({ stores, events, demo, now }: OverviewParts): OverviewCache {
  const ready = new Map<string | null, Promise<Ready>>();
  const close = events.subscribe(() => ready.clear());

  const make = async (period: string | null): Promise<Ready> => {
    // Clean drops what the contract does not list, as the response serialiser would.
    const overview = Value.Clean(
      OverviewSchema,
      await readOverview(stores, demo, period ?? (await findDefaultMonth(stores)), now()),
    );
    const bytes = Buffer.from(JSON.stringify(overview));
    return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
  };

  return {
    read: (period) => {
      const known = ready.get(period);
      if (known !== undefined) return known;
      const made = make(period);
      if (ready.size >= KEPT_MONTHS) ready.delete(ready.keys().next().value ?? null);
      ready.set(period, made);
      // A failure must not be remembered.
      made.catch(() => ready.delete(period));
      return made;
    },
    close,
  };
}
