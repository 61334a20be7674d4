import { defineQueryOptions } from '@pinia/colada';
import { addressOf } from '@dangzhi/metrics/contract/address';
import { call } from './http.ts';

interface SignIn {
  login: string;
  password: string;
}

/** Who is signed in here; answered to anybody. Its key is told stale by every refusal about who asks. */
export const sessionQuery = defineQueryOptions({
  key: ['session'],
  query: ({ signal }) => call('GET /session', { signal }),
});

export const liveSessionsQuery = defineQueryOptions({
  key: ['account-sessions'],
  query: ({ signal }) => call('GET /account/sessions', { signal }),
  staleTime: 0,
});

/** @throws ApiError `sign-in.refused`, `sign-in.wait` */
export const signIn = (who: SignIn) => call('POST /session', { body: who });

export const signOut = () => call('DELETE /session', {});

/**
 * @throws ApiError `password.…` for what is wrong with the next one, `sign-in.refused` when the current one is wrong,
 *   `sign-in.wait` after several wrong ones
 */
export const changePassword = (passwords: { current: string; next: string }) =>
  call('POST /account/password', { body: passwords });

export const endSession = (id: string) => call('DELETE /account/sessions/{id}', { params: { id } });

/** Makes the first admin with the link that the first start printed. */
export const setUp = (admin: SignIn & { token: string; name: string }) => call('POST /set-up', { body: admin });

/** Makes this device the display the token was made for; the token is used up. */
export const claimDisplay = (token: string) => call('POST /display-session', { body: { token } });

/** Where single sign-on begins: an address to go to, not to fetch. */
export const providerUrl = (provider: string, returnTo: string | null): string =>
  addressOf('GET /sign-in/{provider}', { params: { provider }, query: { returnTo: returnTo ?? undefined } }).url;
