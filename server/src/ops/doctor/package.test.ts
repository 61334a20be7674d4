import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SUMS_FILE, writeSums } from './package-sums.ts';
import { checkPackage } from './package.ts';

// A package of five files and a link, sealed.
let root: string;
const at = (file: string): string => path.join(root, file);

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-package-'));
  for (const folder of ['server/src', 'metrics', 'node_modules/fastify', 'node_modules/@dangzhi'])
    mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('README.md'), '档治\n');
  writeFileSync(at('server/src/cli.ts'), 'const one = 1;\n');
  writeFileSync(at('metrics/package.json'), '{}\n');
  writeFileSync(at('node_modules/fastify/index.js'), '');
  // Larger than what is read at once.
  writeFileSync(at('node_modules/fastify/big'), Buffer.alloc(3_000_000, 7));
  symlinkSync('../../metrics', at('node_modules/@dangzhi/metrics'));
  writeFileSync(at(SUMS_FILE), writeSums(root));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a package', () => {
  it('as it was packed is ok, with data beside it', () => {
    mkdirSync(at('data'));
    writeFileSync(at('data/lock.pid'), '1');
    writeFileSync(at('notes.txt'), 'ours');
    expect(checkPackage(root)).toEqual({
      name: 'package',
      state: 'ok',
      found: '6 files, each as it was packed',
      mend: null,
    });
  });

  it.runIf(process.platform === 'linux')('is listed as sha256sum lists and checks it', () => {
    const { status, stdout } = spawnSync('sha256sum', ['--check', '--strict', SUMS_FILE], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stdout.split('\n')]).toEqual([
      0,
      [
        'README.md: OK',
        'metrics/package.json: OK',
        'node_modules/@dangzhi/metrics/package.json: OK',
        'node_modules/fastify/big: OK',
        'node_modules/fastify/index.js: OK',
        'server/src/cli.ts: OK',
        '',
      ],
    ]);
  });

  it.each<[title: string, damage: () => void, state: string, found: string]>([
    ['one byte is another', () => writeFileSync(at('README.md'), '档治 '), 'fault', 'changed: README.md'],
    [
      'the last byte of a large file is another',
      () => writeFileSync(at('node_modules/fastify/big'), Buffer.alloc(3_000_000, 7).fill(8, 2_999_999)),
      'fault',
      'changed: node_modules/fastify/big',
    ],
    ['a file is gone', () => rmSync(at('server/src/cli.ts')), 'fault', 'missing: server/src/cli.ts'],
    [
      'a link is gone',
      () => rmSync(at('node_modules/@dangzhi/metrics')),
      'fault',
      'missing: node_modules/@dangzhi/metrics/package.json',
    ],
    ['its list is gone', () => rmSync(at(SUMS_FILE)), 'fault', `no readable ${SUMS_FILE} in `],
    ['its list is cut', () => writeFileSync(at(SUMS_FILE), 'abc'), 'fault', `no readable ${SUMS_FILE} in `],
    ['its list is empty', () => writeFileSync(at(SUMS_FILE), ''), 'fault', `no readable ${SUMS_FILE} in `],
    [
      'another version lies in it',
      () => writeFileSync(at('server/src/old.ts'), ''),
      'warning',
      '6 files as packed, and others among them: server/src/old.ts',
    ],
  ])('of which %s', (_title, damage, state, found) => {
    damage();
    const check = checkPackage(root);
    expect(check.state).toBe(state);
    expect(check.found).toContain(found);
    expect(check.mend).toMatch(/empty (folder|one)/);
  });

  it('names a few of many', () => {
    rmSync(at('node_modules'), { recursive: true });
    rmSync(at('server'), { recursive: true });
    expect(checkPackage(root).found).toBe(
      'missing: node_modules/@dangzhi/metrics/package.json, node_modules/fastify/big, node_modules/fastify/index.js and 1 more',
    );
  });
});

it('a source tree is none', () => {
  rmSync(at(SUMS_FILE));
  writeFileSync(at('pnpm-workspace.yaml'), '');
  expect(checkPackage(root)).toMatchObject({ state: 'ok', found: 'a source tree, not a package' });
});
