import { defineStore } from 'pinia';
import { ref, watch } from 'vue';

export const LOCALES = ['zh', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = 'dangzhi.preferences';

/** Storage may be switched off, full, or hold what an older version wrote. */
function readStored(): { locale?: unknown; theme?: unknown } {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {};
  }
}

function writeStored(value: object) {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(value));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** What the system of whoever chose nothing is set to; index.html says the same until the page stands. */
const systemTheme = (): Theme =>
  globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches === true ? 'dark' : 'light';

/** What the person chose about the interface itself. */
export const usePreferences = defineStore('preferences', () => {
  const stored = readStored();
  const locale = ref<Locale>(LOCALES.find((known) => known === stored.locale) ?? 'zh');
  const theme = ref<Theme>(THEMES.find((known) => known === stored.theme) ?? systemTheme());

  watch([locale, theme], () => writeStored({ locale: locale.value, theme: theme.value }));
  return { locale, theme };
});
