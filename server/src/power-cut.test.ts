import { it } from 'vitest';
import { cutPower } from '../testing/blows/cases.ts';
import { whyNoCuts } from '../testing/blows/cut-disk.ts';
import { expectWhole } from '../testing/blows/expect-whole.ts';

// One power cut under load, each time at another moment; many are `power-cut.long.test.ts`.
const seed = new Date().toISOString();

const why = whyNoCuts();
if (why !== null) process.stderr.write(`\n  ! No power was cut: ${why}\n\n`);
it.runIf(why === null)('a power cut takes nothing that was acknowledged', async () => {
  expectWhole(await cutPower(seed), seed);
});
