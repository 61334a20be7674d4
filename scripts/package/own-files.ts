import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const WORKSPACES = ['metrics', 'seed', 'server'];
/** Where everything begins; processes of their own are found by the `new URL` that names them. */
const ENTRY = 'server/src/cli.ts';
/** Read by name at run time, not imported. */
const READ_FOLDERS = ['server/src/stores/migrations/clickhouse', 'server/src/stores/migrations/postgres'];

/**
 * Our own files that the command line can come to: what is imported from it, and what that imports. Tests,
 * fixtures and whatever else lies about are left out because nothing leads to them.
 *
 * @returns paths relative to `root`, sorted
 * @throws Error when a file names one that is not there
 */
export function listOwnFiles(root: string): string[] {
  const found = new Set(WORKSPACES.map((name) => `${name}/package.json`));
  const queue = [ENTRY];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    if (file.endsWith('.ts')) queue.push(...listNamed(root, file));
  }
  for (const folder of READ_FOLDERS)
    for (const name of readdirSync(path.join(root, folder))) found.add(`${folder}/${name}`);
  return [...found].sort();
}

const BESIDE = /new URL\(\s*'(\.[^']+)',\s*import\.meta\.url\s*\)/g;

function listNamed(root: string, file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const beside = [...text.matchAll(BESIDE)].map(([, name = '']) => name);
  const targets = [...imported, ...beside].map((name) => locate(root, file, name)).filter((target) => target !== null);
  for (const target of targets)
    if (!existsSync(path.join(root, target))) throw new Error(`${file} names ${target}, which is not there`);
  return targets.filter((target) => statSync(path.join(root, target)).isFile());
}

/** @returns `null` for what is not ours */
function locate(root: string, file: string, name: string): string | null {
  if (name.startsWith('.')) return path.posix.join(path.posix.dirname(file), name);
  const [, workspace = '', rest = ''] = /^@dangzhi\/([^/]+)(.*)$/.exec(name) ?? [];
  if (workspace === '') return null;
  const { exports } = readPackage(path.join(root, workspace));
  const target = exports?.[`.${rest}`];
  if (target === undefined) throw new Error(`${file} imports ${name}, which ${workspace} does not export`);
  return path.posix.join(workspace, target);
}

interface OwnPackage {
  readonly exports?: Readonly<Record<string, string>>;
}

const readPackage = (folder: string): OwnPackage =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as OwnPackage;
