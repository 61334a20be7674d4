import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ComponentKind } from '@dangzhi/metrics/contract';
import { placeDependencies, type Placed } from '../package/dependencies.ts';
import { textsOfPackage } from './package-texts.ts';
import type { StatedComponent } from './stated.ts';

/** What of a `package.json` says under which licence a package is. */
interface PackageJson {
  /** Its own; it may be installed under another. */
  readonly name: string;
  readonly license?: string | { readonly type?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const readPackage = (folder: string): PackageJson =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageJson;

const licenceIn = ({ license }: PackageJson): string => (typeof license === 'string' ? license : (license?.type ?? ''));

/** Every package that runs on the server. */
export const statedLibraries = (placed: readonly Placed[]): StatedComponent[] =>
  placed.map((one) => statedPackage(one, 'library', placed));

/**
 * Every package that is in the pages: what Vite says it put into scripts, and what the pages name themselves, since
 * fonts and styles are in no script.
 *
 * @param root of a source tree with its pages built
 */
export function statedPages(root: string): StatedComponent[] {
  const web = path.join(root, 'web');
  // The pages hold our own measures as well, and what those need.
  const placed = placeDependencies([web, path.join(root, 'metrics')]);
  const own = readPackage(web);
  const bundled = JSON.parse(readFileSync(path.join(web, 'dist/.vite/license.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  }[];
  // The faces cut at build lie below `node_modules`, and are taken for a package of the pages' own name.
  const inScripts = bundled.filter(({ name }) => name !== own.name);
  const named = new Set(Object.keys(own.dependencies ?? {}));
  const found = placed
    .map((one) => statedPackage(one, one.name.startsWith('@fontsource/') ? 'font' : 'page', placed))
    .filter(
      ({ name, version }, at) =>
        inScripts.some((one) => one.name === name && one.version === version) ||
        (named.has(name) && placed[at]?.to === `node_modules/${name}`),
    );
  for (const { name, version } of inScripts)
    if (!found.some((one) => one.name === name && one.version === version))
      throw new Error(`${name} ${version} is in the pages, and nothing we depend on`);
  return found;
}

function statedPackage(
  { name: installedAs, version, from }: Placed,
  kind: ComponentKind,
  all: readonly Placed[],
): StatedComponent {
  const own = readPackage(from);
  const licence = licenceIn(own);
  const { name } = own;
  const texts = textsOfPackage(name, from);
  return { name, version, licence, kind, texts: texts.length > 0 ? texts : textsOfWhole(installedAs, licence, all) };
}

/** A platform's binary is a package by itself and belongs to one that carries the text for both. */
function textsOfWhole(name: string, licence: string, all: readonly Placed[]): string[] {
  const whole = all.find(({ from }) => {
    const own = readPackage(from);
    return own.optionalDependencies?.[name] !== undefined && licenceIn(own) === licence;
  });
  return whole === undefined ? [] : textsOfPackage(whole.name, whole.from);
}
