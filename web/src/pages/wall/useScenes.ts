import { useQuery } from '@pinia/colada';
import { useTimeoutFn } from '@vueuse/core';
import { computed, shallowReactive, watch, type Ref } from 'vue';
import { archivesSceneQuery, overviewQuery, platformSceneQuery } from '../../api/queries.ts';
import { usePeriod } from '../../composables/usePeriod.ts';
import type { SceneName } from './scenes.ts';

/** Behind an old proxy the live stream may never open; the wall then asks by itself. */
const POLL_MS = 60_000;
/** While it is refused, sooner: whatever was away, nobody has to come and start the wall anew. */
const POLL_WHILE_LOST_MS = 15_000;

/**
 * The wall's answers, the shown scene's first; the others follow, so that turning to them waits for nothing,
 * not even for the network. A failed refresh leaves the last good data in place: `live` is false and `answeredAt` says of
 * when it is, until the server has answered again.
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

  const live = computed(() => error.value === null);
  // Each answer is an object of its own, also where nothing in it changed.
  const answeredAt = shallowReactive<Partial<Record<SceneName, string>>>({});
  for (const [scene, { data }] of Object.entries(queries) as [SceneName, { data: Ref<unknown> }][])
    watch(data, (answer) => answer !== undefined && (answeredAt[scene] = new Date().toISOString()), {
      immediate: true,
    });

  const { start } = useTimeoutFn(
    () => {
      const refreshed = document.hidden ? Promise.resolve() : refetch();
      void refreshed.then(() => start());
    },
    () => (live.value ? POLL_MS : POLL_WHILE_LOST_MS) * (0.75 + Math.random() / 2),
  );
  watch(live, (isLive) => {
    if (!isLive) start();
  });

  return {
    overview: overview.data,
    archives: archives.data,
    platform: platform.data,
    /** Of the shown scene; what its header says. */
    head: computed(() => queries[shown()].data.value),
    error,
    refetch,
    live,
    /** The instant at which the answer came that the shown scene is of; `undefined` before the first. */
    answeredAt: computed(() => answeredAt[shown()]),
  };
}
