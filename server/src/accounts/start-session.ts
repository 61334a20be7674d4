import type { FastifyReply, FastifyRequest } from 'fastify';
import { placeOf, type Caller } from '../rights/caller.ts';
import { cookieOf, SESSION_COOKIE, setSessionCookie } from '../rights/cookies.ts';
import type { Sessions } from './sessions.ts';

/** Begins a session for whoever proved to be an account, and gives its cookie to the browser. */
export type StartSession = (request: FastifyRequest, reply: FastifyReply, account: string) => Promise<Caller | null>;

/** A new session with a new id each time; the one the browser came with is over. */
export const createStartSession =
  (sessions: Sessions): StartSession =>
  async (request, reply, account) => {
    const before = cookieOf(request, SESSION_COOKIE);
    const caller = before === null ? null : await sessions.find(before);
    if (caller !== null && caller.session !== null) await sessions.end(caller.id, caller.session);
    const token = await sessions.start(account, placeOf(request));
    setSessionCookie(request, reply, token);
    return sessions.find(token);
  };
