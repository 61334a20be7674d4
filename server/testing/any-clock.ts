import type { Postgres } from '../src/stores/index.ts';

/** Lets batches be stored under any clock: for tests that store earlier instants after later ones, or years apart. */
export async function allowAnyClock({ db }: Postgres): Promise<void> {
  await db
    .insertInto('clock_mark')
    .values({
      seen_at: new Date('2100-01-01T00:00:00Z'),
      decided_sequence: Number.MAX_SAFE_INTEGER,
      decided_until: null,
    })
    .execute();
}
