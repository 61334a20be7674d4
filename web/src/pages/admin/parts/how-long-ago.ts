import type { Locale } from '../../../stores/preferences.ts';
import { languageTag } from '../../../i18n/format.ts';

const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/**
 * How long ago an instant was, in words: 3 分钟前, 2 days ago. What lies ahead, by a clock that is wrong, is now.
 *
 * @param now the present, ms
 */
export function howLongAgo(instant: string, now: number, locale: Locale): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(instant)) / 1_000));
  const words = new Intl.RelativeTimeFormat(languageTag(locale), { numeric: 'always' });
  const step = STEPS.find(([, size]) => seconds >= size);
  return step ? words.format(-Math.floor(seconds / step[1]), step[0]) : words.format(-seconds, 'second');
}
