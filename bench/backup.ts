import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeDurably } from '../server/src/base/durable-files.ts';
import { listBackups, prepareBackupFolder, type BackupFolder } from '../server/src/ops/backup/folder.ts';
import { makeBackup } from '../server/src/ops/backup/make-backup.ts';
import { restoreBackup } from '../server/src/ops/backup/restore.ts';
import { openStores } from '../server/src/stores/index.ts';
import { rounded, type Figure } from './figure.ts';

const MEGABYTE = 1e6;
const COPIED_AT_ONCE = 4 * MEGABYTE;

/**
 * Megabytes a second of everything a data directory holds, as its rows are written down: into a first backup, and out of
 * it into an empty directory, compared. Over those of copying as many bytes to the same disk.
 *
 * @param dataDir nobody has it open
 */
export async function benchBackup(dataDir: string): Promise<Figure[]> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-bench-backup-'));
  try {
    const place = path.join(scratch, 'backups');
    const folder = await prepareBackupFolder(place, null);
    let bytes = 0;
    const counting: BackupFolder = {
      ...folder,
      put: (content) => {
        bytes += content.length;
        return folder.put(content);
      },
    };
    const stores = await openStores({ dataDir }, { migrations: 'as-is' });
    const program = { version: 'bench', commit: null };
    const backupMs = await timeOf(() =>
      makeBackup({
        stores,
        dataDir,
        evidenceFolder: path.join(dataDir, 'evidence'),
        folder: counting,
        program,
        now: () => new Date(),
      }).finally(() => stores.close()),
    );
    const copyMs = await timeOf(() => copy(bytes, scratch));
    const [backup] = listBackups(place);
    if (backup === undefined) throw new Error('no backup was made');
    const manifest = await folder.readManifest(backup);
    const restoreMs = await timeOf(() =>
      restoreBackup({ folder, backup, manifest, target: { dataDir: path.join(scratch, 'data') } }),
    );
    const rate = (ms: number): number => bytes / MEGABYTE / (ms / 1000);
    const figure = (name: string, ms: number): Figure => ({
      name,
      value: rounded(rate(ms)),
      unit: 'MB/s',
      against: rounded(rate(copyMs)),
      ratio: rounded(copyMs / ms),
    });
    return [figure('backup.mb-per-s', backupMs), figure('restore.mb-per-s', restoreMs)];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Random, so that no file system makes it small. */
async function copy(bytes: number, folder: string): Promise<void> {
  const block = crypto.getRandomValues(new Uint8Array(65_536));
  const content = Buffer.alloc(COPIED_AT_ONCE);
  for (let at = 0; at < content.length; at += block.length) content.set(block.subarray(0, content.length - at), at);
  for (let [left, part] = [bytes, 0]; left > 0; left -= COPIED_AT_ONCE, part += 1)
    await writeDurably(path.join(folder, `copy-${part}`), content.subarray(0, Math.min(left, COPIED_AT_ONCE)));
}
