import { areas, catalogue, classes, schemes, units } from '@dangzhi/seed';
import type { Actor } from '../src/rights/actor.ts';
import { loadCounty } from '../src/county/load.ts';
import type { Stores } from '../src/stores/index.ts';
import type { SessionKeeper } from '../src/accounts/session-keeper.ts';

/** The administrator of a test: without an account unless the test makes one. */
export const ADMIN: Actor = { id: 'boss', name: '管理员甲', address: '10.0.0.7', agent: 'Firefox' };

/** The county's units and schemes, and nothing that was observed. */
export const loadUnits = (stores: Stores): Promise<void> =>
  loadCounty(stores, {
    classes,
    areas: areas(false),
    units,
    catalogue,
    schemes,
    facts: [],
    records: [],
    adjustments: [],
  });

/** A keeper that notes what it was told, in order. */
export function notingKeeper(): SessionKeeper & { readonly told: string[] } {
  const told: string[] = [];
  return {
    told,
    forget: (account) => void told.push(`forget ${account}`),
    endAllOf: async (account) => {
      told.push(`end ${account}`);
      return 0;
    },
  };
}

/** Every line of the audit trail, oldest first. */
export async function trailOf({ postgres: { db } }: Stores): Promise<Record<string, unknown>[]> {
  const rows = await db.selectFrom('audit_entry').select('line').orderBy('sequence').execute();
  return rows.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
}
