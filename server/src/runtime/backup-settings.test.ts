import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseBackupSettings } from './backup-settings.ts';

describe('settings of backups', () => {
  it('are none without a folder, and say so where others are set', () => {
    expect(parseBackupSettings({ BACKUP_FOLDER: '' })).toEqual({ settings: null, faults: [] });
    expect(parseBackupSettings({ BACKUP_AT: '0 3 * * *', BACKUP_KEEP: '1,1,1' }).faults).toEqual([
      'BACKUP_AT, BACKUP_KEEP say nothing without BACKUP_FOLDER; set that as well',
    ]);
  });

  it('with a folder alone: every night, a week of days, a month of weeks, a year of months', () => {
    expect(parseBackupSettings({ BACKUP_FOLDER: 'backups' })).toEqual({
      settings: {
        folder: path.resolve('backups'),
        schedule: '30 2 * * *',
        keep: { daily: 7, weekly: 4, monthly: 12 },
        keyFile: null,
        then: null,
      },
      faults: [],
    });
  });

  it('say everything', () => {
    const { settings } = parseBackupSettings({
      BACKUP_FOLDER: '/srv/backups',
      BACKUP_AT: 'never',
      BACKUP_KEEP: '3, 0, 24',
      BACKUP_KEY_FILE: '/etc/dangzhi/key',
      BACKUP_THEN: '["/usr/bin/rsync", "-a", "{folder}/", "host:dangzhi"]',
    });
    expect(settings).toEqual({
      folder: '/srv/backups',
      schedule: null,
      keep: { daily: 3, weekly: 0, monthly: 24 },
      keyFile: '/etc/dangzhi/key',
      then: ['/usr/bin/rsync', '-a', '{folder}/', 'host:dangzhi'],
    });
  });

  it.each([
    ['BACKUP_AT', '02:30'],
    ['BACKUP_AT', '99 2 * * *'],
    ['BACKUP_AT', '0 30 2 * * *'],
    ['BACKUP_KEEP', '7,4'],
    ['BACKUP_KEEP', '7,4,-1'],
    ['BACKUP_KEEP', '7,4,9999'],
    ['BACKUP_THEN', 'rsync -a {folder} host:'],
    ['BACKUP_THEN', '[]'],
    ['BACKUP_THEN', '["rsync", 1]'],
  ])('%s=%s is told, with what would fit', (name, value) => {
    const { settings, faults } = parseBackupSettings({ BACKUP_FOLDER: 'backups', [name]: value });
    expect(settings).toBeNull();
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name}.* must be .*e\\.g\\.`))]);
  });
});
