import * as oidc from 'openid-client';
import { ProviderFailure, type Identity, type IdentityProvider } from './identity-provider.ts';
import { isLoopback, type SingleSignOnSettings } from './settings.ts';

/** Seconds for each question to the provider. */
const PATIENCE = 10;

type OidcSettings = Pick<SingleSignOnSettings, 'issuer' | 'clientId' | 'clientSecret' | 'name' | 'groupsClaim'>;

/**
 * An OpenID Connect provider. It is first asked when somebody signs in: one that is down stops nothing else, and is
 * asked again by the next who signs in.
 */
export function createOidcProvider(settings: OidcSettings): IdentityProvider {
  let known: Promise<oidc.Configuration> | null = null;
  const configuration = async (): Promise<oidc.Configuration> => {
    known ??= discover(settings);
    try {
      return await known;
    } catch (error) {
      known = null;
      // Whatever it was: without its own description a provider cannot be used.
      throw new ProviderFailure('unavailable', `${settings.issuer.href} does not describe itself: ${tell(error)}`);
    }
  };

  return {
    code: 'oidc',
    name: settings.name,

    begin: async (callback) => {
      const config = await configuration();
      const secrets = {
        verifier: oidc.randomPKCECodeVerifier(),
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: callback.href,
        scope: scopesOf(config, settings),
        code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        state: secrets.state,
        nonce: secrets.nonce,
      });
      return { url, secrets };
    },

    finish: async (current, { verifier = '', state = '', nonce = '' }) => {
      const config = await configuration();
      try {
        const tokens = await oidc.authorizationCodeGrant(config, current, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new ProviderFailure('refused', 'the answer names nobody');
        return identityOf(await completed(config, tokens.access_token, claims, settings), settings);
      } catch (error) {
        // It may have moved, or changed its keys, since it was described.
        known = null;
        throw asFailure(error);
      }
    },
  };
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  const basic = oidc.ClientSecretBasic(clientSecret);
  const post = oidc.ClientSecretPost(clientSecret);
  const authenticate: oidc.ClientAuth = (server, ...call) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (ways.includes('client_secret_basic') ? basic : post)(server, ...call);
  };
  return oidc.discovery(issuer, clientId, {}, authenticate, {
    timeout: PATIENCE,
    execute: [oidc.enableNonRepudiationChecks, ...(isLoopback(issuer) ? [oidc.allowInsecureRequests] : [])],
  });
}

/** Some providers tell the groups only to who asks for them by a scope of that name. */
const scopesOf = (config: oidc.Configuration, { groupsClaim }: OidcSettings): string =>
  [
    'openid',
    'profile',
    'email',
    ...(config.serverMetadata().scopes_supported?.includes(groupsClaim) ? [groupsClaim] : []),
  ].join(' ');

type Claims = oidc.IDToken;

/** The claims of the id token, with those added that are told only when asked for; the token's own stand. */
async function completed(
  config: oidc.Configuration,
  accessToken: string,
  claims: Claims,
  { groupsClaim }: OidcSettings,
): Promise<Claims> {
  const isComplete = ['name', 'preferred_username', groupsClaim].every((name) => claims[name] !== undefined);
  if (isComplete || config.serverMetadata().userinfo_endpoint === undefined) return claims;
  const more = await oidc.fetchUserInfo(config, accessToken, claims.sub);
  return { ...more, ...claims };
}

function identityOf(claims: Claims, { groupsClaim }: OidcSettings): Identity {
  const text = (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const login = text('preferred_username') ?? text('email') ?? '';
  const groups = claims[groupsClaim];
  return {
    issuer: claims.iss,
    subject: claims.sub,
    login,
    name: text('name') ?? login,
    groups: (Array.isArray(groups) ? groups : [groups]).filter((group): group is string => typeof group === 'string'),
  };
}

/** Faults of the way there, by the code of the library: the provider did not refuse anybody. */
const UNREACHED = /^OAUTH_(TIMEOUT|ABORT|RESPONSE_IS_NOT_(CONFORM|JSON)|HTTP_REQUEST_FORBIDDEN)$/;

function asFailure(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  const word = tell(error);
  const isUnreached = error instanceof oidc.ClientError ? UNREACHED.test(word) : isNetworkFault(error);
  // The one word that is about us and not about the person.
  const isAboutUs = word === 'invalid_client' || error instanceof oidc.WWWAuthenticateChallengeError;
  const hint = isAboutUs ? 'it does not accept OIDC_CLIENT_ID and OIDC_CLIENT_SECRET' : word;
  return new ProviderFailure(isUnreached ? 'unavailable' : 'refused', hint);
}

/** What `fetch` throws; faults in how the library was called have a code of their own. */
const isNetworkFault = (error: unknown): boolean => error instanceof TypeError && !('code' in error);

/** The kind of fault as one word: messages and causes of the library hold what was sent. */
function tell(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  const { error: answer, code, cause } = error as { error?: unknown; code?: unknown; cause?: { code?: unknown } };
  const word = [answer, code, cause?.code].find((one) => typeof one === 'string' && /^\w{1,60}$/.test(one));
  return typeof word === 'string' ? word : error.name;
}
