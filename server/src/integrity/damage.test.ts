import { beforeAll, expect, it } from 'vitest';
import { DAMAGE_CASES, startDamaged, type DamageOutcome } from '../../testing/damage.ts';
import { expectTold } from '../../testing/expect-told.ts';

// A few of the cases of damage.long.test.ts, one of each kind.
const FEW = [
  'observation: parts deleted',
  'observation: data flipped',
  'score: parts deleted',
  'postgres: pg_control deleted',
  'evidence: flipped',
];

let unharmed: DamageOutcome;
beforeAll(async () => {
  unharmed = await startDamaged(null);
});

it.each(FEW)('%s: nothing wrong is served as right', async (wanted) => {
  const { damage } = DAMAGE_CASES.find(({ name }) => name === wanted)!;
  expectTold(await startDamaged(damage), unharmed);
});

it('an unharmed one is found whole', () => {
  expect(unharmed).toMatchObject({ refused: null, findings: [], served: { evidence: '凭证' } });
});
