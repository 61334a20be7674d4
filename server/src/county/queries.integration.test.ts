import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Catalogue } from '@dangzhi/metrics';
import { EXAMPLE_CATALOGUE } from '../../testing/worked-example.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { loadCounty } from './load.ts';
import { findCatalogue } from './queries.ts';

let test: TestStores;
beforeAll(async () => {
  test = await openTestStores();
});
afterAll(() => test.drop());

const load = (catalogue: Catalogue): Promise<void> =>
  loadCounty(test.stores, {
    classes: [],
    areas: [],
    units: [],
    catalogue,
    schemes: [],
    facts: [],
    records: [],
    adjustments: [],
  });

it('a catalogue that goes back to an earlier document is a version of its own, also to who read the first', async () => {
  const other = { ...EXAMPLE_CATALOGUE, sets: [], references: [{ code: 'R', title: 'R', status: '' }] };
  expect(await findCatalogue(test.stores.postgres)).toBeNull();
  await load(EXAMPLE_CATALOGUE);
  const first = await findCatalogue(test.stores.postgres);
  await load(other);
  await load(EXAMPLE_CATALOGUE);
  const last = await findCatalogue(test.stores.postgres);
  expect(last?.version).toBe((first?.version ?? Number.NaN) + 2);
  expect(last?.document).toEqual(first?.document);
});
