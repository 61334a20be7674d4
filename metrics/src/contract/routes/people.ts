import { Type } from 'typebox';
import { CodeSchema } from '../schemas/common.ts';
import {
  AccessListSchema,
  AccessQuerySchema,
  AccountChangeSchema,
  AccountPageSchema,
  AccountQuerySchema,
  AccountSchema,
  DisplayChangeSchema,
  DisplayClaimSchema,
  DisplayListSchema,
  DisplaySchema,
  DisplayTokenSchema,
  FirstPasswordSchema,
  GrantHistorySchema,
  JustReasonSchema,
  LiveSessionListSchema,
  NewAccountSchema,
  NewDisplaySchema,
  PasswordChangeSchema,
  SessionViewSchema,
  SetUpSchema,
  SignInSchema,
} from '../schemas/people.ts';
import type { RouteTable } from './route.ts';

const byId = Type.Object({ id: CodeSchema });
const nothing = Type.Null();

const grant = { role: 'head', unit: 'XC-D29', index: null };
const session = {
  person: {
    id: 'Qm3kZ81a',
    login: 'wangfang',
    name: '王芳',
    unit: 'XC-D29',
    grants: [grant],
    mustChangePassword: false,
    hasPassword: true,
    names: [{ code: 'XC-D29', name: { zh: '新昌县民政局', en: 'Civil Affairs Bureau' } }],
  },
  display: null,
  providers: [{ code: 'sso', name: '统一身份认证' }],
  demoAccounts: [],
  demoPassword: null,
  idleMinutes: 30,
  absoluteHours: 12,
};

/** Signing in and out, and one's own account. */
export const sessionRoutes = {
  'GET /session': {
    summary: 'Who asks, and the ways to sign in',
    right: 'public',
    answers: { 200: SessionViewSchema },
    refuses: [],
    example: { answer: session },
  },
  'POST /session': {
    summary: 'Sign in with a password; sets the session cookie',
    right: 'public',
    isAlwaysTaken: true,
    body: SignInSchema,
    answers: { 200: SessionViewSchema },
    refuses: ['sign-in.refused', 'sign-in.wait'],
    example: { body: { login: 'wangfang', password: 'Hai-Lu-2031-x' }, answer: session },
  },
  'DELETE /session': {
    summary: 'Sign out',
    right: 'self.manage',
    isAlwaysTaken: true,
    answers: { 204: nothing },
    refuses: [],
    example: { answer: null },
  },
  'GET /account/sessions': {
    summary: 'Sessions of one’s own account',
    right: 'self.manage',
    answers: { 200: LiveSessionListSchema },
    refuses: [],
    example: {
      answer: {
        items: [
          {
            id: 'hT5wXc02',
            startedAt: '2023-01-04T00:58:00.000Z',
            lastSeenAt: '2023-01-04T01:12:00.000Z',
            endsAt: '2023-01-04T12:58:00.000Z',
            address: '10.24.3.57',
            agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/102.0',
            current: true,
          },
        ],
        most: 100,
      },
    },
  },
  'DELETE /account/sessions/{id}': {
    summary: 'End a session of one’s own',
    right: 'self.manage',
    isAlwaysTaken: true,
    params: byId,
    answers: { 204: nothing },
    refuses: ['session.unknown'],
    example: { params: { id: 'hT5wXc02' }, answer: null },
  },
  'POST /account/password': {
    summary: 'Change one’s own password; every other session ends',
    right: 'self.manage',
    isAlwaysTaken: true,
    body: PasswordChangeSchema,
    answers: { 200: SessionViewSchema },
    refuses: [
      'sign-in.refused',
      'sign-in.wait',
      'password.weak',
      'password.used-before',
      'password.kept-elsewhere',
      'password.of-demo',
    ],
    example: { body: { current: 'Hai-Lu-2031-x', next: 'Shan-He-2032-y' }, answer: session },
  },
} as const satisfies RouteTable;

