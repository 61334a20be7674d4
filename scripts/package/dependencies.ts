import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

type Names = string | readonly string[];

/** What of a `package.json` says what a package needs, and where it runs. */
interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly os?: Names;
  readonly cpu?: Names;
  readonly libc?: Names;
}

/** A package somebody else wrote, and its folder in the archive. */
export interface Placed {
  readonly name: string;
  readonly version: string;
  /** Where it is installed here. */
  readonly from: string;
  /** Relative to the archive's root, e.g. `node_modules/fastify`. */
  readonly to: string;
}

const TARGET = { os: 'linux', cpu: 'x64', libc: 'glibc' } as const;

/**
 * The production dependencies of workspaces, taken from what is installed, without a network: each package
 * once at the top, and a second version of it below the one that wants it.
 *
 * @param workspaces folders with a `package.json`
 * @throws Error when a package is not installed, two workspaces want two versions of one, or versions need each
 *   other in a circle that folders in folders cannot lay out
 */
export function placeDependencies(workspaces: readonly string[]): Placed[] {
  const placed = new Map<string, Placed>();
  const queue = workspaces.map((folder) => ({ home: '', from: realpathSync(folder) }));
  // Breadth first: what stands below a package is placed before anything it brings looks past it.
  for (const { home, from } of queue) {
    for (const needed of listNeeded(from)) {
      const seen = findVisible(placed, home, needed.name);
      if (seen?.from === needed.from) continue;
      const to = path.posix.join(seen === null ? '' : home, 'node_modules', needed.name);
      if (placed.has(to)) throw new Error(`two versions of ${needed.name} are wanted at ${to}`);
      if (isBelowItself(placed, home, needed.from)) throw new Error(`a circle of versions through ${to}`);
      placed.set(to, { ...needed, to });
      queue.push({ home: to, from: needed.from });
    }
  }
  return [...placed.values()];
}

/** What Node finds from a folder of the archive: the nearest on the way up. */
function findVisible(placed: ReadonlyMap<string, Placed>, home: string, name: string): Placed | null {
  const found = placed.get(path.posix.join(home, 'node_modules', name));
  if (found !== undefined || home === '') return found ?? null;
  return findVisible(placed, above(home), name);
}

const above = (home: string): string => home.slice(0, Math.max(0, home.lastIndexOf('node_modules') - 1));

function isBelowItself(placed: ReadonlyMap<string, Placed>, home: string, from: string): boolean {
  return home !== '' && (placed.get(home)?.from === from || isBelowItself(placed, above(home), from));
}

function listNeeded(folder: string): Omit<Placed, 'to'>[] {
  const { name: by, dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = readPackage(folder);
  const optional = new Set(Object.keys(optionalDependencies ?? {}));
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => peerDependenciesMeta?.[name]?.optional !== true);
  const names = new Set([...Object.keys(dependencies ?? {}), ...optional, ...peers]);
  return [...names]
    .filter((name) => !name.startsWith('@dangzhi/'))
    .sort()
    .flatMap((name) => {
      const from = findInstalled(name, folder);
      if (from === null && !optional.has(name)) throw new Error(`${name}, which ${by} needs, is not installed`);
      if (from === null) return [];
      const { version, os, cpu, libc } = readPackage(from);
      const runs = fits(os, TARGET.os) && fits(cpu, TARGET.cpu) && fits(libc, TARGET.libc);
      return runs ? [{ name, version, from }] : [];
    });
}

/** npm's own rule: a list of names, or of names with `!`. */
function fits(names: Names = [], target: string): boolean {
  const list = typeof names === 'string' ? [names] : names;
  if (list.includes(`!${target}`)) return false;
  return list.includes(target) || list.every((item) => item.startsWith('!'));
}

/** As Node looks for it: in `node_modules` of the folder, and of every folder above. */
function findInstalled(name: string, folder: string): string | null {
  const place = path.join(folder, 'node_modules', name);
  if (existsSync(place)) return realpathSync(place);
  const parent = path.dirname(folder);
  return parent === folder ? null : findInstalled(name, parent);
}

const readPackage = (folder: string): PackageJson =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageJson;
