import { afterEach, expect, it } from 'vitest';
import { ensureFirstData, loadFirstData } from './first-data.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';

// A demo's stores stay a demo's, a county's own a county's own.
let test: TestStores;
afterEach(() => test.drop());
const now = new Date('2023-02-20T10:00:00+08:00');

it('stores with demo data are not started without the demo', async () => {
  test = await openTestStores();
  await loadFirstData(test.stores, '2021-02', now);
  await expect(loadFirstData(test.stores, null, now)).rejects.toThrow('These stores hold demo data; set DATA_DIR');
  await expect(loadFirstData(test.stores, '2021-02', now)).resolves.toMatchObject({ stored: 0 });
});

it('a county’s own stores take no demo data', async () => {
  test = await openTestStores();
  await loadFirstData(test.stores, null, now);
  await expect(loadFirstData(test.stores, '2021-02', now)).rejects.toThrow('DEMO=off');
  await expect(loadFirstData(test.stores, null, now)).resolves.toMatchObject({ stored: 0 });
});

it('a start loads again only what another version of the program, or another month, would load otherwise', async () => {
  test = await openTestStores();
  const { db } = test.stores.postgres;
  const received = async (): Promise<number> => (await db.selectFrom('batch').select('id').execute()).length;
  await ensureFirstData(test.stores, '2021-02', now);
  const first = await received();
  // Of what an earlier start loaded nothing is even looked at.
  await db.deleteFrom('unit_class').execute();
  await ensureFirstData(test.stores, '2021-02', now);
  expect(await db.selectFrom('unit_class').select('code').execute()).toEqual([]);
  await ensureFirstData(test.stores, '2021-03', now);
  expect(await received()).toBeGreaterThan(first);
  expect(await db.selectFrom('unit_class').select('code').execute()).not.toEqual([]);
  await db.updateTable('progress').set({ mark: '2021-03 of other sources' }).execute();
  await db.deleteFrom('unit_class').execute();
  await ensureFirstData(test.stores, '2021-03', now);
  expect(await db.selectFrom('unit_class').select('code').execute()).not.toEqual([]);
});
