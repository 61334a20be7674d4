import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupOutcome, BackupView } from '@dangzhi/metrics/contract';
import { defineCommand } from 'citty';
import { UserError } from '../base/errors.ts';
import { readProduct } from '../ops/about/product.ts';
import { listBackups, lockBackupFolder, prepareBackupFolder } from '../ops/backup/folder.ts';
import { makeBackup } from '../ops/backup/make-backup.ts';
import { tryRestore } from '../ops/backup/trial.ts';
import { PROGRAM_ROOT } from '../ops/doctor/package.ts';
import { readHolder } from '../ops/doctor/place.ts';
import { readSettings, type Settings } from '../runtime/settings.ts';
import { openStores } from '../stores/index.ts';
import { evidenceFolderOf } from '../evidence/folder.ts';
import { createProgressLine, describeBackup, megabytes } from './backup-words.ts';
import { callServer, orSentence } from './server-api.ts';

export const backup = defineCommand({
  meta: {
    name: 'backup',
    description:
      'Back up both stores and all evidence, while the server runs or not; what is there already is not copied',
  },
  args: {
    folder: { type: 'positional', required: false, description: 'Where to; BACKUP_FOLDER by default' },
    'key-file': { type: 'string', description: 'File with the passphrase or key to encrypt by; chosen once a folder' },
    trial: {
      type: 'boolean',
      default: true,
      description: 'Restore it into an empty directory and compare everything',
      negativeDescription: 'Leave out restoring and comparing it',
    },
    list: { type: 'boolean', default: false, description: 'Only list those that are kept there' },
    json: { type: 'boolean', default: false, description: 'Print what was made, or the list, as JSON' },
  },
  run: ({ args }) =>
    orSentence(async () => {
      const settings = readSettings(process.env);
      const place = args.folder ?? settings.backup?.folder;
      if (place === undefined) throw new UserError('Name a folder, or set BACKUP_FOLDER.');
      const folder = path.resolve(place);
      if (args.list) return printList(folder, args.json);
      const isOwn = settings.backup !== null && settings.backup.folder === folder;
      const ownKey = isOwn ? (settings.backup?.keyFile ?? null) : null;
      const keyFile = args['key-file'] === undefined ? ownKey : path.resolve(args['key-file']);
      const wanted = { folder, keyFile, trial: args.trial };
      const made = readHolder(settings.dataDir).held ? await askServer(wanted) : await makeHere(settings, wanted);
      print(made, folder, keyFile, args.json);
    }),
});

interface Wanted {
  readonly folder: string;
  readonly keyFile: string | null;
  readonly trial: boolean;
}

type Made = Pick<BackupOutcome, 'backup' | 'failures'>;

const LOOK_AGAIN_MS = 500;

/** The stores are the server's: it makes the backup, and is asked how far it is. Ctrl-C ends the backup. */
async function askServer(wanted: Wanted): Promise<Made> {
  const began = await callServer('POST /backups', { body: wanted });
  const startedAt = began.running?.startedAt ?? '';
  const line = createProgressLine(process.stderr);
  const cancel = (): void => void callServer('DELETE /backups/current', {}).catch(() => undefined);
  process.on('SIGINT', cancel);
  try {
    for (;;) {
      const { running, last } = await callServer('GET /backups', {});
      if (last !== null && last.startedAt >= startedAt && running === null) return last;
      if (running !== null) line.tell(running);
      await sleep(LOOK_AGAIN_MS);
    }
  } finally {
    line.end();
    process.off('SIGINT', cancel);
  }
}

/** No server runs: the stores are opened here, and left at the version they are. */
async function makeHere(settings: Settings, { folder: place, keyFile, trial }: Wanted): Promise<Made> {
  const { dataDir, clickhouseUrl, databaseUrl } = settings;
  const isThere = (name: string, url: string | undefined): boolean =>
    url !== undefined || existsSync(path.join(dataDir, name));
  if (!isThere('postgres', databaseUrl) || !isThere('clickhouse', clickhouseUrl))
    throw new UserError(`There is nothing to back up in ${dataDir}: no server has started on it yet.`);
  const abort = new AbortController();
  const cancel = (): void => abort.abort(new UserError('Cancelled; the backups before it are as they were.'));
  process.on('SIGINT', cancel);
  const { tell, end } = createProgressLine(process.stderr);
  const release = lockBackupFolder(place);
  const now = () => new Date();
  const { signal } = abort;
  try {
    const folder = await prepareBackupFolder(place, keyFile);
    const stores = await openStores(settings, { migrations: 'as-is' });
    const program = readProduct(PROGRAM_ROOT);
    const { backup: made } = await makeBackup({
      stores,
      dataDir,
      evidenceFolder: evidenceFolderOf(settings),
      folder,
      program,
      now,
      tell,
      signal,
    }).finally(() => stores.close());
    const tried = trial ? await tryRestore({ place, at: made.at, keyFile, now, tell, signal }) : null;
    if (tried !== null) await folder.addTrial(made.at, tried);
    return { backup: { ...made, trial: tried }, failures: [] };
  } finally {
    end();
    release();
    process.off('SIGINT', cancel);
  }
}

function print({ backup: made, failures }: Made, folder: string, keyFile: string | null, asJson: boolean): void {
  if (made !== null && asJson) process.stdout.write(`${JSON.stringify(made)}\n`);
  else if (made !== null) process.stdout.write(`${sentencesOf(made, folder, keyFile).join('\n')}\n`);
  const isBad = made !== null && (made.trial?.isGood === false || made.faults > 0);
  const told = [...failures, ...(made?.trial?.found ?? [])].map(({ zh, en }) => `${zh} ${en}`);
  const bad = '这份备份不能作为完好的备份使用。 This backup is not a good one; run dangzhi doctor.';
  const lines = isBad ? [bad, ...told] : told;
  if (lines.length > 0) throw new UserError(lines.join('\n  '));
}

function sentencesOf(
  { at, bytes, written, seconds, trial }: BackupView,
  folder: string,
  keyFile: string | null,
): string[] {
  const made = `Backup of ${at} in ${folder}: ${megabytes(bytes)}, ${megabytes(written)} of it new, in ${seconds} s.`;
  const { tables = 0, batches = 0, runs = 0, evidence = 0 } = trial?.compared ?? {};
  const tried =
    trial === null
      ? 'It was not restored to compare it: nobody knows yet whether it can be.'
      : `Restored into an empty directory and compared in ${trial.seconds} s: ${tables} tables, ${batches} batches, ${runs} results, ${evidence} files, all the same.`;
  const key =
    keyFile === null
      ? []
      : [
          `Encrypted with the key in ${keyFile}. 密钥一旦遗失，任何人都无法恢复这些备份，请另存一份。`,
          'Without that key nobody can restore it, we included: keep a copy of the key somewhere else.',
        ];
  return trial?.isGood === false ? [made, ...key] : [made, tried, ...key];
}

function printList(folder: string, asJson: boolean): void {
  const all = listBackups(folder);
  if (asJson) process.stdout.write(`${JSON.stringify(all)}\n`);
  else if (all.length === 0) process.stdout.write(`There is no backup in ${folder}.\n`);
  else process.stdout.write(`${all.toReversed().map(describeBackup).join('\n')}\n`);
}
