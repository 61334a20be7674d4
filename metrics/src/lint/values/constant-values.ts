import type { Found } from '../finding.ts';
import { areEqual, isVeto, type ValuesContext } from './context.ts';

/** A leaf whose values are all the same. Nobody having tripped a veto is what a veto is for. */
export function findConstantValues({ values }: ValuesContext): Found[] {
  return values.flatMap(({ leaf, path, present }): Found[] => {
    if (isVeto(leaf) || !areEqual(present)) return [];
    const data = { value: present[0] ?? 0, present: present.length };
    return [{ code: 'constant-values', node: leaf.code, path: `${path}/indicator`, data }];
  });
}
