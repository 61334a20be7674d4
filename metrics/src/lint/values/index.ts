import type { Checks } from '../finding/finding.ts';
import type { ValuesContext } from './context.ts';
import { LEAF_CHECKS } from './leaves.ts';
import { SCHEME_CHECKS } from './scheme.ts';

/** What can only be found with the values of a run. */
export const VALUE_CHECKS = { ...LEAF_CHECKS, ...SCHEME_CHECKS } satisfies Checks<ValuesContext>;
