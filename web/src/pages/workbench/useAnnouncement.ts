import { useTimeoutFn } from '@vueuse/core';
import { readonly, shallowRef, watch, type Ref } from 'vue';

const QUIET_MS = 600;

/** What a screen reader is told of a change: only once it has come to rest, and nothing at the start. */
export function useAnnouncement(text: () => string): Readonly<Ref<string>> {
  const spoken = shallowRef('');
  const { start } = useTimeoutFn(() => (spoken.value = text()), QUIET_MS, { immediate: false });
  watch(text, () => start());
  return readonly(spoken);
}
