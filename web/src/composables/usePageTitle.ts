import { onScopeDispose, readonly, shallowRef, watchEffect } from 'vue';

const shown = shallowRef<string>();

/** What the page shows, such as the unit's name: the tab's title begins with it. `undefined` until that is known. */
export function usePageTitle(name: () => string | undefined): void {
  watchEffect(() => (shown.value = name()));
  onScopeDispose(() => (shown.value = undefined));
}

export const pageTitle = readonly(shown);
