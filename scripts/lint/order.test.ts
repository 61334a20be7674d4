import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { findUpwardImport, ORDER } from './order.ts';

const root = path.join(import.meta.dirname, '../..');

const HOUSE = { shop: [['wood', 'glue'], ['chair', 'chair/leg'], ['room']] };

describe('the order of folders', () => {
  it.each([
    ['shop/src/chair/seat.ts', 'shop/src/wood/oak.ts'],
    ['shop/src/room/all.ts', 'shop/src/wood/oak.ts'],
    ['shop/src/chair/seat.ts', 'shop/src/chair/back.ts'],
    ['shop/src/index.ts', 'shop/src/room/all.ts'],
    ['shop/src/room/all.ts', 'shop/testing/room.ts'],
    ['other/src/a/b.ts', 'other/src/c/d.ts'],
  ])('%s may import %s', (file, target) => {
    expect(findUpwardImport(file, target, HOUSE)).toBeNull();
  });

  it.each([
    ['shop/src/wood/oak.ts', 'shop/src/chair/seat.ts', 'chair stands above wood'],
    ['shop/src/wood/oak.ts', 'shop/src/glue/bone.ts', 'glue stands beside wood'],
    ['shop/src/chair/seat.ts', 'shop/src/chair/leg/turned.ts', 'chair/leg stands beside chair'],
    ['shop/src/wood/oak.ts', 'shop/src/index.ts', 'files in shop/src put the folders together'],
    ['shop/src/attic/box.ts', 'shop/src/wood/oak.ts', 'shop/src/attic has no place'],
    ['shop/src/room/all.ts', 'shop/src/attic/box.ts', 'shop/src/attic has no place'],
  ])('%s may not import %s', (file, target, because) => {
    expect(findUpwardImport(file, target, HOUSE)).toContain(because);
  });

  it.each(Object.keys(ORDER))('no two folders of %s, however deep, import each other in a circle', (name) => {
    expect(circles(foldersBelow(name))).toEqual([]);
  });

  it.each(Object.entries(ORDER))('%s is drawn in docs/architecture.md in this order', (name, order) => {
    const [, drawing = ''] = new RegExp(`<!-- order of ${name} -->([^]*?)<!-- end -->`).exec(architecture) ?? [];
    const lines = drawing.split('\n').flatMap((line) => /^\| (`.+?`(?:, `.+?`)*) \|/.exec(line)?.[1] ?? []);
    const drawn = lines.map((line) => [...line.matchAll(/`(.+?)`/g)].map(([, folder]) => folder));
    // Read from the top: who looks at a house sees the roof first.
    expect(drawn).toEqual(order.toReversed());
  });
});

const architecture = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Which folder of a package's `src` imports which, tests and fixtures left out. */
function foldersBelow(name: string): Graph {
  const source = path.join(root, name, 'src');
  const graph = new Map<string, Set<string>>();
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!/\.(ts|vue)$/.test(entry.name) || /\.(test|fixture|d)\.ts$/.test(entry.name)) continue;
    const text = readFileSync(path.join(entry.parentPath, entry.name), 'utf8');
    const script = entry.name.endsWith('.vue')
      ? [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].join('\n')
      : text;
    for (const { fileName } of ts.preProcessFile(script).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const from = path.relative(source, entry.parentPath);
      const to = path.relative(source, path.dirname(path.join(entry.parentPath, fileName)));
      if (from !== to) graph.set(from, (graph.get(from) ?? new Set()).add(to));
    }
  }
  return graph;
}

/** Folders that reach themselves, each with the others of its circle. */
function circles(graph: Graph): string[][] {
  const reach = (start: string): Set<string> => {
    const seen = new Set<string>();
    const open = [start];
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
      for (const next of graph.get(folder) ?? []) if (!seen.has(next) && seen.add(next)) open.push(next);
    }
    return seen;
  };
  const reached = new Map([...graph.keys()].map((folder) => [folder, reach(folder)]));
  const found = [...reached].filter(([folder, far]) => far.has(folder));
  const circle = (folder: string): string[] =>
    found.filter(([other, far]) => far.has(folder) && reached.get(folder)?.has(other)).map(([other]) => other);
  return [...new Set(found.map(([folder]) => circle(folder).sort().join(' ')))].map((names) => names.split(' '));
}
