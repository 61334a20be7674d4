import { useListChoice } from '../../../composables/useListChoice.ts';

/** Which accounts are shown. */
export const useAccountChoice = () => useListChoice('accounts', ['role', 'unit', 'state', 'q'] as const);
