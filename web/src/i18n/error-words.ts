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
  const key = KEY_OF[error.code];
  if (key !== undefined) return t(key);
  return refusalWords(error, locale) ?? error.refusal.message;
}

/** What the contract says of a refusal; `undefined` of one that only a server newer than the page knows. */
export function refusalWords({ refusal }: ApiError, locale: Locale): string | undefined {
  return 'params' in refusal && isErrorCode(refusal.code) ? wordsOf(refusal.code, refusal.params)[locale] : undefined;
}
