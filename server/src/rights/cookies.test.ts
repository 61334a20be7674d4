import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { cookieOf, DISPLAY_COOKIE, SESSION_COOKIE, setLastingCookie, setSessionCookie } from './cookies.ts';

const app = Fastify({ trustProxy: true });
await app.register(cookie, { hook: false });
app.post('/', (request, reply) => {
  setSessionCookie(request, reply, 'token');
  setLastingCookie(request, reply, DISPLAY_COOKIE, 'secret');
  return 'ok';
});
app.get('/', (request) => ({
  session: cookieOf(request, SESSION_COOKIE),
  display: cookieOf(request, DISPLAY_COOKIE),
}));
const over = (protocol: 'http' | 'https') => ({ 'x-forwarded-proto': protocol });
const given = async (protocol: 'http' | 'https') => {
  const { headers } = await app.inject({ method: 'POST', url: '/', headers: over(protocol) });
  return [headers['set-cookie']].flat().map(String);
};
const read = async (protocol: 'http' | 'https', sent: string) =>
  (await app.inject({ url: '/', headers: { ...over(protocol), cookie: sent } })).json<object>();

describe('over TLS', () => {
  it('cookies are bound to this host', async () => {
    const [session, display] = await given('https');
    expect(session).toBe('__Host-dz_session=token; Path=/; HttpOnly; Secure; SameSite=Lax');
    expect(display).toMatch(/^__Host-dz_display=secret; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(await read('https', '__Host-dz_session=a; __Host-dz_display=b')).toEqual({ session: 'a', display: 'b' });
  });

  it('a session somebody else could have put there is none; a wall bound before stays bound', async () => {
    expect(await read('https', 'dz_session=a; dz_display=b')).toEqual({ session: null, display: 'b' });
    expect(await read('https', 'dz_display=b; __Host-dz_display=c')).toEqual({ session: null, display: 'c' });
  });
});

it('without TLS they are plain', async () => {
  expect((await given('http'))[0]).toBe('dz_session=token; Path=/; HttpOnly; SameSite=Lax');
  expect(await read('http', 'dz_session=a; x__Host-dz_session=b')).toEqual({ session: 'a', display: null });
});
