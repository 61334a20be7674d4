import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkStores } from '../ops/doctor/stores.ts';
import { openEmbeddedClickHouse } from './clickhouse.ts';
import { dropHalfMutations, findHalfMutations } from './half-mutations.ts';

// A store of one table with a deletion that was carried out, and what a full disk leaves of another.
let folder: string;
let table: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-mutations-'));
  const clickhouse = await openEmbeddedClickHouse(folder);
  await clickhouse.command('CREATE TABLE kept (n UInt32) ENGINE = MergeTree ORDER BY n');
  await clickhouse.insert('kept', [{ n: 1 }, { n: 2 }, { n: 3 }]);
  await clickhouse.command("DELETE FROM kept WHERE n = 3 AND 'a\nb' != ''");
  const [row] = await clickhouse.rows<{ place: string }>(
    "SELECT data_paths[1] AS place FROM system.tables WHERE name = 'kept'",
  );
  table = path.resolve(folder, row!.place);
  await clickhouse.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rowsAfterStart = async (): Promise<number[]> => {
  const clickhouse = await openEmbeddedClickHouse(folder);
  const rows = await clickhouse.rows<{ n: number }>('SELECT n FROM kept ORDER BY n');
  await clickhouse.close();
  return rows.map(({ n }) => n);
};

it('one that is whole is none of them', () => {
  const whole = readdirSync(table).filter((name) => name.startsWith('mutation_'));
  expect(whole.length).toBeGreaterThan(0);
  expect(findHalfMutations(folder)).toEqual([]);
  expect(findHalfMutations(path.join(folder, 'not-there'))).toEqual([]);
});

it('those that are empty, cut short or never named are found, told by the doctor, and removed: the store opens', async () => {
  const [name = ''] = readdirSync(table).filter((one) => one.startsWith('mutation_'));
  const text = readFileSync(path.join(table, name), 'utf8');
  const left = { 'mutation_90.txt': '', 'mutation_91.txt': text.slice(0, -1), 'tmp_mutation_92.txt': '' };
  for (const [file, content] of Object.entries(left)) writeFileSync(path.join(table, file), content);
  const halves = findHalfMutations(folder);
  expect(halves).toEqual(Object.keys(left).map((file) => path.join(table, file)));
  const [told] = checkStores({ clickhouse: { halves }, postgres: { failure: 'not asked' } });
  expect(told).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('mutation_90.txt, mutation_91.txt, tmp_mutation_92.txt') as string,
  });
  dropHalfMutations(halves);
  expect(halves.filter((file) => existsSync(file))).toEqual([]);
  expect(findHalfMutations(folder)).toEqual([]);
  expect(await rowsAfterStart()).toEqual([1, 2]);
});
