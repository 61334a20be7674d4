import { CodeSchema } from '@dangzhi/metrics/contract';
import { ACCOUNT_ROLES, ROLES_OF_A_UNIT, type Grant } from '@dangzhi/metrics/rights';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

/** Who is in the group holds the role. */
export interface GroupRole extends Grant {
  readonly group: string;
}

/** An OpenID Connect provider, and what its groups may do here. */
export interface SingleSignOnSettings {
  /** The address people use; the provider sends them back there. */
  readonly publicUrl: URL;
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** On the button. */
  readonly name: string;
  readonly groupsClaim: string;
  readonly roles: readonly GroupRole[];
}

type Env = Readonly<Record<string, string | undefined>>;

const NEEDED = ['PUBLIC_URL', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ROLES'] as const;
const OPTIONAL = ['OIDC_NAME', 'OIDC_GROUPS_CLAIM'] as const;

const RoleListSchema = Type.Array(
  Type.Object(
    {
      group: Type.String({ minLength: 1, maxLength: 200 }),
      role: Type.Enum(ACCOUNT_ROLES),
      unit: Type.Optional(Type.Union([CodeSchema, Type.Null()])),
      index: Type.Optional(Type.Union([CodeSchema, Type.Null()])),
    },
    { additionalProperties: false },
  ),
  { minItems: 1 },
);

/**
 * Single sign-on from the environment: all of it or nothing. An empty variable counts as not set. `PUBLIC_URL`
 * alone turns nothing on.
 *
 * @returns `settings` is `null` where single sign-on is off or a variable does not fit; each of `faults` names one
 */
export function parseSingleSignOn(env: Env): {
  readonly settings: SingleSignOnSettings | null;
  readonly faults: readonly string[];
} {
  const isOn = [...NEEDED, ...OPTIONAL].some((name) => name.startsWith('OIDC_') && isSet(env, name));
  if (!isOn) return { settings: null, faults: [] };
  const missing = NEEDED.filter((name) => !isSet(env, name));
  if (missing.length > 0) {
    const faults = missing.map((name) => `${name} must be set too where single sign-on is (OIDC_…)`);
    return { settings: null, faults };
  }
  const publicUrl = readAddress(env['PUBLIC_URL']);
  const issuer = readAddress(env['OIDC_ISSUER']);
  const { roles, fault } = readRoles(env['OIDC_ROLES'] ?? '');
  const faults = [
    ...(publicUrl === null || publicUrl.pathname !== '/'
      ? ['PUBLIC_URL must be the address people use, like https://dangzhi.example, without a path']
      : []),
    ...(issuer === null || !(issuer.protocol === 'https:' || isLoopback(issuer))
      ? ['OIDC_ISSUER must be an address that begins with https:// (http:// on this machine only)']
      : []),
    ...(fault === null ? [] : [fault]),
  ];
  if (faults.length > 0 || publicUrl === null || issuer === null) return { settings: null, faults };
  return {
    settings: {
      publicUrl,
      issuer,
      clientId: env['OIDC_CLIENT_ID'] ?? '',
      clientSecret: env['OIDC_CLIENT_SECRET'] ?? '',
      name: env['OIDC_NAME'] || '统一身份认证',
      groupsClaim: env['OIDC_GROUPS_CLAIM'] || 'groups',
      roles,
    },
    faults: [],
  };
}

const isSet = (env: Env, name: string): boolean => (env[name] ?? '') !== '';

/** An address of the web with nothing in it but where and, perhaps, a path; `null` for anything else. */
function readAddress(text: string | undefined): URL | null {
  const url = URL.parse(text ?? '');
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return url.username + url.password + url.search + url.hash === '' ? url : null;
}

/** Whether an address never leaves the machine. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

function readRoles(text: string): { readonly roles: readonly GroupRole[]; readonly fault: string | null } {
  const list = readJson(text);
  if (!Value.Check(RoleListSchema, list)) {
    const [first] = Value.Errors(RoleListSchema, list);
    const where = first === undefined || first.instancePath === '' ? '' : ` (at ${first.instancePath})`;
    return {
      roles: [],
      fault: `OIDC_ROLES must be a JSON list like [{"group":"heads","role":"head","unit":"XC-D29","index":null}], a role being one of ${ACCOUNT_ROLES.join(', ')}${where}`,
    };
  }
  const homeless = list.find(({ role, unit }) => ROLES_OF_A_UNIT.has(role) && unit == null);
  if (homeless !== undefined) {
    const { group, role } = homeless;
    return { roles: [], fault: `OIDC_ROLES must name the unit of the role ${role} for the group ${group}` };
  }
  return { roles: list.map(toGroupRole), fault: null };
}

const toGroupRole = ({ group, role, unit, index }: Static<typeof RoleListSchema>[number]): GroupRole => ({
  group,
  role,
  unit: unit ?? null,
  index: index ?? null,
});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
