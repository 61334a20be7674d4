import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

// The same as synced-files.test.ts counts in the layer, as the kernel is asked for it.
const COMMITS = 200;
const hasStrace = spawnSync('strace', ['-V']).status === 0;
if (!hasStrace) process.stderr.write('\n  ! No system call was counted: strace is not installed\n\n');

const folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-strace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Commits, and a checkpoint after them, in a process of its own. */
const WORK = `
  const { openEmbeddedPostgres } = await import(${JSON.stringify(new URL('postgres.ts', import.meta.url).href)});
  const { CompiledQuery } = await import('kysely');
  const postgres = await openEmbeddedPostgres(${JSON.stringify(path.join(folder, 'postgres'))});
  const run = (text) => postgres.db.executeQuery(CompiledQuery.raw(text));
  await run('CREATE TABLE kept (n int)');
  for (let n = 0; n < ${COMMITS}; n += 1) await run('INSERT INTO kept VALUES (' + n + ')');
  await run('CHECKPOINT');
  await postgres.close();`;

describe.runIf(hasStrace)('the kernel is asked to sync', () => {
  it('the log once a commit at least, and at a checkpoint tables, the beginning of the log, and folders', () => {
    const trace = path.join(folder, 'trace');
    const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', WORK];
    execFileSync('strace', ['-f', '-qq', '-y', '-e', 'trace=fsync,fdatasync', '-o', trace, ...node], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const calls = [...readFileSync(trace, 'utf8').matchAll(/\bf(?:data)?sync\(\d+<([^>]+)>\) = 0/g)];
    const places = calls.map(([, place = '']) => path.relative(path.join(folder, 'postgres'), place));
    const synced = (pattern: RegExp): number => places.filter((place) => pattern.test(place)).length;
    expect(synced(/^pg_wal\/[0-9A-F]{24}$/)).toBeGreaterThanOrEqual(COMMITS);
    for (const pattern of [/^base\/\d+\/\d+$/, /^global\/pg_control$/, /^pg_xact$/, /^base\/\d+$/])
      expect(synced(pattern), String(pattern)).toBeGreaterThan(0);
  });
});
