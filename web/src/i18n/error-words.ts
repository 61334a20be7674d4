import { isErrorCode, wordsOf } from '@dangzhi/metrics/contract/error-words';
import { ApiError } from '../api/http.ts';
import type { Locale } from '../stores/preferences.ts';

/** Facts the pages have words of their own for: beside what is, what to do here. Of all others the contract has them. */
const KEY_OF: { readonly [Code in ApiError['code']]?: string } = {
  unreachable: 'people.error.unreachable',
  'session.needed': 'people.error.signInNeeded',
  'password.change-needed': 'people.error.passwordChangeNeeded',
  'right.missing': 'people.error.forbidden',
  'decision.about-own-unit': 'people.error.recused',
  'origin.foreign': 'people.error.foreignOrigin',
  'account.unknown': 'people.error.notFound',
  'display.unknown': 'people.error.notFound',
  'unit.unknown': 'people.error.notFound',
  'store.down': 'people.error.storeDown',
};

/** Why something was refused, in the reader's language. */
export function errorWords(error: unknown, locale: Locale, t: (key: string) => string): string {
  if (!(error instanceof ApiError)) return t('state.failed');
  const { refusal } = error;
  const key = KEY_OF[refusal.code];
  if (key !== undefined) return t(key);
  // A server newer than the page may know facts the page has no words for.
  return 'params' in refusal && isErrorCode(refusal.code)
    ? wordsOf(refusal.code, refusal.params)[locale]
    : refusal.message;
}
