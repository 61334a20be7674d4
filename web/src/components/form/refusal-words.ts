import type { Locale } from '../../stores/preferences.ts';

/** Why the server refuses a password: its sentence is Chinese, then English; this is the reader's half of it. */
export function refusalWords(message: string, locale: Locale): string {
  const [chinese = message, english] = message.split(' · ');
  return locale === 'zh' ? chinese : (english ?? message);
}
