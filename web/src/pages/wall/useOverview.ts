import { useQuery } from '@pinia/colada';
import { computed, onScopeDispose } from 'vue';
import { overviewQuery } from '../../api/queries.ts';
import { usePeriod } from '../../composables/usePeriod.ts';

/** Behind an old proxy the live stream may never open; the wall then asks by itself. */
const POLL_MS = 60_000;

/**
 * The wall's one answer. A failed refresh leaves the last good data in place, and `live` is false until the
 * server has answered again.
 */
export function useOverview() {
  const month = usePeriod();
  const query = useQuery(() => ({
    ...overviewQuery(month.period.value ?? ''),
    enabled: month.period.value !== undefined,
  }));
  const error = computed(() => query.error.value ?? (month.period.value === undefined ? month.error.value : null));
  const refetch = () => (month.period.value === undefined ? month.retry() : query.refetch());

  let timer: ReturnType<typeof setTimeout>;
  const poll = () => {
    timer = setTimeout(
      () => {
        const refreshed = document.hidden ? Promise.resolve() : refetch();
        void refreshed.then(poll);
      },
      POLL_MS * (0.75 + Math.random() / 2),
    );
  };
  poll();
  onScopeDispose(() => clearTimeout(timer));

  return { overview: query.data, error, refetch, live: computed(() => error.value === null) };
}
