import type { About } from '../../api/types.ts';

export type Component = NonNullable<About['components']>[number];

/** Whose licence is asked for, and by which numbers its texts are found. */
export interface Named {
  readonly name: string;
  readonly texts: readonly number[];
}

/** Whether all words are found in its name or licence, however they are written. */
export function fits(words: string, { name, licence }: { readonly name: string; readonly licence: string }): boolean {
  const text = `${name} ${licence}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word)); // prettier-ignore
}
