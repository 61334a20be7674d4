import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const DISPLAY_COOKIE = 'dz_display';

/** As long as a browser keeps one at all; set anew whenever the display asks who it is. */
const DAYS = 400;

/** Binds a device: its secret stays in the browser's own keeping, where no script reads it. */
export function setDisplayCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  reply.setCookie(DISPLAY_COOKIE, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: DAYS * 86_400,
  });
}
