import { ApiError } from '../../../api/http.ts';
import type { Locale } from '../../../stores/preferences.ts';

/** Refusals this page has words of its own for; of others the server's sentence says more. */
const KEY_OF: Readonly<Record<string, string>> = {
  unreachable: 'people.error.unreachable',
  SIGN_IN_NEEDED: 'people.error.signInNeeded',
  PASSWORD_CHANGE_NEEDED: 'people.error.passwordChangeNeeded',
  FORBIDDEN: 'people.error.forbidden',
  RECUSED: 'people.error.recused',
  FOREIGN_ORIGIN: 'people.error.foreignOrigin',
  NOT_FOUND: 'people.error.notFound',
  STORE_DOWN: 'people.error.storeDown',
};

const HAN = /\p{Script=Han}/u;

/** The server says some things twice in one sentence, `中文 · English`: the half in the reader's language. */
export function halfIn(message: string, locale: Locale): string {
  const [first = '', ...rest] = message.split(' · ');
  const second = rest.join(' · ');
  if (second === '' || HAN.test(first) === HAN.test(second)) return message;
  return HAN.test(first) === (locale === 'zh') ? first : second;
}

/** Why something was refused, in words. */
export function errorWords(error: unknown, locale: Locale, t: (key: string) => string): string {
  if (!(error instanceof ApiError)) return t('state.failed');
  const key = KEY_OF[error.code];
  return key === undefined ? halfIn(error.message, locale) : t(key);
}
