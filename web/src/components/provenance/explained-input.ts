import type { Explanation } from '../../api/types.ts';

export type ExplainedLeaf = NonNullable<Explanation['leaf']>;

/** A quantity that went into a value, with the observations it is made of. */
export type ExplainedInput = ExplainedLeaf['inputs'][number];
