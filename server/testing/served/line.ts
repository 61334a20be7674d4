import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The way to a server, which can be cut: to whoever goes through it, the server is then as one that was stopped. */
export interface Line {
  /** The server's own address, with the host and port of this line. */
  readonly url: string;
  /** Breaks what is open and takes nothing more. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** @param to address of a server on this machine */
export async function openLine(to: string): Promise<Line> {
  const { hostname, port } = new URL(to);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const behind = connect(Number(port), hostname);
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const) {
      open.add(one);
      one.pipe(other);
      // Whichever side breaks takes the other along.
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  const listen = async (at: number): Promise<void> => {
    await once(server.listen(at, '127.0.0.1'), 'listening');
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP socket has no port');
  const cut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return {
    url: Object.assign(new URL(to), { host: `127.0.0.1:${address.port}` }).href,
    cut,
    mend: async () => {
      if (!server.listening) await listen(address.port);
    },
    close: cut,
  };
}
