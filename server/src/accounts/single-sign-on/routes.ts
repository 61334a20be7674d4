import '@fastify/cookie';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { CodeSchema, ErrorSchema } from '@dangzhi/metrics/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { NotFound } from '../../base/errors.ts';
import { placeOf } from '../../rights/caller.ts';
import { PUBLIC } from '../../rights/route-right.ts';
import { cookieOf } from '../../rights/cookies.ts';
import type { SessionKeeper } from '../session-keeper.ts';
import { ATTEMPT_MINUTES, keepAttempt, pathOfOurs, takeAttempt } from './attempts.ts';
import { admit, type AdmissionContext } from './admit.ts';
import { ProviderFailure, type IdentityProvider } from './identity-provider.ts';

const tags = ['account'];
const params = Type.Object({ provider: CodeSchema });
const ATTEMPT_COOKIE = 'dz_attempt';
const API = '/api/v1';

/** Why somebody is back on the login page. */
type Failed = 'unavailable' | 'refused' | 'expired' | 'disabled' | 'no-role' | 'conflict';

interface SingleSignOnParts extends AdmissionContext {
  readonly providers: readonly IdentityProvider[];
  /** The address people use. */
  readonly publicUrl: URL;
  readonly sessions: Pick<SessionKeeper, 'forget'>;
  /** Begins a session of an account that is proved, and sets its cookie. */
  readonly startSession: (request: FastifyRequest, reply: FastifyReply, account: string) => Promise<unknown>;
  /** Configuration of routes that prove who somebody is: few calls a minute. */
  readonly limited: object;
}

/** Signing in where somebody else keeps the password: to the provider's page, and back. */
export const singleSignOnRoutes =
  (parts: SingleSignOnParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { postgres, now, providers, publicUrl, sessions, startSession, limited } = parts;
    const config = { ...PUBLIC, ...limited };
    const response = { 302: Type.Null({ description: 'To the next page' }), 404: ErrorSchema, 503: ErrorSchema };

    const findProvider = (code: string): IdentityProvider => {
      const provider = providers.find((one) => one.code === code);
      if (provider === undefined) throw new NotFound(`There is no provider ${code} to sign in with`);
      return provider;
    };
    const callbackOf = ({ code }: IdentityProvider): URL => new URL(`${API}/sign-in/${code}/callback`, publicUrl);
    const back = (request: FastifyRequest, reply: FastifyReply, failed: Failed, why?: string) => {
      request.log.warn({ failed, why }, 'single sign-on');
      return reply.redirect(`/login?failed=${failed}`);
    };

    app.get(
      '/sign-in/:provider',
      {
        config,
        schema: { tags, params, querystring: Type.Object({ returnTo: Type.Optional(Type.String()) }), response },
      },
      async (request, reply) => {
        const provider = findProvider(request.params.provider);
        reply.header('cache-control', 'no-store');
        try {
          const { url, secrets } = await provider.begin(callbackOf(provider));
          const returnTo = pathOfOurs(request.query.returnTo);
          const secret = await keepAttempt(postgres, now(), { provider: provider.code, secrets, returnTo });
          reply.setCookie(ATTEMPT_COOKIE, secret, { ...cookieOptions(request), maxAge: ATTEMPT_MINUTES * 60 });
          return reply.redirect(url.href);
        } catch (error) {
          if (error instanceof ProviderFailure) return back(request, reply, error.kind, error.message);
          throw error;
        }
      },
    );

    app.get('/sign-in/:provider/callback', { config, schema: { tags, params, response } }, async (request, reply) => {
      const provider = findProvider(request.params.provider);
      reply.header('cache-control', 'no-store').clearCookie(ATTEMPT_COOKIE, cookieOptions(request));
      const secret = cookieOf(request, ATTEMPT_COOKIE);
      const attempt = secret === null ? null : await takeAttempt(postgres, now(), secret, provider.code);
      if (attempt === null) return back(request, reply, 'expired');
      const current = callbackOf(provider);
      current.search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
      const outcome = await admit(parts, provider, current, attempt, placeOf(request));
      if (outcome.account !== null && outcome.changed) sessions.forget(outcome.account);
      if (!outcome.admitted) return back(request, reply, outcome.why, outcome.detail);
      await startSession(request, reply, outcome.account);
      return reply.redirect(attempt.returnTo);
    });
  };

/** Lax and not strict: who comes back comes from another site. */
const cookieOptions = ({ protocol }: FastifyRequest) =>
  ({ path: `${API}/sign-in`, httpOnly: true, sameSite: 'lax', secure: protocol === 'https' }) as const;
