import { expect, it } from 'vitest';
import { findFreePort } from '../../../testing/served/server-process.ts';
import { checkDurability, durabilityOf } from './durability.ts';

const isServed = process.env['DANGZHI_TEST_STORES'] === 'served';

it.runIf(isServed)('the server of the tests does not wait for its disk: that is told, with its mend', async () => {
  expect(await checkDurability(process.env['DATABASE_URL'])).toEqual({
    name: 'durability',
    state: 'warning',
    found:
      'the PostgreSQL server has fsync = off, full_page_writes = off, synchronous_commit = off: a power cut takes what was acknowledged',
    mend: 'Set fsync = on, full_page_writes = on, synchronous_commit = on in its postgresql.conf and reload it, unless that loss is acceptable.',
  });
});

it('one that waits, and the embedded one, are sound', async () => {
  expect(durabilityOf([])).toMatchObject({ state: 'ok', found: 'the PostgreSQL server waits for its disk' });
  expect(await checkDurability(undefined)).toMatchObject({ state: 'ok' });
});

it('one that does not answer is not asked', async () => {
  const nobody = `postgres://127.0.0.1:${await findFreePort()}/none`;
  expect(await checkDurability(nobody)).toMatchObject({ state: 'warning', mend: 'Mend "postgres" first.' });
});
