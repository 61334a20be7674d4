import { useQuery } from '@pinia/colada';
import { useTimeoutFn } from '@vueuse/core';
import { computed, shallowReactive, type Ref } from 'vue';
import { archivesSceneQuery, overviewQuery, platformSceneQuery } from '../../api/queries.ts';
import { usePeriod } from '../../composables/usePeriod.ts';
import type { SceneName } from './scenes.ts';

/** Behind an old proxy the live stream may never open; the wall then asks by itself. */
const POLL_MS = 60_000;

/**
 * The wall's answers, the shown scene's first; the others follow, so that turning to them waits for nothing,
 * not even for the network. A failed refresh leaves the last good data in place, and `live` is false until
 * the server has answered again.
 *
 * @param given the scenes open to whoever watches; no other is asked for
 */
export function useScenes(shown: () => SceneName, given: () => readonly SceneName[]) {
  const month = usePeriod();
  const period = computed(() => month.period.value ?? '');
  // Filled as the queries below are made; the first of them asks for it before the others are there.
  const asked = shallowReactive<{ data: Ref<unknown> }[]>([]);
  const enabled = (scene: SceneName): boolean =>
    period.value !== '' &&
    given().includes(scene) &&
    (shown() === scene || asked.some(({ data }) => data.value !== undefined));

  const overview = useQuery(() => ({ ...overviewQuery(period.value), enabled: enabled('overview') }));
  const archives = useQuery(() => ({ ...archivesSceneQuery(period.value), enabled: enabled('archives') }));
  const platform = useQuery(() => ({ ...platformSceneQuery(period.value), enabled: enabled('platform') }));
  const queries = { overview, archives, platform };
  asked.push(overview, archives, platform);

  const error = computed(
    () => queries[shown()].error.value ?? (month.period.value === undefined ? month.error.value : null),
  );
  const refetch = () => (month.period.value === undefined ? month.retry() : queries[shown()].refetch());

  const { start } = useTimeoutFn(
    () => {
      const refreshed = document.hidden ? Promise.resolve() : refetch();
      void refreshed.then(() => start());
    },
    () => POLL_MS * (0.75 + Math.random() / 2),
  );

  return {
    overview: overview.data,
    archives: archives.data,
    platform: platform.data,
    /** Of the shown scene; what its header says. */
    head: computed(() => queries[shown()].data.value),
    error,
    refetch,
    live: computed(() => error.value === null),
  };
}
