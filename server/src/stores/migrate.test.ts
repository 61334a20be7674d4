import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readMigrations } from './migrate.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (files: Record<string, string>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
};

it('reads numbered files in order, each in its statements', () => {
  write({ '0002_second.sql': 'SELECT 2;\n', '0001_first.sql': '-- 说明\nSELECT 1;\n--;\nSELECT 11\n' });
  expect(readMigrations(folder).map(({ id, name, statements }) => ({ id, name, statements }))).toEqual([
    { id: 1, name: 'first', statements: ['-- 说明\nSELECT 1', 'SELECT 11'] },
    { id: 2, name: 'second', statements: ['SELECT 2'] },
  ]);
});

it('refuses a gap in the numbers, and a number twice', () => {
  write({ '0001_first.sql': 'SELECT 1', '0003_third.sql': 'SELECT 3' });
  expect(() => readMigrations(folder)).toThrow('migration third has number 3 where 2 is due; close the gap');
  write({ '0002_second.sql': 'SELECT 2', '0002_other.sql': 'SELECT 2' });
  expect(() => readMigrations(folder)).toThrow('migration second has number 2 where 3 is due');
});

it.each(['1_first.sql', '0001-first.sql', 'README.md', '0001_First.sql'])('refuses a file named %s', (name) => {
  write({ [name]: 'SELECT 1' });
  expect(() => readMigrations(folder)).toThrow(`${name} is not a migration; name it NNNN_name.sql`);
});
