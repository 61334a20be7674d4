import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSmallDisk, whyNoSmallDisk, type SmallDisk } from '../../testing/blows/small-disk.ts';
import { runCli } from '../../testing/cli.ts';
import { openTestStores } from '../../testing/stores.ts';

// A server that was killed and is started on a full disk: PostgreSQL has a log to read, and wants room for it. Nothing of it
// is damaged, and whoever is told to restore a backup would lose what is there.
const why = whyNoSmallDisk('tmpfs');
if (why !== null) process.stderr.write(`\n  ! No disk was filled: ${why}\n\n`);

describe.runIf(why === null)('a start on a full disk', () => {
  let disk: SmallDisk;
  let dataDir: string;
  beforeAll(async () => {
    disk = makeSmallDisk('tmpfs');
    dataDir = path.join(disk.folder, 'data');
    const running = await openTestStores();
    await sql`CREATE TABLE filled AS SELECT repeat('x', 500) AS x FROM generate_series(1, 20000)`.execute(
      running.stores.postgres.db,
    );
    // As a process leaves it that is killed.
    cpSync(running.dataDir, dataDir, { recursive: true, verbatimSymlinks: true });
    rmSync(path.join(dataDir, 'lock.pid'), { force: true });
    await running.drop();
  });
  afterAll(() => disk.remove());

  it.each([0, 300_000])('with %i bytes left says so, and ends', async (leftBytes) => {
    disk.fill(leftBytes);
    const { code, stderr } = await runCli(['serve'], { DATA_DIR: dataDir, DEMO: 'off', PORT: '0', KEEP_FREE_MIB: '0' });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/is full/)]);
    expect(stderr).not.toMatch(/restore|damaged|at .*\.ts/);
  });
});
