import type { Finding } from '@dangzhi/metrics/contract';
import { fault, ok, warning, type Check } from './check.ts';

/** Whether what is stored is what was stored: a line for each that is not. */
export function checkIntegrity(findings: readonly Finding[]): Check[] {
  const told = findings.filter(({ state }) => state !== 'mended');
  if (told.length === 0) return [ok('integrity', 'every batch, result and file is what was stored')];
  return told.map(({ state, found, mend }) => {
    const say = state === 'damaged' ? fault : warning;
    return say(
      'integrity',
      `${found.en} ${found.zh}`,
      mend === null ? 'Nothing is to be done.' : `${mend.en} ${mend.zh}`,
    );
  });
}
