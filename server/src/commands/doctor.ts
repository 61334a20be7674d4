import { defineCommand } from 'citty';
import { fault, type Check } from '../ops/doctor/check.ts';
import { checkPackage, PROGRAM_ROOT } from '../ops/doctor/package.ts';

export const doctor = defineCommand({
  meta: {
    name: 'doctor',
    description: 'Check this machine and these settings, change nothing; exit code 1 when there is a fault',
  },
  args: { json: { type: 'boolean', default: false, description: 'Print the checks as JSON' } },
  run: async ({ args: { json } }) => {
    const checks = [checkPackage(PROGRAM_ROOT), ...(await examineAll())];
    const isSound = checks.every(({ state }) => state !== 'fault');
    process.stdout.write(json ? `${JSON.stringify({ ok: isSound, checks }, null, 2)}\n` : print(checks));
    if (!isSound) process.exitCode = 1;
  },
});

/** Loaded late: where a file of the program is damaged, the package's own check still speaks. */
async function examineAll(): Promise<Check[]> {
  try {
    const { examine } = await import('../ops/doctor/examine.ts');
    return await examine(PROGRAM_ROOT, process.env);
  } catch (error) {
    const found = `the other checks failed: ${error instanceof Error ? error.message : String(error)}`;
    return [fault('program', found, 'Mend "package" first; if that is sound, this is our mistake.')];
  }
}

function print(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, state, found, mend }) => [
    `${state.padEnd(7)}  ${name.padEnd(width)}  ${found}`,
    ...(mend === null ? [] : [`${' '.repeat(9 + width)}  → ${mend}`]),
  ]);
  const count = (wanted: Check['state']): number => checks.filter(({ state }) => state === wanted).length;
  return `${[...lines, '', `${count('ok')} ok, ${count('warning')} to know, ${count('fault')} to mend`].join('\n')}\n`;
}
