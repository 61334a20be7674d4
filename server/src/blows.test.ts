import { expect, it } from 'vitest';
import { cutPower, killAgainEmbedded, type Aftermath } from '../testing/blows/cases.ts';
import { whyNoCuts } from '../testing/blows/cut-disk.ts';
import { faultsOf, fillDisk } from '../testing/blows/full-disk.ts';
import { differencesOf } from '../testing/blows/kept.ts';
import { whyNoSmallDisk } from '../testing/blows/small-disk.ts';

// One power cut, two SIGKILLs and one full disk under load, each time at another moment; many are `power-cut.long.test.ts`,
// `kill.long.test.ts` and `full-disk.long.test.ts`.
const seed = new Date().toISOString();

function expectWhole(aftermath: Aftermath): void {
  expect(aftermath.kept.lost, seed).toEqual([]);
  expect(aftermath.kept.doubled, seed).toBe(0);
  expect(differencesOf(aftermath), seed).toEqual([]);
}

const why = whyNoCuts();
if (why !== null) process.stderr.write(`\n  ! No power was cut: ${why}\n\n`);
it.runIf(why === null)('a power cut takes nothing that was acknowledged', async () => {
  expectWhole(await cutPower(seed));
});

it('a server that is killed again and again loses nothing that was acknowledged', async () => {
  expectWhole(await killAgainEmbedded(seed, 2));
});

const whyNotFull = whyNoSmallDisk('tmpfs');
if (whyNotFull !== null) process.stderr.write(`\n  ! No disk was filled: ${whyNotFull}\n\n`);
it.runIf(whyNotFull === null)(
  'a server whose disk was full goes on by itself and has all that was acknowledged',
  async () => {
    const filled = await fillDisk(seed, { disk: 'tmpfs', keepFreeMib: 0, meanwhile: 'nothing', fullMs: 500 });
    expect(faultsOf(filled), seed).toEqual([]);
  },
);
