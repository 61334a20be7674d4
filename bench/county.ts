import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monthsBetween } from '@dangzhi/metrics';
import { buildApp } from '../server/src/app.ts';
import { findCatalogue, listUnits } from '../server/src/catalogue/queries.ts';
import { parseConfig } from '../server/src/config.ts';
import { startRuntime, type Runtime } from '../server/src/runtime.ts';
import { scoreLive } from '../server/src/scores/live-run.ts';
import { planRollup } from '../server/src/scores/plan.ts';
import { listLeafCells, listScores } from '../server/src/scores/queries.ts';
import { previousRanks, readRun } from '../server/src/scores/read.ts';
import { rollUp } from '../server/src/scores/rollup.ts';
import { dropRuns, listSupersededRuns } from '../server/src/scores/runs.ts';
import { leafCodes } from '../server/src/scores/views.ts';
import type { Stores } from '../server/src/stores/index.ts';
import { median, rounded, type Figure } from './figure.ts';

const LAST = '2026-10';
const SIXTY_FROM = '2021-11';

/**
 * Scoring the whole demo county on embedded stores: sixty months into an empty result, and one month
 * again after each change, every time against the bare roll-up in SQL of the same months.
 */
export async function benchWholeCounty(): Promise<Figure[]> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-bench-'));
  const runtime = await startRuntime(parseConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0' }));
  const { stores } = runtime;
  try {
    const ranking = await benchRanking(runtime);
    const now = new Date();
    const sixty = monthsBetween(SIXTY_FROM, LAST);
    for (const month of sixty) await forget(stores, month);
    const began = performance.now();
    await scoreLive(stores, SIXTY_FROM, LAST, now);
    const whole = performance.now() - began;
    const bareWhole = await timeRollUp(stores, sixty, now);
    const [months, bareMonths]: [number[], number[]] = [[], []];
    for (const month of sixty.slice(-8)) {
      await forget(stores, month);
      const start = performance.now();
      await scoreLive(stores, month, month, now);
      months.push(performance.now() - start);
      bareMonths.push(await timeRollUp(stores, [month], now));
    }
    return [
      ranking,
      figure('score.county-60-months-s', whole / 1000, bareWhole / 1000, 's'),
      figure('score.county-month-ms', median(months), median(bareMonths), 'ms'),
    ];
  } finally {
    await runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const figure = (name: string, value: number, against: number, unit: string): Figure => ({
  name,
  value: rounded(value),
  unit,
  against: rounded(against),
  ratio: rounded(value / against),
});

/** An uncached ranking of 83 departments over 52 leaves through the API, over its bare SQL, by turns. */
async function benchRanking(runtime: Runtime): Promise<Figure> {
  const app = await buildApp(runtime);
  const { stores } = runtime;
  const scheme = 'XC-DEPARTMENT';
  const run = await readRun(stores, scheme, LAST);
  const [api, sql]: [number[], number[]] = [[], []];
  for (let round = 0; round < 40; round += 1) {
    const start = performance.now();
    const answer = await app.inject({ url: `/api/v1/rankings?scheme=${scheme}&period=${LAST}` });
    const middle = performance.now();
    if (answer.statusCode !== 200) throw new Error(answer.body);
    await Promise.all([
      listScores(stores, scheme, LAST, run.run),
      listLeafCells(stores, scheme, LAST, run.run, leafCodes(run.tree)),
      previousRanks(stores, scheme, LAST),
    ]);
    api.push(middle - start);
    sql.push(performance.now() - middle);
  }
  await app.close();
  // The first rounds warm both.
  return figure('api.cold-vs-sql', median(api.slice(10)), median(sql.slice(10)), 'ms');
}

/** Takes a month's result away, so that scoring it again stores it again. */
async function forget(stores: Stores, month: string): Promise<void> {
  await stores.postgres.db.deleteFrom('live_run').where('period', '=', month).execute();
  await dropRuns(stores, await listSupersededRuns(stores));
}

async function timeRollUp(stores: Stores, months: readonly string[], asOf: Date): Promise<number> {
  const [catalogue, units] = await Promise.all([findCatalogue(stores.postgres), listUnits(stores.postgres)]);
  if (catalogue === null) throw new Error('no catalogue is loaded');
  const { hash } = planRollup(catalogue.document, units);
  const began = performance.now();
  await rollUp(stores.clickhouse, { plan: hash, months: months.map((month) => `${month}-01`), asOf });
  return performance.now() - began;
}
