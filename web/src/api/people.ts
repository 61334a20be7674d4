import { defineQueryOptions } from '@pinia/colada';
import { addressOf } from '@dangzhi/metrics/contract/address';
import { call } from './http.ts';
import type { Account, AccountChange, AccountPage, AuditPage, Display, DisplayChange, NewAccount } from './types.ts';
import type { ChosenFor, NewDisplay, QueryFor } from './types.ts';

// Accounts, displays and the audit trail. The first word of a key names what a change makes stale.

export type GrantView = Account['grants'][number];
export type Screen = Display['screens'][number];

export const accountsQuery = defineQueryOptions((filter: ChosenFor<'GET /accounts'>) => ({
  key: ['accounts', { ...filter }],
  query: ({ signal }) => call('GET /accounts', { query: filter as QueryFor<'GET /accounts'>, signal }),
  placeholderData: (previous: AccountPage | undefined) => previous,
}));

export const accountQuery = defineQueryOptions((id: string) => ({
  key: ['account', id],
  query: ({ signal }) => call('GET /accounts/{id}', { params: { id }, signal }),
}));

export const pastGrantsQuery = defineQueryOptions((id: string) => ({
  key: ['account', id, 'grants'],
  query: ({ signal }) => call('GET /accounts/{id}/grants', { params: { id }, signal }),
}));

export const schemesQuery = defineQueryOptions({
  key: ['schemes'],
  query: ({ signal }) => call('GET /schemes', { signal }),
});

export const accessQuery = defineQueryOptions(({ unit, at }: { unit: string; at: string | undefined }) => ({
  key: ['access', unit, at ?? 'now'],
  query: ({ signal }) => call('GET /access', { query: { unit, at }, signal }),
}));

export const displaysQuery = defineQueryOptions({
  key: ['displays'],
  query: ({ signal }) => call('GET /displays', { signal }),
});

export const auditQuery = defineQueryOptions((filter: ChosenFor<'GET /audit'>) => ({
  key: ['audit', { ...filter }],
  query: ({ signal }) => call('GET /audit', { query: filter as QueryFor<'GET /audit'>, signal }),
  placeholderData: (previous: AuditPage | undefined) => previous,
}));

export const auditVerificationQuery = defineQueryOptions({
  key: ['audit', 'verification'],
  query: ({ signal }) => call('GET /audit/verification', { signal }),
});

/** Whether figures are stored under the server's clock. */
export const clockQuery = defineQueryOptions({
  key: ['clock'],
  query: ({ signal }) => call('GET /clock', { signal }),
});

export const acceptClock = (reason: string) => call('POST /clock/decision', { body: { reason } });

/** Where the trail is downloaded, as it is filtered. */
export const auditExportUrl = (filter: ChosenFor<'GET /audit/export'>): string =>
  addressOf('GET /audit/export', { query: filter as QueryFor<'GET /audit/export'> }).url;

/** @throws ApiError `login.taken`, or `grant.…` for roles that cannot be held so */
export const createAccount = (draft: NewAccount) => call('POST /accounts', { body: draft });

/** What is left out stays. */
export const changeAccount = (id: string, change: AccountChange) =>
  call('PATCH /accounts/{id}', { params: { id }, body: change });

/** A new first password; who is signed in as this person is no longer. */
export const resetPassword = (id: string, reason: string) =>
  call('POST /accounts/{id}/password', { params: { id }, body: { reason } });

export const unlockAccount = (id: string, reason: string) =>
  call('POST /accounts/{id}/unlock', { params: { id }, body: { reason } });

export const endSessionsOf = (id: string) => call('DELETE /accounts/{id}/sessions', { params: { id } });

export const createDisplay = (draft: NewDisplay) => call('POST /displays', { body: draft });

export const changeDisplay = (id: string, change: DisplayChange) =>
  call('PATCH /displays/{id}', { params: { id }, body: change });

/** A new token; the device that was bound is shut out. */
export const reissueDisplay = (id: string, reason: string) =>
  call('POST /displays/{id}/token', { params: { id }, body: { reason } });

export const revokeDisplay = (id: string, reason: string) =>
  call('POST /displays/{id}/revocation', { params: { id }, body: { reason } });
