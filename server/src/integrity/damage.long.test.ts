import { beforeAll, expect, it } from 'vitest';
import { DAMAGE_CASES, startDamaged, type DamageOutcome } from '../../testing/damage.ts';
import { expectTold } from '../../testing/expect-told.ts';

// Every kind of file deleted and flipped: what a start serves is what an unharmed twin serves, or it is told and has no score.
let unharmed: DamageOutcome;
beforeAll(async () => {
  unharmed = await startDamaged(null);
  // Making the stores to begin with takes its time on a busy machine.
}, 10 * 60_000);

it('an unharmed one is found whole', () => {
  expect(unharmed).toMatchObject({ refused: null, findings: [], served: { evidence: '凭证' } });
});

it.each(DAMAGE_CASES)('$name', async ({ damage }) => {
  expectTold(await startDamaged(damage), unharmed);
});
