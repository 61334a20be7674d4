import { useListChoice } from '../../composables/useListChoice.ts';

/** Facts a page; few enough to read down. */
export const PAGE_SIZE = 20;

const CHOICES = ['article', 'kind', 'system', 'ruling', 'use', 'q'] as const;
export type FactChoice = (typeof CHOICES)[number];

/** Which facts are shown. */
export const useFactChoice = () => useListChoice('facts', CHOICES);
