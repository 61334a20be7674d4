import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'dz_session';

/** Without an age: the browser forgets it when it closes. Lax and not strict, for who comes back from single sign-on. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
  });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
  });
}

/** One cookie of a request; `null` when it is not sent. Read without taking the others apart: it is done for every call. */
export function cookieOf({ headers: { cookie } }: FastifyRequest, name: string): string | null {
  if (cookie === undefined) return null;
  for (let at = cookie.indexOf(name); at !== -1; at = cookie.indexOf(name, at + 1)) {
    const isWhole = cookie[at + name.length] === '=' && (at === 0 || cookie[at - 1] === ' ' || cookie[at - 1] === ';');
    if (!isWhole) continue;
    const end = cookie.indexOf(';', at);
    return cookie.slice(at + name.length + 1, end === -1 ? undefined : end).trim();
  }
  return null;
}
