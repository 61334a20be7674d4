import path from 'node:path';
import { defineCommand } from 'citty';
import { UserError } from '../base/errors.ts';
import { listBackups, openBackupFolder, type BackupFolder, type ListedBackup } from '../ops/backup/folder.ts';
import { tellLoss } from '../ops/backup/loss.ts';
import { restoreBackup } from '../ops/backup/restore.ts';
import { readSettings } from '../runtime/settings.ts';
import { createProgressLine, describeBackup } from './backup-words.ts';
import { operatorHere } from './operator.ts';
import { orSentence } from './server-api.ts';

export const restore = defineCommand({
  meta: {
    name: 'restore',
    description: 'Restore a backup into an empty DATA_DIR (and empty databases of CLICKHOUSE_URL and DATABASE_URL)',
  },
  args: {
    folder: { type: 'positional', required: false, description: 'Folder of backups; BACKUP_FOLDER by default' },
    at: { type: 'string', description: 'Which one: its instant, or the beginning of it; the newest by default' },
    'key-file': { type: 'string', description: 'File with the key of an encrypted folder' },
    list: { type: 'boolean', default: false, description: 'Only list those that are kept there' },
    json: { type: 'boolean', default: false, description: 'Print what was restored, or the list, as JSON' },
  },
  run: ({ args }) =>
    orSentence(async () => {
      const settings = readSettings(process.env);
      const place = args.folder ?? settings.backup?.folder;
      if (place === undefined) throw new UserError('Name a folder of backups, or set BACKUP_FOLDER.');
      const at = path.resolve(place);
      const all = listBackups(at);
      if (args.list) {
        const lines = all.length === 0 ? [`There is no backup in ${at}.`] : all.toReversed().map(describeBackup);
        process.stdout.write(args.json ? `${JSON.stringify(all)}\n` : `${lines.join('\n')}\n`);
        return;
      }
      const keyFile = args['key-file'] ?? settings.backup?.keyFile ?? null;
      const folder = await openBackupFolder(at, keyFile === null ? null : path.resolve(keyFile));
      const chosen = choose(all, args.at, at);
      const manifest = await folder.readManifest(chosen);
      const loss = await readLoss(folder, all, manifest);
      if (!args.json)
        process.stdout.write(`Restoring the backup of ${chosen.at}, made by version ${chosen.version}.\n`);
      if (!args.json) process.stdout.write(`${loss.join('\n')}\n`);
      const line = createProgressLine(process.stderr);
      const compared = await restoreBackup({
        folder,
        backup: chosen,
        manifest,
        target: settings,
        tell: line.tell,
        told: { actor: operatorHere(), at: new Date(), action: 'backup.restore', reason: loss.join(' ') },
      }).finally(() => line.end());
      const { tables, batches, runs, evidence } = compared;
      process.stdout.write(
        args.json
          ? `${JSON.stringify({ at: chosen.at, compared, loss })}\n`
          : `Restored into ${settings.dataDir} and compared: ${tables} tables, ${batches} batches, ${runs} results, ${evidence} files, all the same. Start the server; everybody signs in again.\n`,
      );
    }),
});

/** The newest, or the newest that begins with what was asked for. */
function choose(all: readonly ListedBackup[], wanted: string | undefined, place: string): ListedBackup {
  const found = all.findLast(({ at }) => at.startsWith(wanted ?? ''));
  if (found !== undefined) return found;
  throw new UserError(
    wanted === undefined
      ? `There is no backup in ${place}.`
      : `There is no backup of ${wanted} in ${place}; \`dangzhi restore ${place} --list\` has all.`,
  );
}

async function readLoss(
  folder: BackupFolder,
  all: readonly ListedBackup[],
  chosen: Awaited<ReturnType<BackupFolder['readManifest']>>,
): Promise<string[]> {
  const newest = all.at(-1);
  if (newest === undefined || newest.at === chosen.at) return tellLoss(chosen, chosen);
  try {
    return tellLoss(chosen, await folder.readManifest(newest));
  } catch {
    return [`The newest backup, of ${newest.at}, cannot be read: what lies between is not known.`];
  }
}
