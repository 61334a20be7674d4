import { SCREENS, type Display } from '@dangzhi/metrics/contract';
import { sql, type Selectable } from 'kysely';
import type { Place } from '../rights/actor.ts';
import type { Postgres } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';

/** A display as it is kept. */
export type DisplayRow = Selectable<Database['display']>;

/** Every display there ever was, newest first; one that is revoked stays in the list. */
export async function listDisplays(postgres: Postgres): Promise<Display[]> {
  const rows = await displays(postgres).orderBy('display.created_at', 'desc').orderBy('display.id').execute();
  return rows.map(viewOf);
}

/** One display; `null` when there is none of that id. */
export async function findDisplay(postgres: Postgres, id: string): Promise<Display | null> {
  const row = await displays(postgres).where('display.id', '=', id).executeTakeFirst();
  return row === undefined ? null : viewOf(row);
}

/** Displays with the name of whoever registered them, an account's or what is written for nobody's. */
const displays = ({ db }: Postgres) =>
  db
    .selectFrom('display')
    .leftJoin('account', 'account.id', 'display.created_by')
    .selectAll('display')
    .select(sql<string>`coalesce(account.name, display.created_by)`.as('creator'));

/** The display a device is bound to, by the digest of the device's secret; a revoked one too. */
export async function findDisplayOfDevice({ db }: Postgres, digest: string): Promise<DisplayRow | null> {
  return (await db.selectFrom('display').selectAll().where('device_digest', '=', digest).executeTakeFirst()) ?? null;
}

/**
 * Notes that a device asked.
 *
 * @param place from where; `null` leaves what was known
 */
export async function markDisplaySeen({ db }: Postgres, digest: string, at: Date, place: Place | null): Promise<void> {
  // By the device and not by the display: a note that comes late must not stand for another device.
  await db
    .updateTable('display')
    .set({ last_seen_at: at, ...place })
    .where('device_digest', '=', digest)
    .execute();
}

function viewOf(row: DisplayRow & { readonly creator: string }): Display {
  return {
    id: row.id,
    name: row.name,
    screens: SCREENS.filter((screen) => row.screens.includes(screen)),
    state: row.revoked_at !== null ? 'revoked' : row.bound_at !== null ? 'active' : 'unbound',
    createdAt: row.created_at.toISOString(),
    createdBy: row.creator,
    boundAt: row.bound_at?.toISOString() ?? null,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    address: row.address,
    agent: row.agent,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
