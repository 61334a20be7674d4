import { expect, it } from 'vitest';
import { faultsOf, fillDisk } from '../testing/blows/full-disk.ts';
import { whyNoSmallDisk } from '../testing/blows/small-disk.ts';

// A disk that is full for a moment under load, each time another one; many are `full-disk.long.test.ts`.
const seed = new Date().toISOString();

const why = whyNoSmallDisk('tmpfs');
if (why !== null) process.stderr.write(`\n  ! No disk was filled: ${why}\n\n`);
it.runIf(why === null)('a server whose disk was full goes on by itself and has all that was acknowledged', async () => {
  const filled = await fillDisk(seed, { disk: 'tmpfs', keepFreeMib: 0, meanwhile: 'nothing', fullMs: 500 });
  expect(faultsOf(filled), seed).toEqual([]);
});
