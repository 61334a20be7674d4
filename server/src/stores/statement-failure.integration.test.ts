import { inspect } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';

const SECRET = 'hunter2-$argon2id$v=19$secret';

let test: TestStores;
beforeAll(async () => {
  test = await openTestStores();
});
afterAll(() => test.drop());

/** Everything a log or an answer could make of an error. */
async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (failure: unknown) => failure as Error,
  );
  return [inspect(error, { depth: 10, showHidden: true }), error.stack, JSON.stringify(error)].join('\n');
}

describe('a failed statement of PostgreSQL says what and where, and none of its values', () => {
  const on = (): TestStores['stores']['postgres']['db'] => test.stores.postgres.db;
  const insert = (name: string, password: unknown) =>
    sql`INSERT INTO secret (name, password) VALUES (${name}, ${password})`.execute(on());

  beforeAll(async () => {
    await sql`CREATE TABLE secret (name text PRIMARY KEY, password text NOT NULL CHECK (password <> 'no'), n int)`.execute(
      on(),
    );
    await insert(SECRET, 'x');
  });

  it.each([
    ['a key that is there', () => insert(SECRET, 'x'), ['23505', 'secret_pkey']],
    ['nothing where something must be', () => insert(SECRET.repeat(2), null), ['23502', 'null value in column']],
    ['a check', () => insert(SECRET.repeat(2), 'no'), ['23514', 'secret_password_check']],
    ['a number', () => sql`UPDATE secret SET n = ${SECRET}`.execute(on()), ['22P02', 'invalid input syntax for type']],
    ['a date with quotes', () => sql`SELECT ${`"${SECRET}"`}::date`.execute(on()), ['22007', 'type date']],
    ['JSON', () => sql`SELECT ${`{"a":${SECRET}}`}::json`.execute(on()), ['22P02', 'json']],
    ['no such column', () => sql`SELECT none FROM secret WHERE name = ${SECRET}`.execute(on()), ['42703', 'none']],
    [
      'in a transaction',
      () =>
        on()
          .transaction()
          .execute((one) => sql`INSERT INTO secret VALUES (${SECRET}, ${null})`.execute(one)),
      ['23502', 'INSERT INTO secret VALUES ($1, $2)'],
    ],
  ])('%s', async (_, work, says) => {
    const told = await failureOf(work());
    expect(told).not.toContain('hunter2');
    for (const part of says) expect(told).toContain(part);
  });
});

describe('a failed statement of ClickHouse says what and where, and none of its values', () => {
  it.each([
    [
      'a row that does not fit',
      () => test.stores.clickhouse.insert('source_record', [{ batch: 'b', record: SECRET, payload: SECRET }]),
      ['INSERT INTO source_record'],
    ],
    [
      'a parameter of another type',
      () => test.stores.clickhouse.rows('SELECT {n:UInt32}', { n: SECRET }),
      ['SELECT {n:UInt32}'],
    ],
    [
      'a value that cannot be converted',
      () => test.stores.clickhouse.rows('SELECT toUInt32({n:String})', { n: SECRET }),
      ['CANNOT_PARSE_TEXT', 'SELECT toUInt32({n:String})'],
    ],
    [
      'no such column',
      () => test.stores.clickhouse.rows('SELECT none FROM score WHERE unit = {unit:String}', { unit: SECRET }),
      ['UNKNOWN_IDENTIFIER', 'SELECT none FROM score'],
    ],
    ['without values, the engine’s own words', () => test.stores.clickhouse.rows('SELECT none FROM score'), ['none']],
  ])('%s', async (_, work, says) => {
    const told = await failureOf(work());
    expect(told).not.toContain('hunter2');
    for (const part of says) expect(told).toContain(part);
  });
});
