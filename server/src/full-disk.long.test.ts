import { afterAll, expect, inject, it } from 'vitest';
import { faultsOf, fillDisk, type Filling } from '../testing/blows/full-disk.ts';
import { openPassedSeeds } from '../testing/blows/passed-seeds.ts';
import { whyNoSmallDisk } from '../testing/blows/small-disk.ts';

// A small disk is full for some seconds at a random moment of mixed load, with a floor of free space and without: nothing that
// was acknowledged is lost or there twice, what is read meanwhile is right or refused, everything goes on by itself when there
// is room, and the scores are those of a server that never was short of it, also after another start.
const MOMENTS = 30;
const cases = Array.from({ length: MOMENTS }, (_, number): readonly [seed: string, Filling] => [
  `full-${number}`,
  {
    disk: number % 3 === 2 ? 'ext4' : 'tmpfs',
    keepFreeMib: number % 2 === 0 ? 0 : 64,
    meanwhile: (['nothing', 'killed', 'stopped'] as const)[Math.floor(number / 6) % 3] ?? 'nothing',
  },
]);

const passed = openPassedSeeds(inject('templateCache'), 'full-disks');
afterAll(() => process.stdout.write(`full disks: ${JSON.stringify(passed.totals())}\n`));

const why = { tmpfs: whyNoSmallDisk('tmpfs'), ext4: whyNoSmallDisk('ext4') };
for (const [kind, reason] of Object.entries(why))
  if (reason !== null) process.stderr.write(`\n  ! No disk was filled (${kind}): ${reason}\n\n`);

for (const [seed, filling] of cases)
  it.runIf(why[filling.disk] === null)(`${seed} ${Object.values(filling).join(' ')}`, async () => {
    if (passed.has(seed)) return;
    const filled = await fillDisk(seed, filling);
    expect(faultsOf(filled)).toEqual([]);
    passed.note(seed, {
      acknowledged: filled.acknowledged.length,
      reports: filled.restarted.reports.length,
      'starts on the full disk refused': filled.startOnFull ? 1 : 0,
      ...filled.refused,
    });
  });
