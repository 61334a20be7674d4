import { useEventListener, useTimeoutFn } from '@vueuse/core';
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { carouselSeconds, sceneBeside, sceneOfKey, sceneOfQuery, type SceneName } from './scenes.ts';

/** After this long without a touch or a key a carousel goes on. */
const RESUME_MS = 90_000;

export interface SceneIndex {
  scenes: ComputedRef<readonly SceneName[]>;
  scene: ComputedRef<SceneName>;
  /** Seconds a scene stays; `null` while no carousel was asked for. */
  turning: ComputedRef<number | null>;
  toggleCarousel: () => void;
}

/**
 * Which scene is shown, kept in the address: chosen by link, key or carousel.
 *
 * @param given the scenes there are to choose among
 */
export function useSceneIndex(given: () => readonly SceneName[]): SceneIndex {
  const route = useRoute();
  const router = useRouter();
  const scene = computed(() => sceneOfQuery(route.query.scene, given()));
  // A second `?carousel` without a value is `null` to the router.
  const turning = computed(() => carouselSeconds(route.query.carousel === null ? '' : route.query.carousel));
  // A panel is enlarged in its own scene.
  const go = (next: SceneName) => void router.replace({ query: { ...route.query, scene: next, panel: undefined } });

  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isBusy(event.target)) return;
    const next = sceneOfKey(event.key, scene.value, given());
    if (next === null) return;
    event.preventDefault();
    if (next !== scene.value) go(next);
  };
  useEventListener(window, 'keydown', onKey);

  useTurns(turning, () => go(sceneBeside(scene.value, 1, given())));
  return {
    scenes: computed(given),
    scene,
    turning,
    toggleCarousel: () => {
      // A query without a value leaves the address.
      const carousel = turning.value === null ? '30' : undefined;
      void router.replace({ query: { ...route.query, carousel } });
    },
  };
}

/** A field keeps its own keys, and an open drawer is read in peace. */
const isBusy = (target: EventTarget | null): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof Element && target.closest('input, select, textarea') !== null);

/** Turns every so many seconds; a touch or a key puts the next turn off until nobody is there any more. */
function useTurns(seconds: ComputedRef<number | null>, turn: () => void): void {
  const pause = shallowRef(0);
  const { start, stop } = useTimeoutFn(
    () => {
      if (!document.hidden && document.querySelector('dialog[open]') === null) turn();
      wait((seconds.value ?? 0) * 1000);
    },
    pause,
    { immediate: false },
  );
  function wait(ms: number) {
    pause.value = ms;
    if (seconds.value === null) stop();
    else start();
  }
  const putOff = () => wait(Math.max(RESUME_MS, (seconds.value ?? 0) * 1000));
  watch(seconds, (now) => wait((now ?? 0) * 1000), { immediate: true });
  useEventListener(window, ['pointerdown', 'keydown'], putOff, { passive: true });
}
