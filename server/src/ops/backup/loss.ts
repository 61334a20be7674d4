import type { BackupCounts, Manifest } from './manifest.ts';

const WORDS: Readonly<Record<keyof BackupCounts, string>> = {
  batches: 'batches',
  observations: 'observations',
  evidence: 'evidence files',
  accounts: 'accounts',
  officialRuns: 'official results',
  trail: 'lines of the audit trail',
};

/**
 * What is not in a backup and is in a later one, in sentences for whoever restores it.
 *
 * @param newest of the folder: what was recorded after it is in none
 */
export function tellLoss(chosen: Manifest, newest: Manifest): string[] {
  const after = `Whatever was recorded after ${newest.at} is in no backup of this folder.`;
  if (chosen.at === newest.at) return [`This is the newest backup. ${after}`];
  const more = (Object.keys(WORDS) as (keyof BackupCounts)[]).flatMap((what) => {
    const count = newest.counts[what] - chosen.counts[what];
    return count > 0 ? [`${count} ${WORDS[what]}`] : [];
  });
  const lost = more.length === 0 ? 'no new batch, file, account or line' : more.join(', ');
  return [`Between it and the newest backup, of ${newest.at}, lie: ${lost}. They will not be here.`, after];
}
