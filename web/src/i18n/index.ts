import { createI18n } from 'vue-i18n';
import { usePreferences, type Locale } from '../stores/preferences.ts';
import zh from './zh.json';

/** Chinese is the source language: what English lacks is shown in Chinese, and a test sees that it lacks nothing. */
export const i18n = createI18n<false>({ legacy: false, locale: 'zh', fallbackLocale: 'zh', messages: { zh } });

/** A wall in Chinese never loads the English words. */
export async function loadWords(locale: Locale): Promise<void> {
  if (i18n.global.availableLocales.includes(locale)) return;
  const { default: words } = await import('./en.json');
  i18n.global.setLocaleMessage(locale, words);
}

/** First the words, then the choice, so that no page is in two languages; where they cannot be had, nothing changes. */
export async function speak(locale: Locale): Promise<void> {
  await loadWords(locale).then(
    () => (usePreferences().locale = locale),
    () => undefined,
  );
}
