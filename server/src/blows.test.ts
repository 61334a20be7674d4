import { expect, it } from 'vitest';
import { cutPower, killAgainEmbedded, type Aftermath } from '../testing/blows/cases.ts';
import { whyNoCuts } from '../testing/blows/cut-disk.ts';
import { differencesOf } from '../testing/blows/kept.ts';

// One power cut and two SIGKILLs under load, each time at another moment; many are `power-cut.long.test.ts` and
// `kill.long.test.ts`.
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
