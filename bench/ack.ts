import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lastFinishedMonth } from '@dangzhi/metrics';
import { buildApp } from '../server/src/api/app.ts';
import { readSettings } from '../server/src/runtime/settings.ts';
import { startRuntime } from '../server/src/runtime/start.ts';
import type { Figure } from './figure.ts';
import { overBare, timed } from './over-bare.ts';

const REPORTS = 15;
const FIRST_ROUNDS = 5;

/**
 * How long somebody waits who reports a value: until it lies in both stores, synced, over a bare row inserted into both.
 * Each report is scored before the next, so that nothing else is under way.
 */
export async function benchAck(): Promise<Figure> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-bench-'));
  const runtime = await startRuntime(readSettings({ DATA_DIR: dataDir, DEMO: 'off', LOG_LEVEL: 'silent', PORT: '0' }));
  const app = await buildApp(runtime);
  try {
    const { clickhouse, postgres } = runtime.stores;
    const headers = { authorization: `Bearer ${runtime.operatorToken}` };
    await clickhouse.command(
      `CREATE TABLE bare (a String) ENGINE = MergeTree ORDER BY a
       SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    );
    // The latest there can be: what is scored of it between two reports is least.
    const period = lastFinishedMonth(new Date());
    let number = 0;
    const report = async (): Promise<number[]> => {
      const row = { unit: 'XC-D29', measure: 'formal-items', period, value: String(5000 + number), reason: 'bench' };
      const payload = { standing: 'inspected', rows: [row] };
      const took = await timed(async () => {
        const answer = await app.inject({ method: 'POST', url: '/api/v1/observations', headers, payload });
        if (answer.statusCode !== 200) throw new Error(answer.body);
      });
      await runtime.scorer.idle();
      return [took];
    };
    const insertBare = async (): Promise<number[]> => {
      number += 1;
      const took = await timed(async () => {
        await clickhouse.insert('bare', [{ a: String(number) }]);
        const values = { code: `bench-${number}`, position: 0, definition: '{}' };
        await postgres.db.insertInto('area').values(values).execute();
      });
      return [took];
    };
    return await overBare('report.ack-ms', { rounds: REPORTS, warmUp: FIRST_ROUNDS }, report, insertBare);
  } finally {
    await app.close();
    await runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
