import { Type, type Static } from 'typebox';
import { NamesSchema, OneOf } from '../../language/catalogue.ts';
import { ACCOUNT_ROLES } from '../../rights/roles.ts';
import { CodeSchema, InstantSchema, Nullable, PageOf, PageQuerySchema, SearchSchema } from './common.ts';
import { RefSchema } from './facts.ts';

const closed = { additionalProperties: false };

/** Printed as it is: no control characters, and not blank. */
const Line = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
  });

export const LoginSchema = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$' });
export const PersonNameSchema = Line(50);
/** Long enough for a sentence; longer ones would only cost time to hash. */
export const PasswordSchema = Type.String({ minLength: 1, maxLength: 200 });
/** Why it is done: stands in the audit trail. */
export const ReasonSchema = Line(500);
const IdSchema = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });

const RoleSchema = OneOf(ACCOUNT_ROLES);

/** A role as somebody holds it: for a unit and those below it or the whole county, for one scheme or all. */
export const GrantSchema = Type.Object(
  { role: RoleSchema, unit: Nullable(CodeSchema), index: Nullable(CodeSchema) },
  closed,
);

/** Who is signed in, as the pages know them. */
export const PersonSchema = Type.Object({
  id: IdSchema,
  login: Type.String(),
  name: Type.String(),
  unit: Nullable(CodeSchema),
  grants: Type.Array(GrantSchema),
  /** Nothing else is answered before the password was changed. */
  mustChangePassword: Type.Boolean(),
  /** `false` where somebody else keeps the password (single sign-on). */
  hasPassword: Type.Boolean(),
  /** Units and schemes named above: before the password is changed their names can be asked for nowhere else. */
  names: Type.Array(RefSchema),
});
export type PersonView = Static<typeof PersonSchema>;

/** Who asks, and the ways to sign in. Answered to anybody. */
export const SessionViewSchema = Type.Object({
  person: Nullable(PersonSchema),
  /** The device asks as a display; `revoked` when its token no longer holds. */
  display: Nullable(
    Type.Object({ name: Type.String(), screens: Type.Array(CodeSchema), state: OneOf(['active', 'revoked']) }),
  ),
  providers: Type.Array(Type.Object({ code: CodeSchema, name: Type.String() })),
  /** In a demo only: an account of each role, with the one password of them all. */
  demoAccounts: Type.Array(Type.Object({ login: Type.String(), name: Type.String(), role: RoleSchema })),
  demoPassword: Nullable(Type.String()),
  /** Minutes without a request after which a session ends, and hours after which it ends in any case. */
  idleMinutes: Type.Integer(),
  absoluteHours: Type.Integer(),
});
export type SessionView = Static<typeof SessionViewSchema>;

export const SignInSchema = Type.Object({ login: Line(64), password: PasswordSchema }, closed);

/** The first admin, made with the one-time link that the first start prints. */
export const SetUpSchema = Type.Object(
  { token: Line(200), login: LoginSchema, name: PersonNameSchema, password: PasswordSchema },
  closed,
);

export const PasswordChangeSchema = Type.Object({ current: PasswordSchema, next: PasswordSchema }, closed);

export const LiveSessionSchema = Type.Object({
  id: IdSchema,
  startedAt: InstantSchema,
  lastSeenAt: InstantSchema,
  /** When it ends in any case. */
  endsAt: InstantSchema,
  address: Type.String(),
  agent: Type.String(),
  /** The one that asks. */
  current: Type.Boolean(),
});
export type LiveSession = Static<typeof LiveSessionSchema>;
export const LiveSessionListSchema = Type.Object({
  items: Type.Array(LiveSessionSchema),
  /** At once; the next to sign in ends the one that was used longest ago. */
  most: Type.Integer(),
});

/** `slowed`: so many wrong passwords that every place waits which is wrong once; the right one is let in at the first. */
export const ACCOUNT_STATES = ['active', 'slowed', 'disabled'] as const;

export const AccountSchema = Type.Object({
  id: IdSchema,
  login: Type.String(),
  name: Type.String(),
  unit: Nullable(CodeSchema),
  origin: OneOf(['local', 'single-sign-on', 'demo']),
  state: OneOf(ACCOUNT_STATES),
  /** Those that count, of a day and from everywhere. */
  wrongPasswords: Type.Integer(),
  mustChangePassword: Type.Boolean(),
  passwordChangedAt: Nullable(InstantSchema),
  lastSignInAt: Nullable(InstantSchema),
  createdAt: InstantSchema,
  sessions: Type.Integer(),
  grants: Type.Array(GrantSchema),
});
export type Account = Static<typeof AccountSchema>;
export const AccountPageSchema = PageOf(AccountSchema);
export type AccountPage = Static<typeof AccountPageSchema>;

export const AccountQuerySchema = Type.Interface([PageQuerySchema], {
  q: Type.Optional(SearchSchema),
  role: Type.Optional(RoleSchema),
  unit: Type.Optional(CodeSchema),
  state: Type.Optional(OneOf(ACCOUNT_STATES)),
});

/** What a grant was, and from when to when it held; what no longer holds is kept. */
export const GrantHistorySchema = Type.Object({
  items: Type.Array(
    Type.Object({
      role: RoleSchema,
      unit: Nullable(CodeSchema),
      index: Nullable(CodeSchema),
      from: InstantSchema,
      to: Nullable(InstantSchema),
      grantedBy: Type.String(),
      reason: Type.String(),
    }),
  ),
});
export type PastGrant = Static<typeof GrantHistorySchema>['items'][number];

