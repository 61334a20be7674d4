import type { RouteLocationRaw } from 'vue-router';

/** One choice of a filter, and how many entries it would leave; `null` of the choice of all. */
export interface Facet {
  readonly key: string;
  readonly text: string;
  readonly count: number | null;
  readonly to: RouteLocationRaw;
  readonly current: boolean;
}

export interface FacetGroup {
  readonly label: string;
  readonly facets: readonly Facet[];
}

export interface FacetChoice {
  readonly code: string;
  readonly text: string;
  readonly count: number;
}

/** The choices of one filter, all first; those that would leave nothing are offered only while chosen. */
export const facetsOf = (
  choices: readonly FacetChoice[],
  { all, chosen, to }: { all: string; chosen: string | undefined; to: (code: string | undefined) => RouteLocationRaw },
): Facet[] => [
  { key: 'all', text: all, count: null, to: to(undefined), current: chosen === undefined },
  ...choices
    .filter(({ code, count }) => count > 0 || code === chosen)
    .map(({ code, text, count }) => ({ key: code, text, count, to: to(code), current: code === chosen })),
];

/** Choices in the order of their words' keys, counted as the API counts them. */
export const choicesInOrder = (
  keys: Readonly<Record<string, string>>,
  tally: readonly { code: string; count: number }[],
  word: (key: string) => string,
): FacetChoice[] =>
  Object.entries(keys).map(([code, key]) => ({
    code,
    text: word(key),
    count: tally.find((one) => one.code === code)?.count ?? 0,
  }));
