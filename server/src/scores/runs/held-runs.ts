import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Postgres } from '../../stores/index.ts';

/** One who reads runs and says so again and again; nobody else may be waited for for ever. */
export interface Hold {
  readonly work: string;
  readonly timer: NodeJS.Timeout;
}

const WORK = 'hold-runs:';
const HELD_MS = 10 * 60_000;
const RENEWED_MS = 2 * 60_000;

/**
 * From now on no run is removed, by whichever process, until {@link releaseRuns}: who reads runs by a list of them finds
 * the rows of each. A reader that dies holds them for ten minutes.
 *
 * @returns `null` in stores of a version that knows no holds and has no server of this one
 */
export async function holdRuns(postgres: Postgres): Promise<Hold | null> {
  const { rows } = await sql<{ there: boolean }>`SELECT to_regclass('progress') IS NOT NULL AS there`.execute(
    postgres.db,
  );
  if (rows[0]?.there !== true) return null;
  const work = `${WORK}${randomUUID()}`;
  await renew(postgres, work);
  // Where a renewal fails the next one is tried; runs are kept for five of them.
  const timer = setInterval(() => void renew(postgres, work).catch(() => undefined), RENEWED_MS).unref();
  return { work, timer };
}

const renew = async ({ db }: Postgres, work: string): Promise<void> => {
  await sql`
    INSERT INTO progress (work, mark) VALUES (${work}, (clock_timestamp() + make_interval(secs => ${HELD_MS / 1000}))::text)
    ON CONFLICT (work) DO UPDATE SET mark = excluded.mark`.execute(db);
};

export async function releaseRuns({ db }: Postgres, hold: Hold | null): Promise<void> {
  if (hold === null) return;
  clearInterval(hold.timer);
  await sql`DELETE FROM progress WHERE work = ${hold.work}`.execute(db);
}

/** Whether somebody reads runs at this moment. */
export async function areRunsHeld({ db }: Postgres): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    SELECT EXISTS (
      SELECT FROM progress WHERE work LIKE ${`${WORK}%`} AND mark::timestamptz > clock_timestamp()) AS held`.execute(
    db,
  );
  return rows[0]?.held ?? false;
}

/** Ends what a snapshot of the database took along: nobody reads the copy. */
export const dropHolds = async ({ db }: Pick<Postgres, 'db'>): Promise<void> => {
  await sql`DELETE FROM progress WHERE work LIKE ${`${WORK}%`}`.execute(db);
};
