import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  CodeSchema,
  ErrorSchema,
  LiveSessionListSchema,
  PasswordChangeSchema,
  SessionViewSchema,
  SignInSchema,
  type SessionView,
} from '@dangzhi/metrics/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { recordAlone } from '../audit/trail.ts';
import { DISPLAY_COOKIE, setDisplayCookie, clearSessionCookie, cookieOf } from '../rights/cookies.ts';
import { NotFound } from '../base/errors.ts';
import { actorOf, callerOf, placeOf, type Caller, type FindCaller } from '../rights/caller.ts';
import { needs, PUBLIC } from '../rights/route-right.ts';
import { targetOf } from './account.ts';
import { DEMO_PASSWORD, demoAccountList } from './demo-accounts.ts';
import { ABSOLUTE_HOURS, IDLE_MINUTES, type Sessions } from './sessions.ts';
import type { StartSession } from './start-session.ts';
import { changePassword, findPerson, signIn, type SignInContext } from './sign-in.ts';

const tags = ['account'];
const errors = { 400: ErrorSchema, 401: ErrorSchema, 403: ErrorSchema, 429: ErrorSchema, 503: ErrorSchema };

interface SessionParts extends SignInContext {
  readonly sessions: Sessions;
  /** What a device that brings a display's cookie can be told of itself. */
  readonly devices: { stateOf(secret: string): Promise<NonNullable<SessionView['display']>> };
  readonly findCaller: FindCaller;
  readonly startSession: StartSession;
  readonly providers: readonly { readonly code: string; readonly name: string }[];
  /** Configuration of the routes that prove who somebody is: few calls a minute. */
  readonly limited: object;
}

/** Signing in and out, and what somebody may do with their own account. */
export const sessionRoutes =
  (parts: SessionParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { postgres, now, demo, sessions, devices, providers, findCaller, startSession, limited } = parts;

    const view = async (request: FastifyRequest, reply: FastifyReply, caller: Caller | null) => {
      const secret = cookieOf(request, DISPLAY_COOKIE);
      const display = secret === null ? null : await devices.stateOf(secret);
      // Browsers forget a cookie after 400 days; a wall that is in use does not.
      if (secret !== null && display?.state === 'active') setDisplayCookie(request, reply, secret);
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

    app.get(
      '/session',
      { config: PUBLIC, schema: { tags, response: { 200: SessionViewSchema, 503: ErrorSchema } } },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        return view(request, reply, await findCaller(request));
      },
    );

    app.post(
      '/session',
      {
        config: { ...PUBLIC, ...limited },
        schema: { tags, body: SignInSchema, response: { 200: SessionViewSchema, ...errors } },
      },
      async (request, reply) => {
        const { login, password } = request.body;
        const { id } = await signIn(parts, login, password, placeOf(request));
        return view(request, reply, await startSession(request, reply, id));
      },
    );

    app.delete(
      '/session',
      { config: needs('self.manage'), schema: { tags, response: { 204: Type.Null(), ...errors } } },
      async (request, reply) => {
        const { id, session } = callerOf(request);
        if (session !== null) await sessions.end(id, session);
        await recordAlone(postgres, actorOf(request), now(), { action: 'session.end', target: targetOf(id) });
        clearSessionCookie(request, reply);
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/account/sessions',
      { config: needs('self.manage'), schema: { tags, response: { 200: LiveSessionListSchema, ...errors } } },
      async (request) => {
        const { id, session } = callerOf(request);
        return { items: await sessions.list(id, session) };
      },
    );

    const params = Type.Object({ id: CodeSchema });
    app.delete(
      '/account/sessions/:id',
      {
        config: needs('self.manage'),
        schema: { tags, params, response: { 204: Type.Null(), 404: ErrorSchema, ...errors } },
      },
      async (request, reply) => {
        const { id } = callerOf(request);
        if (!(await sessions.end(id, request.params.id))) throw new NotFound('There is no such session of yours');
        await recordAlone(postgres, actorOf(request), now(), { action: 'session.end', target: targetOf(id) });
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/account/password',
      {
        config: { ...needs('self.manage'), ...limited },
        schema: { tags, body: PasswordChangeSchema, response: { 200: SessionViewSchema, ...errors } },
      },
      async (request, reply) => {
        const { id } = callerOf(request);
        await changePassword(parts, actorOf(request), request.body.current, request.body.next);
        // Whoever else is signed in as this person knew the old password.
        await sessions.endAllOf(id);
        return view(request, reply, await startSession(request, reply, id));
      },
    );
  };
