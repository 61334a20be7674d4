import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from './config.ts';
import { UserError } from './errors.ts';

export type ListenAddress = Pick<Config, 'host' | 'port'>;

/** Where programs of this machine call the server. */
export const originOf = ({ host, port }: ListenAddress): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/**
 * Whether a server could listen here, by listening for a moment.
 *
 * @throws UserError when it could not, saying why
 */
export async function checkAddress(address: ListenAddress): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen({ host: address.host, port: address.port }), 'listening');
  } catch (error) {
    throw asListenSentence(error, address);
  }
  probe.close();
  await once(probe, 'close');
}

/** The sentence for why listening failed; any other error as it is. */
export function asListenSentence(error: unknown, { host, port }: ListenAddress): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new UserError(`Port ${port} on ${host} is taken by another program; set PORT to a free one.`);
    case 'EACCES':
      return new UserError(`No permission to listen on port ${port}; set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UserError(`HOST ${host} is not an address of this machine.`);
    default:
      return error;
  }
}