export const NewAccountSchema = Type.Object(
  {
    login: LoginSchema,
    name: PersonNameSchema,
    unit: Nullable(CodeSchema),
    grants: Type.Array(GrantSchema, { maxItems: 20 }),
    reason: ReasonSchema,
  },
  closed,
);
export type NewAccount = Static<typeof NewAccountSchema>;

/** A password the person has to change at once; answered this once and stored nowhere. */
export const FirstPasswordSchema = Type.Object({ account: AccountSchema, password: Type.String() });
export type FirstPassword = Static<typeof FirstPasswordSchema>;

export const AccountChangeSchema = Type.Object(
  {
    name: Type.Optional(PersonNameSchema),
    unit: Type.Optional(Nullable(CodeSchema)),
    disabled: Type.Optional(Type.Boolean()),
    grants: Type.Optional(Type.Array(GrantSchema, { maxItems: 20 })),
    reason: ReasonSchema,
  },
  closed,
);
export type AccountChange = Static<typeof AccountChangeSchema>;

export const JustReasonSchema = Type.Object({ reason: ReasonSchema }, closed);

/** Who could see what, when: everybody whose rights reached a unit in full at an instant. */
export const AccessQuerySchema = Type.Object({ unit: CodeSchema, at: Type.Optional(InstantSchema) });
export const AccessListSchema = Type.Object({
  unit: CodeSchema,
  at: InstantSchema,
  items: Type.Array(
    Type.Object({
      account: IdSchema,
      login: Type.String(),
      name: Type.String(),
      role: RoleSchema,
      /** The unit the role is held for; `null` for the whole county. */
      through: Nullable(CodeSchema),
      since: InstantSchema,
      actions: Type.Array(CodeSchema),
    }),
  ),
});
export type AccessList = Static<typeof AccessListSchema>;

export const SCREENS = ['overview', 'archives', 'platform'] as const;
const ScreensSchema = Type.Array(OneOf(SCREENS), { minItems: 1, maxItems: SCREENS.length, uniqueItems: true });

export const DISPLAY_STATES = ['unbound', 'active', 'revoked'] as const;
export const DisplaySchema = Type.Object({
  id: IdSchema,
  name: Type.String(),
  screens: ScreensSchema,
  /** `unbound`: its token was not used yet. */
  state: OneOf(DISPLAY_STATES),
  createdAt: InstantSchema,
  createdBy: Type.String(),
  boundAt: Nullable(InstantSchema),
  lastSeenAt: Nullable(InstantSchema),
  address: Nullable(Type.String()),
  agent: Nullable(Type.String()),
  revokedAt: Nullable(InstantSchema),
});
export type Display = Static<typeof DisplaySchema>;
export const DisplayListSchema = Type.Object({ items: Type.Array(DisplaySchema) });
export const NewDisplaySchema = Type.Object(
  { name: PersonNameSchema, screens: ScreensSchema, reason: ReasonSchema },
  closed,
);
export type NewDisplay = Static<typeof NewDisplaySchema>;
export const DisplayChangeSchema = Type.Object(
  { name: Type.Optional(PersonNameSchema), screens: Type.Optional(ScreensSchema), reason: ReasonSchema },
  closed,
);
export type DisplayChange = Static<typeof DisplayChangeSchema>;
/** The token of a display; answered this once and stored as a digest only. */
export const DisplayTokenSchema = Type.Object({ display: DisplaySchema, token: Type.String() });
export const DisplayClaimSchema = Type.Object({ token: Line(200) }, closed);

/** One line of the audit trail. `hash` covers the line and the hash of the line before it. */
export const AuditEntrySchema = Type.Object({
  sequence: Type.Integer(),
  at: InstantSchema,
  actor: Type.String({ description: 'Account id, display id, operator, or system' }),
  actorName: Type.String(),
  address: Type.String(),
  agent: Type.String(),
  action: CodeSchema,
  outcome: OneOf(['done', 'refused']),
  target: Type.String({ description: 'What it was done to: kind:id, or empty' }),
  before: Type.Unknown(),
  after: Type.Unknown(),
  reason: Type.String(),
  hash: Type.String(),
});
export type AuditEntry = Static<typeof AuditEntrySchema>;
export const AuditPageSchema = PageOf(AuditEntrySchema);
export type AuditPage = Static<typeof AuditPageSchema>;
const auditFilter = {
  from: Type.Optional(InstantSchema),
  to: Type.Optional(InstantSchema),
  actor: Type.Optional(CodeSchema),
  action: Type.Optional(CodeSchema),
  outcome: Type.Optional(OneOf(['done', 'refused'])),
  target: Type.Optional(CodeSchema),
  q: Type.Optional(SearchSchema),
};
export const AuditQuerySchema = Type.Interface([PageQuerySchema], auditFilter);
export const AuditExportQuerySchema = Type.Object(auditFilter);
/** Whether the trail is whole: every hash follows from its line and the one before. */
export const AuditVerificationSchema = Type.Object({
  entries: Type.Integer(),
  intact: Type.Boolean(),
  /** Sequence of the first line that does not fit; `null` when all do. */
  firstFault: Nullable(Type.Integer()),
  /**
   * `cut-off`: the lines there are follow one another and the last ones are gone, as a crash, a failing disk or an older
   * copy leaves it. `rewritten`: a line is not what it was, or is gone from between others. `null` where it is whole.
   */
  damage: Nullable(OneOf(['cut-off', 'rewritten'])),
  /** In a sentence. */
  found: NamesSchema,
});
export type AuditVerification = Static<typeof AuditVerificationSchema>;
