import { watchDebounced } from '@vueuse/core';
import { readonly, shallowRef, type Ref } from 'vue';

const QUIET_MS = 600;

/** What a screen reader is told of a change: only once it has come to rest, and nothing at the start. */
export function useAnnouncement(text: () => string): Readonly<Ref<string>> {
  const spoken = shallowRef('');
  watchDebounced(text, (next) => (spoken.value = next), { debounce: QUIET_MS });
  return readonly(spoken);
}