/** Signing in where somebody else keeps the password: to the provider's page, and back. */
export const singleSignOnRoutes = {
  'GET /sign-in/{provider}': {
    summary: 'Sign in by single sign-on: to the page of the provider',
    right: 'public',
    isAttempt: true,
    params: Type.Object({ provider: CodeSchema }),
    query: Type.Object({ returnTo: Type.Optional(Type.String()) }),
    answers: { 302: Type.Null({ description: 'To the next page' }) },
    refuses: ['provider.unknown'],
    example: { params: { provider: 'sso' }, query: { returnTo: '/ranking' }, answer: null },
  },
  'GET /sign-in/{provider}/callback': {
    summary: 'Back from the page of the provider',
    right: 'public',
    isAttempt: true,
    params: Type.Object({ provider: CodeSchema }),
    answers: { 302: Type.Null({ description: 'To the next page' }) },
    refuses: ['provider.unknown'],
    example: { params: { provider: 'sso' }, answer: null },
  },
} as const satisfies RouteTable;

const account = {
  id: 'Qm3kZ81a',
  login: 'wangfang',
  name: '王芳',
  unit: 'XC-D29',
  origin: 'local',
  state: 'active',
  wrongPasswords: 0,
  mustChangePassword: false,
  passwordChangedAt: '2022-11-02T02:00:00.000Z',
  lastSignInAt: '2023-01-04T00:58:00.000Z',
  createdAt: '2022-11-01T03:20:00.000Z',
  sessions: 1,
  grants: [grant],
};
const grantRefusals = [
  'grant.unit-unknown',
  'grant.scheme-unknown',
  'grant.unit-needed',
  'grant.repeated',
  'grant.roles-apart',
  'grant.auditor-at-machine',
] as const;

/** Accounts and their roles, who could see what, and the first admin. */
export const accountRoutes = {
  'GET /accounts': {
    summary: 'Accounts by words, role, unit and state',
    right: 'account.read',
    query: AccountQuerySchema,
    answers: { 200: AccountPageSchema },
    refuses: [],
    example: {
      query: { q: '王', page: 1, pageSize: 50 },
      answer: { items: [account], page: 1, pageSize: 50, total: 1 },
    },
  },
  'POST /accounts': {
    summary: 'Make an account; its first password is answered this once',
    right: 'account.manage',
    body: NewAccountSchema,
    answers: { 201: FirstPasswordSchema },
    refuses: ['login.taken', ...grantRefusals],
    example: {
      body: { login: 'wangfang', name: '王芳', unit: 'XC-D29', grants: [grant], reason: '新任科长' },
      answer: { account, password: 'kM7-tQw=92Rbn%aX' },
    },
  },
  'GET /accounts/{id}': {
    summary: 'An account',
    right: 'account.read',
    params: byId,
    answers: { 200: AccountSchema },
    refuses: ['account.unknown'],
    example: { params: { id: 'Qm3kZ81a' }, answer: account },
  },
  'PATCH /accounts/{id}': {
    summary: 'Change name, unit, roles, or whether it is disabled; what is left out stays',
    right: 'account.manage',
    params: byId,
    body: AccountChangeSchema,
    answers: { 200: AccountSchema },
    refuses: ['account.unknown', 'account.own', 'admin.last', ...grantRefusals],
    example: { params: { id: 'Qm3kZ81a' }, body: { disabled: true, reason: '调离' }, answer: account },
  },
  'GET /accounts/{id}/grants': {
    summary: 'Roles an account holds and held, from when to when, and who gave them',
    right: 'account.read',
    params: byId,
    answers: { 200: GrantHistorySchema },
    refuses: ['account.unknown'],
    example: {
      params: { id: 'Qm3kZ81a' },
      answer: {
        items: [{ ...grant, from: '2022-11-01T03:20:00.000Z', to: null, grantedBy: 'admin', reason: '新任科长' }],
      },
    },
  },
  'POST /accounts/{id}/password': {
    summary: 'A new first password, answered this once; every session of the account ends',
    right: 'account.manage',
    params: byId,
    body: JustReasonSchema,
    answers: { 200: FirstPasswordSchema },
    refuses: [
      'account.unknown',
      'account.own',
      'account.password-elsewhere',
      'account.password-of-demo',
      'grant.auditor-at-machine',
    ],
    example: {
      params: { id: 'Qm3kZ81a' },
      body: { reason: '本人忘记' },
      answer: { account, password: 'kM7-tQw=92Rbn%aX' },
    },
  },
  'POST /accounts/{id}/unlock': {
    summary: 'Forget the wrong passwords of an account so far: nobody waits for them',
    right: 'account.manage',
    params: byId,
    body: JustReasonSchema,
    answers: { 200: AccountSchema },
    refuses: ['account.unknown'],
    example: { params: { id: 'Qm3kZ81a' }, body: { reason: '本人来电' }, answer: account },
  },
  'DELETE /accounts/{id}/sessions': {
    summary: 'End every session of an account',
    right: 'account.manage',
    isAlwaysTaken: true,
    params: byId,
    answers: { 204: nothing },
    refuses: ['account.unknown'],
    example: { params: { id: 'Qm3kZ81a' }, answer: null },
  },
  'GET /access': {
    summary: 'Everybody whose rights reached a unit in full at an instant',
    right: 'account.read',
    query: AccessQuerySchema,
    answers: { 200: AccessListSchema },
    refuses: ['unit.unknown', 'instant.unreadable'],
    example: {
      query: { unit: 'XC-D29', at: '2022-12-31T16:00:00Z' },
      answer: {
        unit: 'XC-D29',
        at: '2022-12-31T16:00:00.000Z',
        items: [
          {
            account: 'Qm3kZ81a',
            login: 'wangfang',
            name: '王芳',
            role: 'head',
            through: 'XC-D29',
            since: '2022-11-01T03:20:00.000Z',
            actions: ['unit.read', 'observation.read'],
          },
        ],
      },
    },
  },
  'POST /set-up': {
    summary: 'Make the first administrator with the link of the first start',
    right: 'public',
    isAttempt: true,
    body: SetUpSchema,
    answers: { 204: nothing },
    refuses: ['set-up-link.unknown', 'password.weak', 'admin.exists', 'login.taken'],
    example: {
      body: { token: 'a1b2c3', login: 'admin', name: '陈静', password: 'Hai-Lu-2031-x' },
      answer: null,
    },
  },
} as const satisfies RouteTable;

