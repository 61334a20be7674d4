import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrate, postgresTarget, readMigrations } from '../server/src/stores/migrate.ts';
import { openEmbeddedPostgres, type Postgres } from '../server/src/stores/postgres.ts';
import type { Figure } from './figure.ts';
import { overBare, timed } from './over-bare.ts';

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
    const timesOf = (postgres: Postgres) => (): Promise<number[]> => timeCommits(postgres);
    return await overBare('pg.commit-ms', { rounds: ROUNDS, warmUp: 1 }, timesOf(durable), timesOf(not));
  } finally {
    for (const postgres of [durable, not]) await postgres.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeCommits({ db }: Postgres): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < COMMITS; turn += 1) {
    const mark = String(performance.now());
    const commit = db
      .insertInto('progress')
      .values({ work: 'calendar', mark })
      .onConflict((conflict) => conflict.column('work').doUpdateSet({ mark }));
    times.push(await timed(() => commit.execute()));
  }
  return times;
}
