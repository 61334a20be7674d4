import { addMonths, monthOfInstant, shanghaiIso } from '@dangzhi/metrics';
import { readCountyInForce } from '../../schemes/county-in-force.ts';
import type { Stores } from '../../stores/index.ts';
import { holdsResultInForce } from './stored-runs.ts';

/** Months to score though nobody asks for them. */
export interface Due {
  /** `null` for all; `undefined` where nothing is due. */
  readonly from: string | null | undefined;
  /** The day the calendar is followed to once they are scored. */
  readonly day: string;
}

/**
 * What a scoring has to cover at a start and at the turn of a day: everything where the result is of other versions than
 * those in force; else what was stored and never scored, and what the calendar has moved since it was last followed.
 */
export async function findDue(stores: Stores, now: Date): Promise<Due> {
  const day = dayOf(now);
  const followed = await findFollowed(stores);
  if (followed === null || !(await holdsResultInForce(stores))) return { from: null, day };
  const owed = await stores.postgres.db
    .selectFrom('scoring_owed')
    .select(({ fn }) => fn.min<string | null>('month').as('month'))
    .executeTakeFirstOrThrow();
  const moved = followed === day ? null : await firstMoved(stores, followed);
  const months = [owed.month, moved].flatMap((month) => month ?? []).sort();
  return { from: months[0], day };
}

/** How many batches no scoring has covered yet, and when the first of them came in; `null` where there is none. */
export async function findUnscored({ postgres: { db } }: Stores): Promise<{ batches: number; since: string | null }> {
  const { batches, since } = await db
    .selectFrom('scoring_owed')
    .innerJoin('batch', 'batch.id', 'scoring_owed.batch')
    .select(({ fn }) => [fn.countAll<string>().as('batches'), fn.min<Date | null>('batch.received_at').as('since')])
    .executeTakeFirstOrThrow();
  return { batches: Number(batches), since: since?.toISOString() ?? null };
}

/**
 * The first month of what lies here in full since before an instant and was never scored: whoever stored it may have
 * ended. `null` where there is nothing.
 */
export async function findLeftUnscored({ postgres: { db } }: Stores, before: Date): Promise<string | null> {
  const { month } = await db
    .selectFrom('scoring_owed')
    .innerJoin('batch', 'batch.id', 'scoring_owed.batch')
    .select(({ fn }) => fn.min<string | null>('month').as('month'))
    .where('batch.state', '=', 'checked')
    .where('batch.received_at', '<', before)
    .executeTakeFirstOrThrow();
  return month;
}

/** Whether there is a result to show while what is due is scored: a first scoring that was cut short leaves none. */
export const hasResult = async (stores: Stores): Promise<boolean> =>
  (await findFollowed(stores)) !== null && (await holdsResultInForce(stores));

/** The day the calendar was followed to; `null` before everything was scored once. */
async function findFollowed({ postgres: { db } }: Stores): Promise<string | null> {
  const row = await db.selectFrom('progress').select('mark').where('work', '=', 'calendar').executeTakeFirst();
  return row?.mark ?? null;
}

/** Notes that a scoring asked for by {@link findDue} is done. */
export async function noteFollowed({ postgres: { db } }: Stores, { day }: Due): Promise<void> {
  await db
    .insertInto('progress')
    .values({ work: 'calendar', mark: day })
    .onConflict((conflict) => conflict.column('work').doUpdateSet({ mark: day }))
    .execute();
}

/** Forgets what was scored: the next start scores everything, and shows no result before. */
export async function forgetFollowed({ db }: Stores['postgres']): Promise<void> {
  await db.deleteFrom('progress').where('work', '=', 'calendar').execute();
}

/** A value of a year may be due after it, and is looked at in every month of it. */
const LONGEST_PERIOD_MONTHS = 12;
const SHORTEST_MONTH_DAYS = 28;

/** The first month in which something may have become overdue after a day: whatever was due earlier had been by then. */
async function firstMoved({ postgres }: Stores, day: string): Promise<string> {
  const { catalogue } = await readCountyInForce(postgres);
  const days = Math.max(0, ...(catalogue?.document.measures ?? []).map(({ dueAfterDays }) => dueAfterDays));
  const back = Math.ceil(days / SHORTEST_MONTH_DAYS) + LONGEST_PERIOD_MONTHS;
  return addMonths(monthOfInstant(new Date(`${day}T00:00:00+08:00`)), -back);
}

const dayOf = (instant: Date): string => shanghaiIso(instant.getTime()).slice(0, 10);
