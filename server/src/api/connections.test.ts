import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp, type App } from './app.ts';
import { startTestService, type TestService } from '../../testing/service.ts';

// Real sockets to a service that waits a second for a call to come in, and has room for four connections.
let service: TestService;
let app: App;
beforeAll(async () => {
  service = await startTestService('2023-01-31T00:00:00+08:00');
  const config = { ...service.runtime.config, requestSeconds: 1, maxConnections: 4 };
  app = await buildApp({ ...service.runtime, config });
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  await service.close();
});

const open: Socket[] = [];
afterAll(() => open.forEach((socket) => socket.destroy()));

/** A connection that has sent this much, and what was answered on it so far. */
async function send(text: string) {
  const socket = connect({ host: '127.0.0.1', port: (app.server.address() as AddressInfo).port }).setEncoding('utf8');
  open.push(socket);
  let received = '';
  socket.on('data', (chunk: string) => (received += chunk));
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(received)));
  await once(socket, 'connect');
  socket.write(text);
  return { socket, closed, received: () => received };
}

const HEAD = 'POST /api/v1/sign-in HTTP/1.1\r\nhost: dangzhi\r\ncontent-type: application/json\r\n';

describe('a connection', () => {
  it('that never says anything is closed', async () => {
    expect(await (await send('')).closed).not.toContain('200 OK');
  });

  it('whose head does not end is closed', async () => {
    expect(await (await send(HEAD)).closed).toMatch(/^HTTP\/1.1 408 /);
  });

  it('whose body does not end is closed, however steadily it drips', async () => {
    const { socket, closed } = await send(`${HEAD}content-length: 1000\r\n\r\n{"login":"`);
    const drip = setInterval(() => socket.write('a'), 100);
    expect(await closed).toMatch(/^HTTP\/1.1 408 /);
    clearInterval(drip);
  });

  it('that listens for events lives on', async () => {
    const { authorization } = service.operator;
    const { socket, received } = await send(
      `GET /api/v1/events HTTP/1.1\r\nhost: dangzhi\r\naccept: text/event-stream\r\nauthorization: ${authorization}\r\n\r\n`,
    );
    // Longer than a call may take to come in, and than Node takes to look.
    await (
      await send(HEAD)
    ).closed;
    await (
      await send(HEAD)
    ).closed;
    expect(received()).toMatch(/^HTTP\/1.1 200 /);
    const told = once(socket, 'data');
    service.runtime.events.publish({ type: 'scored', schemes: ['XC-COUNTY'], periods: ['2022-12'], run: 1 });
    await told;
    expect(received()).toContain('XC-COUNTY');
    socket.destroy();
  });

  it('beyond those there is room for is closed at once, and the others are answered', async () => {
    const held = await Promise.all(Array.from({ length: 4 }, () => send('GET /healthz HTTP/1.1\r\n')));
    const refused = await send('GET /healthz HTTP/1.1\r\nhost: dangzhi\r\n\r\n');
    expect(await refused.closed).toBe('');
    for (const { socket, received } of held) {
      const answered = once(socket, 'data');
      socket.write('host: dangzhi\r\n\r\n');
      await answered;
      expect(received()).toMatch(/^HTTP\/1.1 200 /);
      socket.destroy();
    }
  });
});
