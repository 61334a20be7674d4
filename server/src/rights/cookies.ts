import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'dz_session';
export const DISPLAY_COOKIE = 'dz_display';
/** Tells a browser in which somebody was let in before: wrong passwords elsewhere keep nobody waiting there. */
export const BROWSER_COOKIE = 'dz_browser';

type CookieName = typeof SESSION_COOKIE | typeof DISPLAY_COOKIE | typeof BROWSER_COOKIE;

/**
 * Over TLS a browser takes a cookie of such a name only from this very host, and only over TLS: neither a neighbour under
 * the same domain nor somebody on the line can put one there.
 */
const PREFIX = '__Host-';

const isSecure = ({ protocol }: FastifyRequest): boolean => protocol === 'https';
const nameOf = (request: FastifyRequest, name: CookieName): string => (isSecure(request) ? `${PREFIX}${name}` : name);

/** As long as a browser keeps one at all. */
const LASTING_S = 400 * 86_400;

/** Without an age: the browser forgets it when it closes. Lax and not strict, for who comes back from single sign-on. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(nameOf(request, SESSION_COOKIE), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(request),
  });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(nameOf(request, SESSION_COOKIE), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(request),
  });
}

/**
 * Binds a device, whose secret is `DISPLAY_COOKIE`, or marks a browser by `BROWSER_COOKIE`: it stays in the browser's own
 * keeping, where no script reads it.
 */
export function setLastingCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  name: typeof DISPLAY_COOKIE | typeof BROWSER_COOKIE,
  secret: string,
): void {
  reply.setCookie(nameOf(request, name), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure(request),
    maxAge: LASTING_S,
  });
}

/** One of our cookies; `null` when it is not sent. */
export function cookieOf(request: FastifyRequest, name: CookieName): string | null {
  const found = readCookie(request, nameOf(request, name));
  // Walls that were bound before there was the prefix: theirs is set anew when they next ask who they are.
  return found === null && name === DISPLAY_COOKIE && isSecure(request) ? readCookie(request, name) : found;
}

/** One cookie of a request, by its whole name. Read without taking the others apart: it is done for every call. */
export function readCookie({ headers: { cookie } }: FastifyRequest, name: string): string | null {
  if (cookie === undefined) return null;
  for (let at = cookie.indexOf(name); at !== -1; at = cookie.indexOf(name, at + 1)) {
    const isWhole = cookie[at + name.length] === '=' && (at === 0 || cookie[at - 1] === ' ' || cookie[at - 1] === ';');
    if (!isWhole) continue;
    const end = cookie.indexOf(';', at);
    return cookie.slice(at + name.length + 1, end === -1 ? undefined : end).trim();
  }
  return null;
}
