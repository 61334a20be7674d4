import type { ClockView } from '@dangzhi/metrics/contract';
import { sql, type Kysely } from 'kysely';
import { record } from '../audit/trail.ts';
import { refuse } from '../base/errors.ts';
import type { Actor } from '../rights/actor.ts';
import type { Postgres } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';

// What a wrong clock may do, and who decides: docs/adr/0045-order-by-sequence-and-a-clock-that-is-asked-about.md.

/** How far a clock may be before the latest record: what setting it by the network moves it every day. */
const MAY_LAG_MS = 60_000;
/** How long after it was last seen: figures come by the month, so a server that was off for longer is asked about. */
export const MAY_LEAD_DAYS = 45;

export interface ClockReading {
  /** `behind` the latest record; `ahead` of when it was last found in order by more than anybody is away. */
  readonly state: ClockView['state'];
  readonly now: Date;
  /** The record, or the instant, that it is held against; `null` where there is none. */
  readonly against: Date | null;
}

type Reader = Kysely<Database>;

/**
 * Holds the clock against the latest record nobody decided about, and against when it was last seen. Before anything was
 * stored every clock is in order.
 */
export async function readClock(db: Reader, now: Date): Promise<ClockReading> {
  const { rows } = await sql<{ latest: Date | null; seen: Date | null }>`
    SELECT
      (SELECT max(received_at) FROM batch
       WHERE sequence > coalesce((SELECT decided_sequence FROM clock_mark), -1)) AS latest,
      (SELECT seen_at FROM clock_mark) AS seen`.execute(db);
  const { latest = null, seen = null } = rows[0] ?? {};
  if (latest !== null && now.getTime() < latest.getTime() - MAY_LAG_MS)
    return { state: 'behind', now, against: latest };
  const isAhead = seen !== null && now.getTime() > seen.getTime() + MAY_LEAD_DAYS * 86_400_000;
  return isAhead ? { state: 'ahead', now, against: seen } : { state: 'sound', now, against: latest };
}

/** @throws CallRefused `clock.undecided` where nothing may be stored under this clock before somebody decides */
export async function refuseUndecidedClock(db: Reader, now: Date): Promise<void> {
  const reading = await readClock(db, now);
  if (reading.state !== 'sound') throw refuse('clock.undecided', clockParams(reading));
}

/** What there is to say of a clock that is not in order. */
export const clockParams = ({ state, now, against }: ClockReading) => ({
  state: state === 'ahead' ? ('ahead' as const) : ('behind' as const),
  now: now.toISOString(),
  against: against?.toISOString() ?? '',
});

export const viewOfClock = ({ state, now, against }: ClockReading): ClockView => ({
  state,
  now: now.toISOString(),
  against: against?.toISOString() ?? null,
});

/** Notes when the clock was seen, if it is in order. */
export async function noteClock({ db }: Postgres, now: Date): Promise<ClockReading> {
  const reading = await readClock(db, now);
  if (reading.state === 'sound') await markSeen(db, now);
  return reading;
}

/** A demonstration may rest for months: its clock is not asked about for that. */
export async function passPause({ db }: Postgres, now: Date): Promise<void> {
  if ((await readClock(db, now)).state === 'ahead') await markSeen(db, now);
}

const markSeen = (db: Reader, now: Date) =>
  db
    .insertInto('clock_mark')
    .values({ seen_at: now, decided_until: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: now }))
    .execute();

/**
 * Decides that the clock is right as it is: what was recorded under another one says nothing about it any more, and is known
 * from now on whatever instant it bears.
 *
 * @throws CallRefused `clock.sound` where there is nothing to decide
 */
export async function decideClock({ db }: Postgres, actor: Actor, now: Date, reason: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const reading = await readClock(transaction, now);
    if (reading.state === 'sound') throw refuse('clock.sound');
    await markSeen(transaction, now);
    if (reading.state === 'behind')
      await transaction
        .updateTable('clock_mark')
        .set({
          decided_sequence: sql`(SELECT max(sequence) FROM batch)`,
          decided_until: sql`(SELECT max(received_at) FROM batch)`,
        })
        .execute();
    const { state, now: clock, against } = viewOfClock(reading);
    await record(transaction, actor, now, {
      action: 'clock.accept',
      target: '',
      before: { state, against },
      after: { clock },
      reason,
    });
  });
}

/**
 * The instant as of which everything is known that was answered for: now, or later where a record bears a later instant
 * because the clock was set back since, by a little or after somebody decided so.
 */
export async function knownAt({ db }: Postgres, now: Date): Promise<Date> {
  const { rows } = await sql<{ until: Date | null }>`
    SELECT greatest(
      (SELECT max(received_at) FROM batch WHERE received_at <= ${new Date(now.getTime() + MAY_LAG_MS)}),
      (SELECT decided_until FROM clock_mark)) AS until`.execute(db);
  const until = rows[0]?.until ?? null;
  return until !== null && until > now ? until : now;
}
