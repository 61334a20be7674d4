import { useListChoice } from '../../../composables/useListChoice.ts';

/** Accounts a page. */
export const PAGE_SIZE = 50;

/** Which accounts are shown. */
export const useAccountChoice = () => useListChoice('accounts', ['role', 'unit', 'state', 'q'] as const);
