import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const CLIENT = { id: 'dangzhi', secret: 'secret-of-the-test' };

/** Somebody a provider knows; signs in without being asked anything. */
export interface ProviderPerson {
  readonly sub: string;
  readonly preferred_username?: string;
  readonly name?: string;
  readonly groups?: readonly string[] | string;
}

export interface RunningProvider {
  readonly issuer: URL;
  /** Who signs in next; `null` refuses, as somebody who turns back. */
  person: ProviderPerson | null;
  close(): Promise<void>;
}

interface ProviderOptions {
  readonly callback: string;
  /** Claims stand in the id token, as some providers do it; else only where they are asked for. */
  readonly inIdToken?: boolean;
  /** A port by default that is free. */
  readonly port?: number;
  /** How the client proves itself. */
  readonly clientAuth?: 'client_secret_basic' | 'client_secret_post';
}

/** A real OpenID Connect provider on loopback. It insists on PKCE. */
export async function startProvider({
  callback,
  port = 0,
  inIdToken = false,
  clientAuth = 'client_secret_basic',
}: ProviderOptions): Promise<RunningProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  const issuer = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const running: RunningProvider = {
    issuer,
    person: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer.origin, {
    adapter: memoryOf(new Map()),
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [callback],
        token_endpoint_auth_method: clientAuth,
      },
    ],
    clientAuthMethods: [clientAuth],
    cookies: { keys: ['key-of-the-test'] },
    jwks: { keys: [{ ...key, alg: 'RS256', use: 'sig' }] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
    conformIdTokenClaims: !inIdToken,
    pkce: { required: () => true },
    ttl: { Grant: 60, Interaction: 60, Session: 60, AccessToken: 60, IdToken: 60 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/signs-in' },
    findAccount: (_context: unknown, accountId: string) => ({ accountId, claims: () => running.person }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const isInteraction = request.url?.startsWith('/signs-in') === true;
    void (isInteraction ? signIn(provider, running.person, request, response) : answer(request, response));
  });
  return running;
}

/** Signs the person in and agrees to everything, or refuses. */
async function signIn(
  provider: Provider,
  person: ProviderPerson | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (person === null) {
    await provider.interactionFinished(request, response, { error: 'access_denied' });
    return;
  }
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: person.sub, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const login = { accountId: person.sub, remember: false };
  await provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } });
}

/** Where the provider keeps what it knows, for as long as it runs; one that lives as short needs no more. */
function memoryOf(kept: Map<string, Record<string, unknown>>) {
  return (model: string) => {
    const read = async (id: string) => kept.get(`${model} ${id}`);
    return {
      find: read,
      findByUid: async (uid: string) => [...kept.values()].find((one) => one['uid'] === uid),
      upsert: async (id: string, payload: Record<string, unknown>) => void kept.set(`${model} ${id}`, payload),
      consume: async (id: string) => void Object.assign((await read(id)) ?? {}, { consumed: 1 }),
      destroy: async (id: string) => void kept.delete(`${model} ${id}`),
      revokeByGrantId: async (grant: string) => {
        for (const [key, one] of kept) if (one['grantId'] === grant) kept.delete(key);
      },
    };
  };
}
