import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { findUnsafeSettings, unsafeWords } from './unsafe-settings.ts';

let test: TestStores;
beforeAll(async () => {
  test = await openTestStores();
});
afterAll(() => test.drop());

const isServed = process.env['DANGZHI_TEST_STORES'] === 'served';

it('the embedded PostgreSQL has none; the server of the tests, which need not survive, is found out', async () => {
  expect(await findUnsafeSettings(test.stores.postgres)).toEqual(
    isServed ? ['fsync', 'full_page_writes', 'synchronous_commit'] : [],
  );
});

it('one of a session is found out, and one of the safe kinds of waiting is not', async () => {
  await test.stores.postgres.db.transaction().execute(async (db) => {
    const settings = async (wait: string): Promise<string[]> => {
      await sql`SELECT set_config('synchronous_commit', ${wait}, true)`.execute(db);
      return (await findUnsafeSettings({ db })).filter((name) => name === 'synchronous_commit');
    };
    expect([await settings('off'), await settings('local'), await settings('on')]).toEqual([
      ['synchronous_commit'],
      [],
      [],
    ]);
  });
});

it('is told with what follows and what mends it, in both languages', () => {
  const { found, mend } = unsafeWords(['fsync', 'synchronous_commit']);
  for (const words of [found.zh, found.en]) expect(words).toContain('fsync = off, synchronous_commit = off');
  for (const words of [mend.zh, mend.en]) expect(words).toContain('fsync = on, synchronous_commit = on');
});
