import type { BackupView } from '@dangzhi/metrics/contract';
import type { Progress } from '../ops/backup/progress.ts';

const PHASES: Readonly<Record<Progress['phase'], string>> = {
  documents: '文档 documents',
  observations: '填报值 observations',
  results: '测算结果 results',
  evidence: '佐证材料 evidence',
  trial: '试恢复 restoring to compare',
};

/** One line that is written over, where somebody looks on. */
export function createProgressLine(stream: NodeJS.WriteStream): {
  readonly tell: (progress: Progress) => void;
  readonly end: () => void;
} {
  let shown = '';
  const show = (text: string): void => {
    if (!stream.isTTY || text === shown) return;
    stream.write(`\r${text.padEnd(shown.length)}`);
    shown = text;
  };
  return {
    tell: ({ phase, done, of }) => show(`  ${PHASES[phase]}${of > 0 ? ` ${done}/${of}` : ''}`),
    end: () => {
      show('');
      if (stream.isTTY) stream.write('\r');
    },
  };
}

const MEGABYTE = 1e6;
export const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** A backup in a line, with what is known of it. */
export function describeBackup({ at, version, bytes, faults, trial }: BackupView): string {
  const tried =
    trial === null ? 'not tried' : trial.isGood ? 'restored and compared: the same' : 'NOT restored as it is';
  const damaged = faults > 0 ? `, made of stores with ${faults} damaged things` : '';
  return `${at}  ${megabytes(bytes).padStart(10)}  version ${version}  ${tried}${damaged}`;
}
