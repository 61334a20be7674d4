import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One line of code changed, so that a test which looks at what it does fails. */
export interface Mutant {
  readonly id: number;
  readonly package: MutatedPackage;
  /** Where the line stood when the list was made; it is found by its text, wherever it stands later. */
  readonly file: string;
  readonly operator: string;
  /** Without the spaces around it; at the time the only such line of its package. */
  readonly line: string;
  readonly mutated: string;
}

export type MutatedPackage = 'metrics' | 'server' | 'web';

/** What became of a mutant: `timed-out` decided nothing, unless the mutant makes the code run for ever. */
export interface Verdict {
  readonly id: number;
  readonly verdict: 'killed' | 'survived' | 'timed-out' | 'not-found' | 'ambiguous';
  /** Where the line stood now. */
  readonly file: string | null;
  /** Test that failed first. */
  readonly killedBy: string | null;
  readonly seconds: number;
}

const NO_PRODUCT = /\.(test|fixture|d)\.ts$|\/(testing|e2e)\//;

/** Product code of a package: no tests, no fixtures. Paths are relative to the checkout. */
export function productFiles(checkout: string, name: MutatedPackage): string[] {
  return readdirSync(path.join(checkout, name, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `${name}/src/${file}`)
    .filter((file) => /\.(ts|vue)$/.test(file) && !NO_PRODUCT.test(file))
    .sort();
}

/** Every product line of a package by its text, with where it stands. */
export function linesOf(checkout: string, name: MutatedPackage): Map<string, { file: string; index: number }[]> {
  const places = new Map<string, { file: string; index: number }[]>();
  for (const file of productFiles(checkout, name))
    for (const [index, line] of readFileSync(path.join(checkout, file), 'utf8').split('\n').entries()) {
      const text = line.trim();
      places.set(text, [...(places.get(text) ?? []), { file, index }]);
    }
  return places;
}
