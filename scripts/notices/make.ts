import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ComponentKind } from '@dangzhi/metrics/contract';
import {
  NOTICES_FILE,
  NOTICES_FOLDER,
  printNotices,
  printSbom,
  SBOM_FILE,
  type Notices,
} from '../../server/src/ops/about/notices.ts';
import { placeDependencies } from '../package/dependencies.ts';
import { EXCUSED, statedClickHouse, statedNode, statedPostgres } from './engines.ts';
import { isListed } from './licences.ts';
import { statedLibraries, statedPages } from './packages.ts';
import { toNotices, type StatedComponent } from './stated.ts';

/** In which the components are told. */
const KINDS: readonly ComponentKind[] = ['runtime', 'engine', 'library', 'page', 'font'];
const OWN = ['metrics', 'seed', 'server'];

/**
 * Notices of all that a source tree is packed with.
 *
 * @param root of the source tree, installed and with its pages built
 * @throws Error naming what has no text of its licence, or a licence that may not be packed
 */
export function makeNotices(root: string): Notices {
  const placed = placeDependencies(OWN.map((name) => path.join(root, name)));
  const stated = [
    statedNode(root),
    statedClickHouse(placed),
    statedPostgres(placed),
    ...statedLibraries(placed),
    ...statedPages(root),
  ];
  return toNotices(inOrder(stated), EXCUSED);
}

/** Each once, by kind and name. What runs on both sides is of the server. */
function inOrder(stated: readonly StatedComponent[]): StatedComponent[] {
  const first = new Map<string, StatedComponent>();
  for (const one of stated) {
    const key = `${one.name}@${one.version}`;
    if (!first.has(key)) first.set(key, one);
  }
  const place = ({ kind }: StatedComponent): number => KINDS.indexOf(kind);
  return [...first.values()].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}

/** @param folder the root they are of: a source tree's, or a package's */
export function writeNotices(root: string, folder: string, notices: Notices): void {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const place = path.join(folder, NOTICES_FOLDER);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, NOTICES_FILE), printNotices(`档治 Dangzhi ${version}`, notices));
  writeFileSync(path.join(place, SBOM_FILE), printSbom({ name, version }, notices, isListed));
}

/**
 * Every package that lies in a folder stands in its notices.
 *
 * @throws Error naming those that do not
 */
export function requireNoticed(folder: string, { components }: Notices): void {
  const noticed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const lacking = listPackages(path.join(folder, 'node_modules')).filter((one) => !noticed.has(one));
  if (lacking.length > 0) throw new Error(`Packed without a notice: ${lacking.join(', ')}`);
}

/** `name@version` of every package below a `node_modules`; links are ours. */
function listPackages(modules: string): string[] {
  return readdirSync(modules, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(modules, entry.name);
    if (!entry.isDirectory()) return [];
    if (entry.name.startsWith('@')) return listPackages(place);
    const { name, version } = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    const below = readdirSync(place).includes('node_modules') ? listPackages(path.join(place, 'node_modules')) : [];
    return [`${name}@${version}`, ...below];
  });
}
