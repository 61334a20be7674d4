import path from 'node:path';
import { addMonths } from '@dangzhi/metrics';
import { openEmbeddedPostgres } from '../server/src/stores/postgres.ts';
import { signIn } from './askers.ts';
import { rounded, type Figure } from './figure.ts';

const CALLS = 200;
const PAUSE_MS = 50;

/** Takes away the last quarter of a year of results and the note of it, as if the program had stood still since. */
export async function forgetLastMonths(dataDir: string): Promise<void> {
  const postgres = await openEmbeddedPostgres(path.join(dataDir, 'postgres'));
  const { db } = postgres;
  const { last } = await db
    .selectFrom('live_run')
    .select(({ fn }) => fn.max<string>('period').as('last'))
    .executeTakeFirstOrThrow();
  const period = addMonths(last, -3);
  await db.deleteFrom('live_run').where('period', '>', period).execute();
  await db
    .updateTable('progress')
    .set({ mark: `${period}-28` })
    .where('work', '=', 'calendar')
    .execute();
  await postgres.close();
}

/** The 95th of a hundred answers to what pages ask for, in milliseconds, one after the other. */
export async function pageTimes(address: string): Promise<number> {
  const cookie = await signIn(address, 'leader');
  const paths = ['meta', 'wall/overview', 'rankings?scheme=XC-DEPARTMENT', 'units/XC-D29/score', 'units', 'facts'];
  const times: number[] = [];
  for (let call = 0; call < CALLS; call += 1) {
    const began = performance.now();
    const answer = await fetch(`${address}/api/v1/${paths[call % paths.length]}`, { headers: { cookie } });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return times.sort((a, b) => a - b)[Math.floor(CALLS * 0.95)] ?? 0;
}

/** @param caughtUpMs of a server that had months to pull and score, from when it was ready; @param quietMs of one that had none */
export const catchingUpFigure = (caughtUpMs: number, quietMs: number): Figure => ({
  name: 'api.catching-up-p95-ms',
  value: rounded(caughtUpMs),
  unit: 'ms',
  against: rounded(quietMs),
  ratio: rounded(caughtUpMs / quietMs),
});
