import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lastFinishedMonth } from '@dangzhi/metrics';
import { buildApp } from '../server/src/api/app.ts';
import { readSettings } from '../server/src/runtime/settings.ts';
import { startRuntime } from '../server/src/runtime/start.ts';
import { median, rounded, type Figure } from './figure.ts';

const REPORTS = 20;
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
    const [acked, bare]: [number[], number[]] = [[], []];
    for (let number = 0; number < REPORTS; number += 1) {
      const row = {
        unit: 'XC-D29',
        measure: 'formal-items',
        period,
        value: String(5000 + number),
        reason: 'bench',
      };
      const began = performance.now();
      const answer = await app.inject({
        method: 'POST',
        url: '/api/v1/observations',
        headers,
        payload: { standing: 'inspected', rows: [row] },
      });
      acked.push(performance.now() - began);
      if (answer.statusCode !== 200) throw new Error(answer.body);
      await runtime.scorer.idle();
      const middle = performance.now();
      await clickhouse.insert('bare', [{ a: String(number) }]);
      await postgres.db
        .insertInto('area')
        .values({ code: `bench-${number}`, position: 0, definition: '{}' })
        .execute();
      bare.push(performance.now() - middle);
    }
    const [value, against] = [median(acked.slice(FIRST_ROUNDS)), median(bare.slice(FIRST_ROUNDS))];
    return {
      name: 'report.ack-ms',
      value: rounded(value),
      unit: 'ms',
      against: rounded(against),
      ratio: rounded(value / against),
    };
  } finally {
    await app.close();
    await runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
