import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monthsBetween } from '@dangzhi/metrics';
import { pointSheet } from '@dangzhi/metrics/weights';
import { buildApp } from '../server/src/api/app.ts';
import { findCatalogue, listUnits } from '../server/src/county/queries.ts';
import { readSettings } from '../server/src/runtime/settings.ts';
import type { Runtime } from '../server/src/runtime/runtime.ts';
import { startRuntime } from '../server/src/runtime/start.ts';
import { scoreLive } from '../server/src/scores/runs/live-run.ts';
import { planRollup } from '../server/src/scores/settle/plan.ts';
import { listLeafColumns, listRanks, listScores } from '../server/src/scores/read/queries.ts';
import { readRanking } from '../server/src/scores/read/read.ts';
import { readRun, requireLiveRun, type ScoredRun } from '../server/src/scores/read/scored-run.ts';
import { readCountyInForce } from '../server/src/schemes/county-in-force.ts';
import { rollUp } from '../server/src/scores/settle/rollup.ts';
import { dropRuns, listSupersededRuns } from '../server/src/scores/runs/stored-runs.ts';
import { leafCodes } from '../server/src/scores/read/views.ts';
import type { Stores } from '../server/src/stores/index.ts';
import { laidOutByLeaf } from '../web/src/api/laid-out-by-leaf.ts';
import { scoreTrial, startTrial } from '../web/src/pages/workbench/trial.ts';
import { median, rounded, timesMs, type Figure } from './figure.ts';

const LAST = '2026-10';
const BEFORE = '2026-09';
const SIXTY_FROM = '2021-11';

/**
 * Scoring the whole demo county on embedded stores: sixty months into an empty result, and one month
 * again after each change, every time against the bare roll-up in SQL of the same months.
 */
export async function benchWholeCounty(): Promise<Figure[]> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-bench-'));
  const runtime = await startRuntime(readSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0' }));
  const { stores } = runtime;
  try {
    const ranking = await benchRanking(runtime);
    const recompute = await benchWorkbench(stores);
    const now = new Date();
    const sixty = monthsBetween(SIXTY_FROM, LAST);
    await forget(stores, sixty);
    const began = performance.now();
    await scoreLive(stores, SIXTY_FROM, LAST, now);
    const whole = performance.now() - began;
    const bareWhole = await timeRollUp(stores, sixty, now);
    const [months, bareMonths]: [number[], number[]] = [[], []];
    for (const month of sixty.slice(-8)) {
      await forget(stores, [month]);
      const start = performance.now();
      await scoreLive(stores, month, month, now);
      months.push(performance.now() - start);
      bareMonths.push(await timeRollUp(stores, [month], now));
    }
    return [
      ranking,
      recompute,
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
  const headers = { authorization: `Bearer ${runtime.operatorToken}` };
  const { stores } = runtime;
  const scheme = 'XC-DEPARTMENT';
  const [run, before] = await Promise.all([readLive(stores, scheme, LAST), readLive(stores, scheme, BEFORE)]);
  const [api, sql]: [number[], number[]] = [[], []];
  for (let round = 0; round < 40; round += 1) {
    // Nothing of the round before is kept.
    await stores.postgres.db
      .updateTable('live_run')
      .set((eb) => ({ run: eb.ref('run') }))
      .execute();
    const start = performance.now();
    const answer = await app.inject({ url: `/api/v1/rankings?scheme=${scheme}&period=${LAST}`, headers });
    const middle = performance.now();
    if (answer.statusCode !== 200) throw new Error(answer.body);
    await Promise.all([
      listScores(stores, run.ref),
      listLeafColumns(stores, run.ref, leafCodes(run.tree)),
      listRanks(stores, before.ref),
    ]);
    api.push(middle - start);
    sql.push(performance.now() - middle);
  }
  await app.close();
  // The first rounds warm both.
  return figure('api.cold-vs-sql', median(api.slice(10)), median(sql.slice(10)), 'ms');
}

/** One drag in the workbench: a point moved between two leaves, 83 departments scored and ranked over 52 leaves. */
async function benchWorkbench(stores: Stores): Promise<Figure> {
  const { ref, tree, units } = await readLive(stores, 'XC-DEPARTMENT', LAST);
  const ranking = await readRanking(stores, await readCountyInForce(stores.postgres), ref);
  const trial = startTrial(laidOutByLeaf(ranking), tree, (unit) => units.get(unit) ?? { class: '', ranked: false });
  const sheet = pointSheet(tree);
  const [from, to] = tree.children.find((children) => children.length > 1) ?? [];
  if (from === undefined || to === undefined) throw new Error('the department scheme has no two siblings');
  let turn = 0;
  const drag = (): void => {
    turn += 1;
    const step = turn % 50;
    scoreTrial(
      trial,
      sheet.map((points, index) => (index === from ? points - step : index === to ? points + step : points)),
    );
  };
  timesMs(50, drag);
  return {
    name: `workbench.recompute-${ranking.rows.length}x${tree.leaves.length}-ms`,
    value: rounded(median(timesMs(300, drag))),
    unit: 'ms',
  };
}

async function readLive(stores: Stores, scheme: string, month: string): Promise<ScoredRun> {
  const county = await readCountyInForce(stores.postgres);
  return readRun(stores, county, await requireLiveRun(stores, county, scheme, month));
}

/** Takes results away, so that scoring the months again stores them again. */
async function forget(stores: Stores, months: readonly string[]): Promise<void> {
  await stores.postgres.db
    .deleteFrom('live_run')
    .where('period', 'in', [...months])
    .execute();
  await dropRuns(stores, await listSupersededRuns(stores));
}

async function timeRollUp(stores: Stores, months: readonly string[], asOf: Date): Promise<number> {
  const [catalogue, units] = await Promise.all([findCatalogue(stores.postgres), listUnits(stores.postgres)]);
  if (catalogue === null) throw new Error('no catalogue is loaded');
  const { hash } = planRollup(catalogue.document, units);
  const began = performance.now();
  await rollUp(stores.clickhouse, {
    plan: hash,
    units: units.map(({ code }) => code),
    months: months.map((month) => `${month}-01`),
    asOf,
  });
  return performance.now() - began;
}
