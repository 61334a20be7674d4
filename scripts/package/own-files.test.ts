import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listOwnFiles } from './own-files.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

describe('of this source tree', () => {
  const files = listOwnFiles(REPOSITORY);

  it('everything the command line comes to is packed', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'metrics/package.json',
        'metrics/src/index.ts',
        'seed/package.json',
        'seed/src/index.ts',
        // Processes of their own.
        'seed/src/upstream/main.ts',
        'server/src/ops/doctor/open-store.ts',
        // Commands are loaded when they are given.
        'server/src/commands/serve.ts',
        // Data in JSON, and what is read by its place.
        'seed/data/units.json',
        'server/src/stores/migrations/clickhouse/0001_observation.sql',
        'server/src/stores/migrations/postgres/0001_county.sql',
      ]),
    );
  });

  it('nothing of ours that only we use', () => {
    const ours = /\.test\.ts$|\.fixture\.ts$|\/testing\/|\/fixtures\/|\/test-|^(web|bench|scripts|docs)\/|tsconfig/;
    expect(files.filter((file) => ours.test(file))).toEqual([]);
  });

  it('only files that Node runs or reads', () => {
    expect(files.filter((file) => !/\.(ts|json|sql|txt)$/.test(file))).toEqual([]);
  });
});

describe('of a small tree', () => {
  let root: string;
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-own-'));
    write('metrics/package.json', '{ "exports": { ".": "./src/index.ts", "./rules": "./src/rules.ts" } }');
    write('metrics/src/index.ts', '');
    write('metrics/src/rules.ts', "export { a } from './a.ts';");
    write('metrics/src/a.ts', 'export const a = 1;');
    write('metrics/src/a.test.ts', "import { a } from './a.ts';");
    for (const store of ['clickhouse', 'postgres']) write(`server/src/stores/migrations/${store}/0001_x.sql`, '');
    write('server/src/late.ts', "new URL('./process.ts', import.meta.url); new URL('..', import.meta.url);");
    write('server/src/process.ts', "import 'node:fs'; import Fastify from 'fastify';");
    write('server/src/cli.ts', "import data from './data.json' with { type: 'json' }; await import('./late.ts');");
    write('server/src/data.json', '{}');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('follows imports, late ones, processes and packages of ours', () => {
    write('server/src/process.ts', "import { a } from '@dangzhi/metrics/rules';");
    expect(listOwnFiles(root)).toEqual([
      'metrics/package.json',
      'metrics/src/a.ts',
      'metrics/src/rules.ts',
      'seed/package.json',
      'server/package.json',
      'server/src/cli.ts',
      'server/src/data.json',
      'server/src/late.ts',
      'server/src/process.ts',
      'server/src/stores/migrations/clickhouse/0001_x.sql',
      'server/src/stores/migrations/postgres/0001_x.sql',
    ]);
  });

  it.each([
    ["import './gone.ts';", 'server/src/process.ts names server/src/gone.ts, which is not there'],
    ["import '@dangzhi/metrics/gone';", 'server/src/process.ts imports @dangzhi/metrics/gone, which metrics does not'],
  ])('refuses %s', (text, message) => {
    write('server/src/process.ts', text);
    expect(() => listOwnFiles(root)).toThrow(message);
  });
});

it('a file that reads beside itself in another way would be missed, so there is none but the migrations, the pages and what is hashed', () => {
  const readers = listOwnFiles(REPOSITORY).filter(
    (file) => file.endsWith('.ts') && readFileSync(path.join(REPOSITORY, file), 'utf8').includes('import.meta.dirname'),
  );
  expect(readers).toEqual([
    'server/src/api/web-pages.ts',
    'server/src/ops/doctor/open-store.ts',
    'server/src/ops/doctor/package.ts',
    'server/src/runtime/fingerprint.ts',
    'server/src/stores/index.ts',
  ]);
});
