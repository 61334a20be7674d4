import type { FastifyRequest } from 'fastify';

/**
 * A request as the log has it. What comes back from single sign-on carries a code in its address: that stays out,
 * as do all headers.
 */
export function describeRequest({ method, url, ip }: Pick<FastifyRequest, 'method' | 'url' | 'ip'>): {
  method: string;
  url: string;
  remoteAddress: string;
} {
  const [pathname = '', query] = url.split('?', 2);
  const isSignIn = pathname.includes('/sign-in/');
  return { method, url: query === undefined || isSignIn ? pathname : url, remoteAddress: ip };
}
