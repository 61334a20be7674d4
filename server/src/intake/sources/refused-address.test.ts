import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { simulatedSources } from '@dangzhi/seed';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMayCall, isAllowed, readAllowedHosts } from './allowed-address.ts';
import { createReader } from './reader.ts';

interface Listener {
  readonly host: string;
  connections: number;
  /** Where every call is sent on to; `null` for an empty answer. */
  location: string | null;
  close(): Promise<void>;
}

async function listen(): Promise<Listener> {
  const server = createServer((_request, answer) => {
    if (listener.location !== null) answer.writeHead(302, { location: listener.location });
    answer.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const listener: Listener = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: 0,
    location: null,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  server.on('connection', () => (listener.connections += 1));
  return listener;
}

let inside: Listener;
let source: Listener;
beforeEach(async () => {
  [inside, source] = await Promise.all([listen(), listen()]);
});
afterEach(() => Promise.all([inside.close(), source.close()]));

/** What reading a page ends with, where only `source` is listed. */
async function read(changes: Partial<SourceDeclaration>): Promise<string> {
  const [simulated] = simulatedSources(`http://${source.host}`);
  const declaration = { ...(simulated ?? expect.unreachable()), attempts: 3, ...changes };
  const hosts = readAllowedHosts(source.host) ?? [];
  const access = { token: () => 'secret', mayCall: createMayCall((url) => isAllowed(url, hosts)) };
  const reader = createReader(declaration, access, { firstDelayMs: 1, maxDelayMs: 2, restMs: 60_000 });
  const position = { cursor: null, since: null, now: new Date() };
  const said = await reader
    .page(position, new AbortController().signal, () => undefined)
    .then(
      () => 'read',
      (error: Error) => error.message,
    );
  expect(reader.breaker()).toBe('closed');
  return said;
}

it('an address that is not listed is refused before anything connects, and not tried again', async () => {
  expect(await read({ address: `http://${inside.host}` })).toBe(
    `${inside.host} is not in SOURCE_HOSTS; add it if the source lies there`,
  );
  expect(inside.connections).toBe(0);
});

it.each([
  ['a tab', '/\t/'],
  ['a line end', '/\n/'],
])('a path that becomes another host by %s is seen as what it becomes', async (_by, begin) => {
  expect(await read({ path: `${begin}${inside.host}/x` })).toContain(`${inside.host} is not in SOURCE_HOSTS`);
  expect([inside.connections, source.connections]).toEqual([0, 0]);
});

it('a source that sends the call on is not followed', async () => {
  source.location = `http://${inside.host}/`;
  await read({});
  expect(source.connections).toBeGreaterThan(0);
  expect(inside.connections).toBe(0);
});
