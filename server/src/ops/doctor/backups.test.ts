import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareBackupFolder } from '../backup/folder.ts';
import type { Manifest } from '../backup/manifest.ts';
import { checkBackups } from './backups.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-doctor-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = (schedule: string | null = '30 2 * * *') => ({
  folder,
  schedule,
  keep: { daily: 7, weekly: 4, monthly: 12 },
  keyFile: null,
  then: null,
});
const NOW = new Date('2026-12-02T12:00:00+08:00');

async function add(at: string, isGood: boolean | null): Promise<void> {
  const manifest: Manifest = {
    format: 1,
    at,
    program: { version: '0.1.0', commit: null, engineVersion: 1 },
    migrations: { clickhouse: [], postgres: [] },
    postgres: { tables: [], sequences: [] },
    clickhouse: { packs: [], runs: [], tables: [] },
    evidence: [],
    trail: null,
    head: null,
    counts: { batches: 0, observations: 0, evidence: 0, accounts: 0, officialRuns: 0, trail: 0 },
    faults: [],
  };
  const kept = await prepareBackupFolder(folder, null);
  await kept.addBackup(manifest, 1);
  const compared = { tables: 0, batches: 0, runs: 0, evidence: 0 };
  if (isGood !== null) await kept.addTrial(at, { at, isGood, seconds: 1, compared, found: [] });
}

const state = (schedule?: string | null) => {
  const { state: found, found: words } = checkBackups(settings(schedule), false, NOW);
  return `${found}: ${words.replace(folder, 'F')}`;
};

it('without a folder is told where figures are real', () => {
  expect(checkBackups(null, true, NOW).state).toBe('ok');
  expect(checkBackups(null, false, NOW)).toMatchObject({
    state: 'warning',
    mend: expect.stringContaining('BACKUP_FOLDER'),
  });
});

it('says when the last good one is, and when it is older than the schedule says', async () => {
  expect(state()).toBe('warning: no backup in F yet');
  await add('2026-11-30T18:30:00.000Z', null);
  expect(state()).toBe('warning: none of 1 in F was restored and found the same');
  await add('2026-11-30T19:30:00.000Z', true);
  expect(state()).toContain('warning: 2 in F, the last good one of 2026-11-30T19:30:00.000Z: older than BACKUP_AT');
  expect(state(null)).toBe('ok: 2 in F, the last good one of 2026-11-30T19:30:00.000Z');
  await add('2026-12-01T18:30:00.000Z', true);
  expect(state()).toBe('ok: 3 in F, the last good one of 2026-12-01T18:30:00.000Z');
  await add('2026-12-01T19:30:00.000Z', false);
  expect(state()).toContain('; the newest, of 2026-12-01T19:30:00.000Z, is not good');
});
