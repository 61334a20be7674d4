import { useMediaQuery } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';
import { usePreferences, type Theme } from '../stores/preferences.ts';

/** The paper a page stands on: the one that was chosen, and white paper where it is printed. */
export function useShownTheme(): ComputedRef<Theme> {
  const preferences = usePreferences();
  const isPrinted = useMediaQuery('print');
  return computed(() => (isPrinted.value ? 'light' : preferences.theme));
}
