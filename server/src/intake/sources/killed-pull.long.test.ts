import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStores, type Stores } from '../../stores/index.ts';
import { pullAndKill, pullInto, readHistory, type Blow } from '../../../testing/killed-pull.ts';
import { countValues, startPlatform, type TestPlatform } from '../../../testing/platform.ts';

// A process that pulls 95 units over two months, a quarter and a year in ten pages is killed with SIGKILL again and again, at several
// places of a page: before its answer, while it is stored, after the cursor moved. What is there in the end must be
// what an undisturbed pull leaves, row by row.
const BLOWS: readonly Blow[] = [
  { page: 1, afterMs: 0 },
  { page: 1, afterMs: 12 },
  { page: 2, afterMs: 4 },
  { page: 2, afterMs: 25 },
  { page: 3, afterMs: 8 },
];

let directory: string;
let platform: TestPlatform;

beforeAll(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-killed-'));
  platform = await startPlatform('2021-02');
});
afterAll(async () => {
  await platform.close();
  rmSync(directory, { recursive: true, force: true });
});

async function opened<T>(dataDir: string, read: (stores: Stores) => Promise<T>): Promise<T> {
  const stores = await openStores({ dataDir });
  try {
    return await read(stores);
  } finally {
    await stores.close();
  }
}

it('a pull killed in the middle, any number of times, leaves what an undisturbed one leaves', async () => {
  const undisturbed = path.join(directory, 'undisturbed');
  const disturbed = path.join(directory, 'disturbed');
  await pullInto(undisturbed, platform.address);
  let killed = 0;
  for (const blow of BLOWS) if (await pullAndKill(disturbed, platform, blow)) killed += 1;
  await pullInto(disturbed, platform.address);

  expect(killed).toBeGreaterThanOrEqual(4);
  const wanted = await opened(undisturbed, readHistory);
  expect(wanted).toHaveLength(countValues(await platform.records()));
  await opened(disturbed, async (stores) => {
    expect(await readHistory(stores)).toEqual(wanted);
    const runs = await stores.postgres.db.selectFrom('pull_run').select(['state', 'error']).orderBy('id').execute();
    expect(runs.at(-1)?.state).toBe('succeeded');
    for (const { state, error } of runs.slice(0, -1)) {
      expect(state).toBe('failed');
      expect(error).toContain('ended in the middle');
    }
    // Every batch was found whole in the end.
    const unchecked = await stores.postgres.db
      .selectFrom('batch')
      .select('id')
      .where('state', '!=', 'checked')
      .execute();
    expect(unchecked).toEqual([]);
  });
});
