import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiErrorBody, BackupStatus } from '@dangzhi/metrics/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPublishedCounty } from '../../../testing/published-county.ts';
import type { TestService } from '../../../testing/service.ts';
import { loadDemoAccounts } from '../../accounts/demo-accounts.ts';
import { SESSION_COOKIE } from '../../rights/cookies.ts';
import { SYSTEM } from '../../rights/actor.ts';
import type { BackupSettings } from '../../runtime/backup-settings.ts';
import { createBackups, type Backups } from './backups.ts';
import { lockBackupFolder } from './folder.ts';

let service: TestService;
let scratch: string;
beforeAll(async () => {
  service = await startPublishedCounty();
  scratch = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-backups-'));
});
afterAll(async () => {
  await service.close();
  rmSync(scratch, { recursive: true, force: true });
});

const inScratch = (name: string): string => path.join(scratch, name);

async function actions(): Promise<string[]> {
  const { db } = service.test.stores.postgres;
  const rows = await db
    .selectFrom('audit_entry')
    .select('action')
    .where('action', 'like', 'backup.%')
    .orderBy('sequence')
    .execute();
  return rows.map(({ action }) => action);
}

describe('over the API', () => {
  const wanted = (folder: string) => ({ folder, keyFile: null, trial: false });
  const post = <Body>(payload: object) => service.call<Body>('POST', '/backups', payload);
  const get = async () => (await service.get<BackupStatus>('/backups')).body;

  async function ended(): Promise<BackupStatus> {
    for (;;) {
      const status = await get();
      if (status.running === null) return status;
      await sleep(20);
    }
  }

  it('the operator begins one anywhere, is told how far it is and what came of it; one at a time', async () => {
    expect(await get()).toEqual({
      folder: null,
      schedule: null,
      isEncrypted: false,
      running: null,
      last: null,
      lastGood: null,
      isLate: false,
      items: [],
    });
    const began = await post<BackupStatus>(wanted(inScratch('asked')));
    expect([began.status, began.body.running?.phase]).toEqual([201, 'documents']);
    const again = await post<ApiErrorBody>(wanted(inScratch('other')));
    expect([again.status, again.body.code]).toEqual([409, 'backup.running']);
    const { last } = await ended();
    expect(last).toMatchObject({ failures: [], isEncrypted: false, backup: { faults: 0, trial: null } });
    expect(await actions()).toEqual(['backup.start', 'backup.make']);
  });

  it('says why none was made', async () => {
    writeFileSync(inScratch('letter.txt'), '');
    await post(wanted(scratch));
    const { last } = await ended();
    expect(last).toMatchObject({ backup: null, failures: [{ en: expect.stringContaining('holds other files') }] });
    expect(service.failures.at(-1)).toContain('backup: ');
    const release = lockBackupFolder(inScratch('asked'));
    await post(wanted(inScratch('asked')));
    expect((await ended()).last?.failures[0]?.en).toContain('Another process works on the backups');
    release();
  });

  it('ends one when it is cancelled, and says so where there is none', async () => {
    await post(wanted(inScratch('cancelled')));
    const { status } = await service.call('DELETE', '/backups/current');
    expect(status).toBe(204);
    expect((await get()).last).toMatchObject({ backup: null, failures: [{ en: 'the backup was cancelled' }] });
    const none = await service.call<ApiErrorBody>('DELETE', '/backups/current');
    expect([none.status, none.body.code]).toEqual([404, 'backup.none']);
  });

  it('an admin names no folder, and needs one that is set', async () => {
    const { stores } = service.test;
    await loadDemoAccounts(stores.postgres, service.runtime.now());
    const session = await service.runtime.sessions.start('demo-admin', { address: '127.0.0.1', agent: 'test' });
    const ask = async (payload: object) => {
      const headers = { cookie: `${SESSION_COOKIE}=${session}`, origin: 'http://localhost' };
      const answer = await service.app.inject({ method: 'POST', url: '/api/v1/backups', headers, payload });
      return [answer.statusCode, answer.json<ApiErrorBody>().code];
    };
    expect(await ask(wanted('/tmp/anywhere'))).toEqual([403, 'backup.folder-of-operator']);
    expect(await ask({ folder: null, keyFile: '/etc/passwd', trial: false })).toEqual([
      403,
      'backup.folder-of-operator',
    ]);
    expect(await ask({ folder: null, keyFile: null, trial: false })).toEqual([409, 'backup.folder-unset']);
  });
});

describe('in the folder that is set', () => {
  const settings = (more: Partial<BackupSettings> = {}): BackupSettings => ({
    folder: inScratch('kept'),
    schedule: '30 2 * * *',
    keep: { daily: 1, weekly: 0, monthly: 0 },
    keyFile: null,
    then: null,
    ...more,
  });

  async function make(own: BackupSettings, failures: string[] = []): Promise<BackupStatus> {
    const { stores, dataDir } = service.test;
    const backups: Backups = createBackups({
      stores,
      config: { dataDir, backup: own, keepFreeMib: 0 },
      program: { version: '0.1.0', commit: null },
      now: service.runtime.now,
      onFailure: (message) => void failures.push(message),
    });
    await backups.start(SYSTEM, { folder: own.folder, keyFile: own.keyFile, trial: false });
    while (backups.status().running !== null) await sleep(20);
    const status = backups.status();
    await backups.stop();
    return status;
  }

  it('one into a folder on a full disk is refused before it begins,', async () => {
    const { stores, dataDir } = service.test;
    const backups = createBackups({
      stores,
      config: { dataDir, backup: settings(), keepFreeMib: 99_999_999 },
      program: { version: '0.1.0', commit: null },
      now: service.runtime.now,
      onFailure: () => undefined,
    });
    await expect(backups.start(SYSTEM, null)).rejects.toMatchObject({
      code: 'disk.full',
      params: { place: 'BACKUP_FOLDER', neededMib: 99_999_999 },
    });
    expect(backups.status().running).toBe(null);
    await backups.stop();
  });

  it('old ones go with what no other needs, and the hook is run and told of when it fails', async () => {
    const first = await make(settings());
    expect(first.items).toHaveLength(1);
    const out = inScratch('copied.txt');
    const copy = [
      process.execPath,
      '-e',
      'require("fs").writeFileSync(process.argv[1], process.argv[2])',
      out,
      '{folder}',
    ];
    const second = await make(settings({ then: copy as [string, ...string[]] }));
    expect(second.items.map(({ at }) => at)).toEqual([second.last?.backup?.at]);
    expect(second.items[0]?.at).not.toBe(first.items[0]?.at);
    expect(readFileSync(out, 'utf8')).toBe(inScratch('kept'));
    expect(await actions()).toContain('backup.remove');
    const failures: string[] = [];
    const third = await make(settings({ then: [inScratch('none')] }), failures);
    expect(third.last).toMatchObject({ backup: { faults: 0 }, failures: [{ en: expect.stringContaining('failed') }] });
    expect(failures).toEqual([expect.stringContaining('ENOENT')]);
    expect(existsSync(inScratch('kept'))).toBe(true);
  });
});
