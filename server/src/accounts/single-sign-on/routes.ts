import '@fastify/cookie';
import { API, singleSignOnRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../base/errors.ts';
import { placeOf } from '../../rights/caller.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
import { readCookie } from '../../rights/cookies.ts';
import type { SessionKeeper } from '../session-keeper.ts';
import { ATTEMPT_MINUTES, keepAttempt, pathOfOurs, takeAttempt } from './attempts.ts';
import { admit, type AdmissionContext } from './admit.ts';
import { ProviderFailure, type IdentityProvider } from './identity-provider.ts';

const ATTEMPT_COOKIE = 'dz_attempt';

/** Why somebody is back on the login page. */
type Failed = 'unavailable' | 'refused' | 'expired' | 'disabled' | 'no-role' | 'conflict';

interface SingleSignOnParts extends AdmissionContext {
  readonly providers: readonly IdentityProvider[];
  /** The address people use. */
  readonly publicUrl: URL;
  readonly sessions: Pick<SessionKeeper, 'forget'>;
  /** Begins a session of an account that is proved, and sets its cookie. */
  readonly startSession: (request: FastifyRequest, reply: FastifyReply, account: string) => Promise<unknown>;
}

/** Signing in where somebody else keeps the password: to the provider's page, and back. */
export const singleSignOnRoutes =
  (parts: SingleSignOnParts): FastifyPluginAsync =>
  async (app) => {
    const { postgres, now, providers, publicUrl, sessions, startSession } = parts;

    const findProvider = (code: string): IdentityProvider => {
      const provider = providers.find((one) => one.code === code);
      if (provider === undefined) throw refuse('provider.unknown', { provider: code });
      return provider;
    };
    const callbackOf = ({ code }: IdentityProvider): URL => new URL(`${API}/sign-in/${code}/callback`, publicUrl);
    const back = (request: FastifyRequest, reply: FastifyReply, failed: Failed, why?: string) => {
      request.log.warn({ failed, why }, 'single sign-on');
      // That the provider does not answer is nobody's attempt.
      request.hasFailed = failed !== 'unavailable';
      return reply.redirect(`/login?failed=${failed}`);
    };

    serveRoutes(app, routes, {
      'GET /sign-in/{provider}': {
        answer: async (request, reply) => {
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
      },
      'GET /sign-in/{provider}/callback': {
        answer: async (request, reply) => {
          const provider = findProvider(request.params.provider);
          reply.header('cache-control', 'no-store').clearCookie(ATTEMPT_COOKIE, cookieOptions(request));
          const secret = readCookie(request, ATTEMPT_COOKIE);
          const attempt = secret === null ? null : await takeAttempt(postgres, now(), secret, provider.code);
          if (attempt === null) return back(request, reply, 'expired');
          const current = callbackOf(provider);
          current.search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
          const outcome = await admit(parts, provider, current, attempt, placeOf(request));
          if (outcome.account !== null && outcome.changed) sessions.forget(outcome.account);
          if (!outcome.admitted) return back(request, reply, outcome.why, outcome.detail);
          await startSession(request, reply, outcome.account);
          return reply.redirect(attempt.returnTo);
        },
      },
    });
  };

/** Lax and not strict: who comes back comes from another site. */
const cookieOptions = ({ protocol }: FastifyRequest) =>
  ({ path: `${API}/sign-in`, httpOnly: true, sameSite: 'lax', secure: protocol === 'https' }) as const;
