import { useIntervalFn } from '@vueuse/core';
import { computed, shallowRef, type ComputedRef } from 'vue';

/** Where the stage stands in turn, in pixels, so that no line burns into a wall that shows it for weeks. */
const PLACES = ['0, 0', '2px, 0', '2px, 2px', '0, 2px'] as const;
const STAY_MS = 240_000;

/** The stage's place as a CSS transform; it jumps by a pixel or two, which nobody sees and nothing animates. */
export function useDrift(): ComputedRef<string> {
  const step = shallowRef(0);
  useIntervalFn(() => (step.value = (step.value + 1) % PLACES.length), STAY_MS);
  return computed(() => (step.value === 0 ? 'none' : `translate(${PLACES[step.value]})`));
}
