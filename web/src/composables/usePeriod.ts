import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { metaQuery } from '../api/queries.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The month in `?period=`, or `undefined` when the address names none or nonsense. */
export function monthOfQuery(value: unknown): string | undefined {
  return typeof value === 'string' && MONTH.test(value) ? value : undefined;
}

/**
 * The month the page is about: what the address says, else the county's own default.
 * `period` is `undefined` until that default is known.
 */
export function usePeriod() {
  const route = useRoute();
  const router = useRouter();
  const { data: meta, error, refetch } = useQuery(metaQuery);
  const chosen = computed(() => monthOfQuery(route.query.period));
  return {
    period: computed(() => chosen.value ?? meta.value?.period),
    /** Newest first, for a picker. */
    periods: computed(() => [...(meta.value?.periods ?? [])].reverse()),
    /** Why the default is not known. */
    error,
    retry: () => refetch(),
    choosePeriod: (period: string) => router.push({ query: { ...route.query, period } }),
  };
}
