import { computed } from 'vue';
import { useRoute, type LocationQueryRaw } from 'vue-router';

export const SHEET_VIEWS = ['dimensions', 'focuses', 'bands'] as const;
export type SheetView = (typeof SHEET_VIEWS)[number];

export const SHEET_FILTERS = ['all', 'lost', 'missing', 'changed'] as const;
export type SheetFilter = (typeof SHEET_FILTERS)[number];

/** How the sheet is read, all of it in the address: `?view=`, `?show=`, `?group=`. */
export function useSheetChoice() {
  const route = useRoute();
  return {
    view: computed<SheetView>(() => SHEET_VIEWS.find((one) => one === route.query.view) ?? 'dimensions'),
    filter: computed<SheetFilter>(() => SHEET_FILTERS.find((one) => one === route.query.show) ?? 'all'),
    /** The one group that is shown; `null` for all of them. */
    group: computed(() => (typeof route.query.group === 'string' ? route.query.group : null)),
    /** The same page with some choices changed; `undefined` takes a choice back. */
    withChoice: (change: LocationQueryRaw) => ({ query: { ...route.query, ...change } }),
  };
}
