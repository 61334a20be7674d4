import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The product as its own `package.json` names it. */
export interface Product {
  readonly version: string;
  /** Of a package made from a tree that is kept with Git; `+` where it had changes of its own. */
  readonly commit: string | null;
  readonly licence: string;
}

export function readProduct(root: string): Product {
  const { version, commit, license } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly commit?: string;
    readonly license?: string;
  };
  return { version, commit: commit ?? null, licence: license ?? 'UNLICENSED' };
}
