import { computed } from 'vue';
import { useRoute, type LocationQueryRaw } from 'vue-router';
import { SORT_KEYS, type SortKey } from './ranking-table.ts';

/** How the table is read, all of it in the address: `?class=`, `?sort=`, `?part=`. */
export function useTableChoice() {
  const route = useRoute();
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return {
    unitClass: computed(() => text(route.query.class)),
    /** Node of the scheme that is open: a dimension, a group or a leaf. */
    part: computed(() => text(route.query.part)),
    sort: computed<SortKey>(() => SORT_KEYS.find((key) => key === route.query.sort) ?? 'rank'),
    /** The same page with some choices changed; `undefined` takes a choice back. */
    withChoice: (change: LocationQueryRaw) => ({ query: { ...route.query, ...change } }),
    /** The same page with a node open and the table sorted by it; `null` closes. */
    withPart: (code: string | null) => ({
      query: { ...route.query, part: code ?? undefined, sort: code === null ? undefined : 'part' },
    }),
  };
}
