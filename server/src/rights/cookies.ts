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

export const DISPLAY_COOKIE = 'dz_display';

/** As long as a browser keeps one at all; a display's is set anew whenever it asks who it is. */
const LASTING_DAYS = 400;

/** Binds a device: its secret stays in the browser's own keeping, where no script reads it. */
export function setDisplayCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  reply.setCookie(DISPLAY_COOKIE, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: LASTING_DAYS * 86_400,
  });
}

export const BROWSER_COOKIE = 'dz_browser';

/** Tells a browser in which somebody was let in before: wrong passwords elsewhere keep nobody waiting there. */
export function setBrowserCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  reply.setCookie(BROWSER_COOKIE, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: LASTING_DAYS * 86_400,
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
