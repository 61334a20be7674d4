import { defineQueryOptions } from '@pinia/colada';
import type { Display, LiveSession, SessionView } from './types.ts';
import { apiUrl, get, send } from './http.ts';

interface SignIn {
  login: string;
  password: string;
}

/** Who is signed in here; answered to anybody. Its key is told stale by every refusal about who asks. */
export const sessionQuery = defineQueryOptions({
  key: ['session'],
  query: ({ signal }) => get<SessionView>('session', {}, signal),
});

export const liveSessionsQuery = defineQueryOptions({
  key: ['account-sessions'],
  query: ({ signal }) => get<{ items: LiveSession[] }>('account/sessions', {}, signal),
  staleTime: 0,
});

/** @throws ApiError `SIGN_IN_FAILED`, `TOO_MANY_CALLS` */
export const signIn = (who: SignIn) => send<SessionView>('POST', 'session', who);

export const signOut = () => send('DELETE', 'session');

/** @throws ApiError `PASSWORD_REFUSED` with the reason in words, `SIGN_IN_FAILED` when the current one is wrong */
export const changePassword = (passwords: { current: string; next: string }) =>
  send<SessionView>('POST', 'account/password', passwords);

export const endSession = (id: string) => send('DELETE', `account/sessions/${encodeURIComponent(id)}`);

/** Makes the first admin with the link that the first start printed. */
export const setUp = (admin: SignIn & { token: string; name: string }) => send('POST', 'set-up', admin);

/** Makes this device the display the token was made for; the token is used up. */
export const claimDisplay = (token: string) => send<Display>('POST', 'display-session', { token });

/** Where single sign-on begins: an address to go to, not to fetch. */
export const providerUrl = (provider: string, returnTo: string | null): string =>
  apiUrl(`sign-in/${encodeURIComponent(provider)}`, { returnTo: returnTo ?? undefined });
