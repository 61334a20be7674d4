// Restores a backup into an empty directory, compares everything with it, and says what came of it as lines of JSON: how
// far it is, and last the trial. A process of its own: two more embedded stores do not stay in the server's memory.
//
//   node trial-process.ts <folder of backups> <instant> <empty directory> [key file]
import { UserError } from '../../base/errors.ts';
import { listBackups, openBackupFolder } from './folder.ts';
import type { Trial } from './manifest.ts';
import { RestoreDiffers, restoreBackup } from './restore.ts';
import type { TrialLine } from './trial.ts';

const [place = '', at = '', dataDir = '', keyFile] = process.argv.slice(2);
const say = (line: TrialLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function tryIt(): Promise<Omit<Trial, 'at' | 'seconds'>> {
  const nothing = { tables: 0, batches: 0, runs: 0, evidence: 0 };
  try {
    const folder = await openBackupFolder(place, keyFile ?? null);
    const backup = listBackups(place).find((one) => one.at === at);
    if (backup === undefined) throw new UserError(`There is no backup of ${at} in ${place}.`);
    const manifest = await folder.readManifest(backup);
    const compared = await restoreBackup({
      folder,
      backup,
      manifest,
      target: { dataDir },
      tell: (progress) => say({ progress: { ...progress, phase: 'trial' } }),
    });
    return { isGood: true, compared, found: [] };
  } catch (error) {
    if (error instanceof RestoreDiffers)
      return { isGood: false, compared: nothing, found: error.differences.slice(0, 20) };
    if (!(error instanceof UserError)) throw error;
    return { isGood: false, compared: nothing, found: [{ zh: `无法恢复：${error.message}`, en: error.message }] };
  }
}

const began = performance.now();
const outcome = await tryIt();
const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
say({ trial: { ...outcome, found: [...outcome.found], at: new Date().toISOString(), seconds } });
