import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { few, fault, ok, type Check } from './check.ts';
import { isCheckout } from './package.ts';

/** A file of the build as its pages, scripts and styles name it. */
const NAMED = /(?:\bassets\/|(?<!\.)\.\/)([\w-]+\.(?:js|css|woff2))\b/g;

/** Whether the built pages are all there, and with them the fonts: nothing is loaded from elsewhere. */
export function checkPages(root: string): Check[] {
  const mend = isCheckout(root)
    ? 'Build the pages: npx -y pnpm@12.21.0 build'
    : 'Unpack the archive again, into an empty folder.';
  const dist = path.join(root, 'web/dist');
  if (!existsSync(path.join(dist, 'index.html')))
    return [fault('pages', `no built pages in ${dist}`, mend), fault('fonts', 'not looked for without pages', mend)];
  const there = new Set(listAssets(dist));
  const named = listNamed(dist, there);
  const [fonts, rest] = [named.filter(isFont), named.filter((name) => !isFont(name))];
  return [
    checkNamed('pages', 'scripts and styles', rest, there, mend),
    checkNamed('fonts', 'font files', fonts, there, mend),
  ];
}

const isFont = (name: string): boolean => name.endsWith('.woff2');

function checkNamed(
  name: string,
  what: string,
  wanted: readonly string[],
  there: ReadonlySet<string>,
  mend: string,
): Check {
  const absent = wanted.filter((file) => !there.has(file));
  if (absent.length > 0) return fault(name, `missing: ${few(absent)}`, mend);
  if (wanted.length === 0) return fault(name, `the pages name no ${what}`, mend);
  return ok(name, `${wanted.length} ${what}`);
}

function listAssets(dist: string): string[] {
  const folder = path.join(dist, 'assets');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Names of the build's files that stand in its page, its scripts and its styles. */
function listNamed(dist: string, assets: ReadonlySet<string>): string[] {
  const texts = [
    'index.html',
    ...[...assets].filter((name) => /\.(js|css)$/.test(name)).map((name) => `assets/${name}`),
  ];
  const named = texts.flatMap((file) => [...readFileSync(path.join(dist, file), 'utf8').matchAll(NAMED)]);
  return [...new Set(named.map(([, name = '']) => name))].sort();
}
