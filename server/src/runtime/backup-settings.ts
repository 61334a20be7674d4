import path from 'node:path';
import { Cron } from 'croner';

/** Backups that the server makes by itself. */
export interface BackupSettings {
  readonly folder: string;
  /** As cron writes it, in Asia/Shanghai; `null` where they are made when somebody asks. */
  readonly schedule: string | null;
  /** How many of the last days, weeks and months keep one. */
  readonly keep: { readonly daily: number; readonly weekly: number; readonly monthly: number };
  /** With the passphrase or key they are encrypted by; `null` where they are not. */
  readonly keyFile: string | null;
  /** A program with its arguments that is run after each, to copy the folder away; `null` for none. */
  readonly then: readonly [string, ...string[]] | null;
}

const DEFAULT_SCHEDULE = '30 2 * * *';
const DEFAULT_KEEP = '7,4,12';
const MOST_KEPT = 1000;

/** What the environment says of backups, and every variable that does not fit, with what would. */
export function parseBackupSettings(env: Readonly<Record<string, string | undefined>>): {
  readonly settings: BackupSettings | null;
  readonly faults: readonly string[];
} {
  const given = (name: string): string => env[name] ?? '';
  const others = ['BACKUP_AT', 'BACKUP_KEEP', 'BACKUP_KEY_FILE', 'BACKUP_THEN'].filter((name) => given(name) !== '');
  const folder = given('BACKUP_FOLDER');
  if (folder === '') {
    const faults =
      others.length > 0 ? [`${others.join(', ')} say nothing without BACKUP_FOLDER; set that as well`] : [];
    return { settings: null, faults };
  }
  const schedule = given('BACKUP_AT') || DEFAULT_SCHEDULE;
  const keep = readKeep(given('BACKUP_KEEP') || DEFAULT_KEEP);
  const then = given('BACKUP_THEN') === '' ? null : readThen(given('BACKUP_THEN'));
  const faults = [
    ...(schedule === 'never' || isSchedule(schedule)
      ? []
      : [`BACKUP_AT=${schedule} must be never, or five fields as cron writes them, e.g. 30 2 * * *`]),
    ...(keep === null
      ? [`BACKUP_KEEP=${given('BACKUP_KEEP')} must be three whole numbers, of days, weeks and months, e.g. 7,4,12`]
      : []),
    ...(then === undefined
      ? [
          `BACKUP_THEN must be a list in JSON of a program and its arguments, e.g. ["/usr/bin/rsync","-a","{folder}/","host:"]`,
        ]
      : []),
  ];
  if (faults.length > 0 || keep === null || then === undefined) return { settings: null, faults };
  const keyFile = given('BACKUP_KEY_FILE');
  const settings = {
    folder: path.resolve(folder),
    schedule: schedule === 'never' ? null : schedule,
    keep,
    keyFile: keyFile === '' ? null : path.resolve(keyFile),
    then,
  };
  return { settings, faults };
}

function isSchedule(text: string): boolean {
  if (text.trim().split(/\s+/).length !== 5) return false;
  try {
    return new Cron(text, { timezone: 'Asia/Shanghai', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

function readKeep(text: string): BackupSettings['keep'] | null {
  const numbers = text.split(',').map((part) => part.trim());
  if (numbers.length !== 3 || numbers.some((part) => !/^\d{1,4}$/.test(part) || Number(part) > MOST_KEPT)) return null;
  const [daily = 0, weekly = 0, monthly = 0] = numbers.map(Number);
  return { daily, weekly, monthly };
}

/** `undefined` where it is no list of texts: there is no shell that would take one line apart. */
function readThen(text: string): readonly [string, ...string[]] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'string')) return undefined;
    const [program, ...more] = list;
    return program === undefined || program === '' ? undefined : [program, ...more];
  } catch {
    return undefined;
  }
}
