import { readFileSync } from 'node:fs';
import path from 'node:path';

const plain = (text: string): string => text.replaceAll("'", '');

/** Blocks of YAML as pnpm writes it: below a name that is indented so far, what is indented further. */
function blocksOf(text: string, indent: number): Map<string, string> {
  const found = new Map<string, string>();
  let name: string | null = null;
  for (const line of text.split('\n')) {
    const depth = line.search(/\S/);
    if (depth >= 0 && depth < indent) name = null;
    if (depth === indent) {
      name = plain(line.trim().replace(/:( \{\})?$/, ''));
      found.set(name, '');
    } else if (name !== null && depth > indent) found.set(name, `${found.get(name)}${line}\n`);
  }
  return found;
}

/**
 * The production dependencies of workspaces by `pnpm-lock.yaml`, for Linux x64 with glibc: `name@version`, sorted.
 * Peers that a package can do without are none.
 */
export function readLocked(root: string, workspaces: readonly string[]): string[] {
  const lock = blocksOf(readFileSync(path.join(root, 'pnpm-lock.yaml'), 'utf8'), 0);
  const [importers, packages, snapshots] = ['importers', 'packages', 'snapshots'].map((name) =>
    blocksOf(lock.get(name) ?? '', 2),
  ) as [Map<string, string>, Map<string, string>, Map<string, string>];

  const needsOf = (body: string): Map<string, string> => {
    const kinds = blocksOf(body, 4);
    return blocksOf(`${kinds.get('dependencies') ?? ''}${kinds.get('optionalDependencies') ?? ''}`, 6);
  };
  const runsHere = (body: string): boolean =>
    Object.entries({ os: 'linux', cpu: 'x64', libc: 'glibc' }).every(([key, own]) => {
      const [, list] = new RegExp(`^ {4}${key}: \\[(.*)\\]$`, 'm').exec(body) ?? [];
      return list === undefined || list.split(', ').includes(own);
    });

  const queue = workspaces.flatMap((name) =>
    [...needsOf(importers.get(name) ?? '')].flatMap(([need, body]) => {
      const [, version = ''] = /^ *version: (.*)$/m.exec(body) ?? [];
      return version.startsWith('link:') ? [] : [`${need}@${version}`];
    }),
  );
  const seen = new Set<string>();
  const withoutPeers = (id: string): string => id.replace(/\(.*$/, '');
  for (const id of queue) {
    const body = packages.get(withoutPeers(id)) ?? '';
    if (seen.has(id) || !runsHere(body)) continue;
    seen.add(id);
    const optionalPeers = blocksOf(blocksOf(body, 4).get('peerDependenciesMeta') ?? '', 6);
    for (const line of needsOf(snapshots.get(id) ?? '').keys()) {
      const [need = '', version = ''] = line.split(/: (.*)/);
      // Under another name the version has the name in front.
      if (!optionalPeers.has(plain(need))) queue.push(/^\d/.test(version) ? `${plain(need)}@${version}` : version);
    }
  }
  return [...new Set([...seen].map(withoutPeers))].sort();
}
