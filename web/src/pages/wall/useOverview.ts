import { useQuery } from '@pinia/colada';
import { computed, onScopeDispose } from 'vue';
import { useRoute } from 'vue-router';
import { overviewQuery } from '../../api/queries.ts';
import { monthOfQuery } from '../../composables/usePeriod.ts';

/** Behind an old proxy the live stream may never open; the wall then asks by itself. */
const POLL_MS = 60_000;

/**
 * The wall's one answer. A failed refresh leaves the last good data in place, and `live` is false until the
 * server has answered again.
 */
export function useOverview() {
  const route = useRoute();
  const query = useQuery(() => overviewQuery(monthOfQuery(route.query.period)));

  let timer: ReturnType<typeof setTimeout>;
  const poll = () => {
    timer = setTimeout(
      () => {
        const refreshed = document.hidden ? Promise.resolve() : query.refetch();
        void refreshed.then(poll);
      },
      POLL_MS * (0.75 + Math.random() / 2),
    );
  };
  poll();
  onScopeDispose(() => clearTimeout(timer));

  return {
    overview: query.data,
    error: query.error,
    refetch: () => query.refetch(),
    live: computed(() => query.error.value === null),
  };
}
