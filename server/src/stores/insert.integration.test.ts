import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';

// Rows on their way into ClickHouse, sent with their columns named once where all have the same.
let test: TestStores;
beforeAll(async () => {
  test = await openTestStores();
  await test.stores.clickhouse.command(
    `CREATE TABLE sent (n UInt32, text String DEFAULT 'left out', maybe Nullable(Decimal(38, 10)) DEFAULT 1, both Tuple(Date, String))
     ENGINE = MergeTree ORDER BY n`,
  );
});
afterAll(() => test.drop());

const WHOLE = { n: 1, text: '"一\n\\', maybe: '1234567890123456789012345678.0123456789', both: ['2022-12-01', 'x'] };

it.each<[string, readonly object[], readonly object[]]>([
  ['of the same columns', [WHOLE, { ...WHOLE, n: 2, maybe: null }], [WHOLE, { ...WHOLE, n: 2, maybe: null }]],
  [
    'in another order',
    [WHOLE, Object.fromEntries(Object.entries({ ...WHOLE, n: 2 }).reverse())],
    [WHOLE, { ...WHOLE, n: 2 }],
  ],
  [
    'of which one leaves a column out',
    [WHOLE, { n: 2, both: WHOLE.both }, { ...WHOLE, n: 3, text: undefined, maybe: null }],
    [WHOLE, { ...WHOLE, n: 2, text: 'left out', maybe: '1' }, { ...WHOLE, n: 3, text: 'left out', maybe: null }],
  ],
  ['that are none', [], []],
])('rows %s are stored as they are', async (_which, rows, stored) => {
  const { clickhouse } = test.stores;
  await clickhouse.command('TRUNCATE TABLE sent');
  await clickhouse.insert('sent', rows, 'SETTINGS precise_float_parsing = 1');
  expect(
    await clickhouse.rows(
      'SELECT n, text, toString(maybe) AS maybe, tuple(toString(both.1), both.2) AS both FROM sent ORDER BY n',
    ),
  ).toEqual(stored);
});
