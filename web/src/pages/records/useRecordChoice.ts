import { useListChoice } from '../../composables/useListChoice.ts';

const CHOICES = ['kind', 'status', 'article', 'q'] as const;
export type RecordChoice = (typeof CHOICES)[number];

/** Which records are shown. */
export const useRecordChoice = () => useListChoice('records', CHOICES);
