import { sessionRoutes as routes, type SessionView } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { recordAlone } from '../audit/trail.ts';
import { BROWSER_COOKIE, clearSessionCookie, cookieOf, DISPLAY_COOKIE, setLastingCookie } from '../rights/cookies.ts';
import { refuse } from '../base/errors.ts';
import { actorOf, callerOf, placeOf, type Caller, type FindCaller } from '../rights/caller.ts';
import { serveRoutes } from '../rights/serve-routes.ts';
import { targetOf } from './account.ts';
import { DEMO_PASSWORD, demoAccountList } from './demo-accounts.ts';
import { IDLE_MINUTES } from './session-queries.ts';
import { ABSOLUTE_HOURS, MOST_SESSIONS, type Sessions } from './sessions.ts';
import type { StartSession } from './start-session.ts';
import { changePassword, findPerson, signIn, type SignInContext } from './sign-in.ts';

interface SessionParts extends SignInContext {
  readonly sessions: Sessions;
  /** What a device that brings a display's cookie can be told of itself. */
  readonly devices: { stateOf(secret: string): Promise<NonNullable<SessionView['display']>> };
  readonly findCaller: FindCaller;
  readonly startSession: StartSession;
  readonly providers: readonly { readonly code: string; readonly name: string }[];
}

/** Signing in and out, and what somebody may do with their own account. */
export const sessionRoutes =
  (parts: SessionParts): FastifyPluginAsync =>
  async (app) => {
    const { postgres, now, demo, sessions, devices, providers, findCaller, startSession } = parts;

    const view = async (request: FastifyRequest, reply: FastifyReply, caller: Caller | null) => {
      const secret = cookieOf(request, DISPLAY_COOKIE);
      const display = secret === null ? null : await devices.stateOf(secret);
      // Browsers forget a cookie after 400 days; a wall that is in use does not.
      if (secret !== null && display?.state === 'active') setLastingCookie(request, reply, DISPLAY_COOKIE, secret);
      return {
        person: caller?.kind === 'account' ? await findPerson(postgres, caller.id) : null,
        display,
        providers: [...providers],
        demoAccounts: demo ? demoAccountList() : [],
        demoPassword: demo ? DEMO_PASSWORD : null,
        idleMinutes: IDLE_MINUTES,
        absoluteHours: ABSOLUTE_HOURS,
      };
    };

    serveRoutes(app, routes, {
      'GET /session': {
        answer: async (request, reply) => {
          reply.header('cache-control', 'no-store');
          return view(request, reply, await findCaller(request));
        },
      },
      'POST /session': {
        answer: async (request, reply) => {
          const { login, password } = request.body;
          const place = { ...placeOf(request), browser: browserOf(request) };
          const { id, browser } = await signIn(parts, login, password, place);
          const caller = await startSession(request, reply, id);
          setLastingCookie(request, reply, BROWSER_COOKIE, browser);
          return view(request, reply, caller);
        },
      },
      'DELETE /session': {
        answer: async (request, reply) => {
          const { id, session } = callerOf(request);
          if (session !== null) await sessions.end(id, session);
          await recordAlone(postgres, actorOf(request), now(), { action: 'session.end', target: targetOf(id) });
          clearSessionCookie(request, reply);
          return null;
        },
      },
      'GET /account/sessions': {
        answer: async (request) => {
          const { id, session } = callerOf(request);
          return { items: await sessions.list(id, session), most: MOST_SESSIONS };
        },
      },
      'DELETE /account/sessions/{id}': {
        answer: async (request) => {
          const { id } = callerOf(request);
          if (!(await sessions.end(id, request.params.id)))
            throw refuse('session.unknown', { session: request.params.id });
          await recordAlone(postgres, actorOf(request), now(), { action: 'session.end', target: targetOf(id) });
          return null;
        },
      },
      'POST /account/password': {
        answer: async (request, reply) => {
          const { id } = callerOf(request);
          const actor = { ...actorOf(request), browser: browserOf(request) };
          await changePassword(parts, actor, request.body.current, request.body.next);
          // Whoever else is signed in as this person knew the old password.
          await sessions.endAllOf(id);
          return view(request, reply, await startSession(request, reply, id));
        },
      },
    });
  };

/** What a browser shows that somebody was let in there before; a text of another length is none of ours. */
const browserOf = (request: FastifyRequest): string | null => {
  const secret = cookieOf(request, BROWSER_COOKIE);
  return secret !== null && /^[\w-]{43}$/.test(secret) ? secret : null;
};