const display = {
  id: 'pW7sLd3k',
  name: '一楼大厅',
  screens: ['overview'],
  state: 'active',
  createdAt: '2022-11-01T03:20:00.000Z',
  createdBy: '陈静',
  boundAt: '2022-11-01T03:31:00.000Z',
  lastSeenAt: '2023-01-04T01:12:00.000Z',
  address: '10.24.3.90',
  agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/102.0',
  revokedAt: null,
};

/** Displays: registering, changing and revoking them, and binding the device that brings a token. */
export const displayRoutes = {
  'GET /displays': {
    summary: 'Displays',
    right: 'display.read',
    answers: { 200: DisplayListSchema },
    refuses: [],
    example: { answer: { items: [display] } },
  },
  'POST /displays': {
    summary: 'Register a display; its token is answered this once',
    right: 'display.manage',
    body: NewDisplaySchema,
    answers: { 201: DisplayTokenSchema },
    refuses: [],
    example: {
      body: { name: '一楼大厅', screens: ['overview'], reason: '新装大屏' },
      answer: { display, token: 'c0ffee' },
    },
  },
  'PATCH /displays/{id}': {
    summary: 'Change name or screens; what is left out stays',
    right: 'display.manage',
    params: byId,
    body: DisplayChangeSchema,
    answers: { 200: DisplaySchema },
    refuses: ['display.unknown', 'display.revoked'],
    example: { params: { id: 'pW7sLd3k' }, body: { screens: ['overview'], reason: '只放总览' }, answer: display },
  },
  'POST /displays/{id}/token': {
    summary: 'A new token; the device that was bound is shut out',
    right: 'display.manage',
    params: byId,
    body: JustReasonSchema,
    answers: { 200: DisplayTokenSchema },
    refuses: ['display.unknown', 'display.revoked'],
    example: {
      params: { id: 'pW7sLd3k' },
      body: { reason: '换设备' },
      answer: { display, token: 'c0ffee' },
    },
  },
  'POST /displays/{id}/revocation': {
    summary: 'Revoke a display for good',
    right: 'display.manage',
    isAlwaysTaken: true,
    params: byId,
    body: JustReasonSchema,
    answers: { 200: DisplaySchema },
    refuses: ['display.unknown', 'display.revoked'],
    example: { params: { id: 'pW7sLd3k' }, body: { reason: '设备报废' }, answer: display },
  },
  'POST /display-session': {
    summary: 'Make the calling device the display the token was made for; the token is used up',
    right: 'public',
    isAttempt: true,
    body: DisplayClaimSchema,
    answers: { 200: DisplaySchema },
    refuses: ['display-token.unknown'],
    example: { body: { token: 'c0ffee' }, answer: display },
  },
} as const satisfies RouteTable;
