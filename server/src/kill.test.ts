import { it } from 'vitest';
import { killAgainEmbedded } from '../testing/blows/cases.ts';
import { expectWhole } from '../testing/blows/expect-whole.ts';

// Two SIGKILLs under load, each time at another moment; many are `kill.long.test.ts`.
const seed = new Date().toISOString();

it('a server that is killed again and again loses nothing that was acknowledged', async () => {
  expectWhole(await killAgainEmbedded(seed, 2), seed);
});
