import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue';

const QUIET_MS = 600;

/** What a screen reader is told of a change: only once it has come to rest, and nothing at the start. */
export function useAnnouncement(text: () => string): Readonly<Ref<string>> {
  const spoken = shallowRef('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(text, (next) => {
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.value = next), QUIET_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
  return readonly(spoken);
}
