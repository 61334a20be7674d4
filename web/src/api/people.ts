import { defineQueryOptions } from '@pinia/colada';
import type { AccountRole } from '@dangzhi/metrics/rights';
import { getSchemes } from './endpoints.ts';
import { apiUrl, get, send } from './http.ts';
import type { AccessList, Account, AuditEntry, AuditVerification, Display } from './types.ts';

// Accounts, displays and the audit trail. The first word of a key names what a change makes stale.

export type GrantView = Account['grants'][number];
export type Screen = Display['screens'][number];

interface PageOf<T> {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
}

export interface AccountFilter {
  q?: string | undefined;
  role?: string | undefined;
  unit?: string | undefined;
  state?: string | undefined;
  page?: number;
  pageSize?: number;
}

export interface AuditFilter {
  from?: string | undefined;
  to?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  outcome?: string | undefined;
  target?: string | undefined;
  q?: string | undefined;
}

export interface PastGrant {
  role: AccountRole;
  unit: string | null;
  index: string | null;
  from: string;
  to: string | null;
  grantedBy: string;
  reason: string;
}

export interface AccountDraft {
  login: string;
  name: string;
  unit: string | null;
  grants: readonly GrantView[];
  reason: string;
}

interface FirstPassword {
  account: Account;
  password: string;
}

interface DisplayToken {
  display: Display;
  token: string;
}

const account = (id: string) => `accounts/${encodeURIComponent(id)}`;
const display = (id: string) => `displays/${encodeURIComponent(id)}`;

export const accountsQuery = defineQueryOptions((filter: AccountFilter) => ({
  key: ['accounts', { ...filter }],
  query: ({ signal }) => get<PageOf<Account>>('accounts', { ...filter }, signal),
  placeholderData: (previous: PageOf<Account> | undefined) => previous,
}));

export const accountQuery = defineQueryOptions((id: string) => ({
  key: ['account', id],
  query: ({ signal }) => get<Account>(account(id), {}, signal),
}));

export const pastGrantsQuery = defineQueryOptions((id: string) => ({
  key: ['account', id, 'grants'],
  query: ({ signal }) => get<{ items: PastGrant[] }>(`${account(id)}/grants`, {}, signal),
}));

export const schemesQuery = defineQueryOptions({ key: ['schemes'], query: ({ signal }) => getSchemes(signal) });

export const accessQuery = defineQueryOptions(({ unit, at }: { unit: string; at: string | undefined }) => ({
  key: ['access', unit, at ?? 'now'],
  query: ({ signal }) => get<AccessList>('access', { unit, at }, signal),
}));

export const displaysQuery = defineQueryOptions({
  key: ['displays'],
  query: ({ signal }) => get<{ items: Display[] }>('displays', {}, signal),
});

export const auditQuery = defineQueryOptions((filter: AuditFilter & { page: number; pageSize: number }) => ({
  key: ['audit', { ...filter }],
  query: ({ signal }) => get<PageOf<AuditEntry>>('audit', { ...filter }, signal),
  placeholderData: (previous: PageOf<AuditEntry> | undefined) => previous,
}));

export const auditVerificationQuery = defineQueryOptions({
  key: ['audit', 'verification'],
  query: ({ signal }) => get<AuditVerification>('audit/verification', {}, signal),
});

/** Where the trail is downloaded, as it is filtered. */
export const auditExportUrl = (filter: AuditFilter): string => apiUrl('audit/export', { ...filter });

/** @throws ApiError `CONFLICT` where the login is taken, `BAD_REQUEST` naming the roles that exclude each other */
export const createAccount = (draft: AccountDraft) => send<FirstPassword>('POST', 'accounts', draft);

/** What is left out stays. */
export const changeAccount = (id: string, change: Partial<AccountDraft> & { disabled?: boolean; reason: string }) =>
  send<Account>('PATCH', account(id), change);

/** A new first password; who is signed in as this person is no longer. */
export const resetPassword = (id: string, reason: string) =>
  send<FirstPassword>('POST', `${account(id)}/password`, { reason });

export const unlockAccount = (id: string, reason: string) => send<Account>('POST', `${account(id)}/unlock`, { reason });

export const endSessionsOf = (id: string) => send('DELETE', `${account(id)}/sessions`);

export const createDisplay = (draft: { name: string; screens: readonly Screen[]; reason: string }) =>
  send<DisplayToken>('POST', 'displays', draft);

export const changeDisplay = (id: string, change: { name?: string; screens?: readonly Screen[]; reason: string }) =>
  send<Display>('PATCH', display(id), change);

/** A new token; the device that was bound is shut out. */
export const reissueDisplay = (id: string, reason: string) =>
  send<DisplayToken>('POST', `${display(id)}/token`, { reason });

export const revokeDisplay = (id: string, reason: string) =>
  send<Display>('POST', `${display(id)}/revocation`, { reason });
