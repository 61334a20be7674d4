import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../testing/served/server-process.ts';
import { readSettings } from '../../runtime/settings.ts';
import type { Holder } from './place.ts';
import { askServer, checkLock, checkPort } from './running-server.ts';

const servers: Server[] = [];
const asked: { readonly url: string; readonly authorization: string | undefined }[] = [];
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-asked-'));
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  asked.splice(0);
  rmSync(dataDir, { recursive: true, force: true });
});

/** What a server answers to somebody it does not know. */
const REFUSED = { code: 'session.needed' };

/** Something that listens, and answers these paths with JSON. */
async function listen(answers: Readonly<Record<string, unknown>>): Promise<number> {
  const server = createServer((request, reply) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
    const body = answers[request.url ?? ''];
    reply.statusCode = body === undefined ? 404 : body === REFUSED ? 401 : 200;
    reply.end(JSON.stringify(body ?? 'nothing'));
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const at = (port: number, more: Record<string, string> = {}) =>
  readSettings({ PORT: String(port), DATA_DIR: dataDir, ...more });
const READY = { '/readyz': { clickhouse: 'ok', postgres: 'down' } };
const FREE: Holder = { held: false };
const HELD: Holder = { held: true, pid: '7' };

async function check(port: number, holder: Holder, more: Record<string, string> = {}) {
  const config = at(port, more);
  const server = await askServer(config, holder);
  return [checkLock(config, holder, server), await checkPort(config, holder, server)].map(({ state, found }) => [
    state,
    found,
  ]);
}

describe('the lock and the port', () => {
  it('both free', async () => {
    const port = await findFreePort();
    expect(await check(port, FREE)).toEqual([
      ['ok', 'free: no server runs on this DATA_DIR'],
      ['ok', `${port} on 127.0.0.1, free`],
    ]);
    expect((await check(0, FREE))[1]).toEqual(['ok', 'any free one']);
  });

  it('both held by the server that answers', async () => {
    const port = await listen(READY);
    expect(await check(port, HELD)).toEqual([
      ['ok', 'held by process 7, the running server'],
      ['ok', `http://127.0.0.1:${port}, by the running server`],
    ]);
  });

  it('the port taken by another program', async () => {
    const port = await listen({ '/readyz': 'yes' });
    expect(await check(port, FREE)).toEqual([
      ['ok', 'free: no server runs on this DATA_DIR'],
      ['fault', `Port ${port} on 127.0.0.1 is taken by another program; set PORT to a free one.`],
    ]);
  });

  it('the port taken by a server of another data directory', async () => {
    const port = await listen(READY);
    expect((await check(port, FREE))[1]).toEqual([
      'fault',
      `at http://127.0.0.1:${port} a server runs on another DATA_DIR`,
    ]);
  });

  it('the lock held by a process that does not answer', async () => {
    const port = await findFreePort();
    expect(await check(port, HELD)).toEqual([
      ['fault', `held by process 7, which does not answer at http://127.0.0.1:${port}`],
      ['ok', `${port} on 127.0.0.1, free`],
    ]);
    expect((await check(port, { held: true, pid: null }))[0]?.[1]).toContain('held by process unknown');
  });

  it('an address that is not this machine’s', async () => {
    const [, port] = await check(await findFreePort(), FREE, { HOST: '192.0.2.1', DEMO: 'off' });
    expect(port).toEqual(['fault', 'HOST 192.0.2.1 is not an address of this machine.']);
  });
});

describe('asking the server', () => {
  it('takes what it knows and leaves what it does not', async () => {
    const sources = { items: [] };
    const audit = {
      entries: 1,
      intact: true,
      firstFault: null,
      damage: null,
      found: { zh: '前后相接。', en: 'They follow one another.' },
    };
    const clock = { state: 'sound', now: '2026-12-01T00:00:00.000Z', against: null };
    const port = await listen({
      ...READY,
      '/api/v1/meta': { demo: 'yes' },
      '/api/v1/sources': sources,
      '/api/v1/audit/verification': audit,
      '/api/v1/guard-breaks': { items: [], total: 0 },
      '/api/v1/integrity': { checkedAt: null, isChecking: true, findings: [] },
      '/api/v1/clock': clock,
    });
    expect(await askServer(at(port), HELD)).toEqual({
      ready: READY['/readyz'],
      meta: null,
      sources,
      audit,
      breaks: { items: [], total: 0 },
      integrity: { checkedAt: null, isChecking: true, findings: [] },
      clock,
      refuses: false,
    });
  });

  it('is no server where nothing answers', async () => {
    expect(await askServer(at(await findFreePort()), FREE)).toBeNull();
  });

  const tokens = () =>
    asked.filter(({ url }) => url.startsWith('/api/')).map(({ url, authorization }) => [url, authorization ?? '']);

  it('is done with the operator’s token, and only of a server that may be this directory’s', async () => {
    writeFileSync(path.join(dataDir, 'operator.token'), 'a-token\n');
    const port = await listen(READY);
    await askServer(at(port), HELD);
    expect(tokens().sort()).toEqual([
      ['/api/v1/audit/verification', 'Bearer a-token'],
      ['/api/v1/clock', 'Bearer a-token'],
      ['/api/v1/guard-breaks', 'Bearer a-token'],
      ['/api/v1/integrity', 'Bearer a-token'],
      ['/api/v1/meta', 'Bearer a-token'],
      ['/api/v1/sources', 'Bearer a-token'],
    ]);
    asked.splice(0);
    await askServer(at(port), FREE);
    expect(new Set(tokens().map(([, token]) => token))).toEqual(new Set(['']));
  });

  it('is refused where there is no token, or another', async () => {
    const port = await listen({ ...READY, '/api/v1/meta': REFUSED });
    expect(await askServer(at(port), HELD)).toMatchObject({ meta: null, audit: null, refuses: true });
  });
});
