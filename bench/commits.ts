import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrate, postgresTarget, readMigrations } from '../server/src/stores/migrate.ts';
import { openEmbeddedPostgres, type Postgres } from '../server/src/stores/postgres.ts';
import { median, rounded, type Figure } from './figure.ts';

const ROUNDS = 10;
const COMMITS = 30;
const MIGRATIONS = path.join(import.meta.dirname, '../server/src/stores/migrations/postgres');
const nothing = (): void => undefined;

/** A commit of one row in the embedded PostgreSQL, over the same where no sync reaches the disk, by turns. */
export async function benchCommits(): Promise<Figure> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-bench-'));
  const durable = await openEmbeddedPostgres(path.join(folder, 'durable'));
  const nowhere = { syncFile: nothing, syncFolder: nothing };
  const not = await openEmbeddedPostgres(path.join(folder, 'not'), nowhere);
  try {
    for (const postgres of [durable, not]) await migrate(postgresTarget(postgres), readMigrations(MIGRATIONS));
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const [waited, unwaited] = [await timeCommits(durable), await timeCommits(not)];
      // The first warms both.
      if (round === 0) continue;
      ours.push(...waited);
      theirs.push(...unwaited);
    }
    const [value, against] = [median(ours), median(theirs)];
    return {
      name: 'pg.commit-ms',
      value: rounded(value),
      unit: 'ms',
      against: rounded(against),
      ratio: rounded(value / against),
    };
  } finally {
    for (const postgres of [durable, not]) await postgres.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeCommits({ db }: Postgres): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < COMMITS; turn += 1) {
    const mark = String(performance.now());
    const began = performance.now();
    await db
      .insertInto('progress')
      .values({ work: 'calendar', mark })
      .onConflict((conflict) => conflict.column('work').doUpdateSet({ mark }))
      .execute();
    times.push(performance.now() - began);
  }
  return times;
}
