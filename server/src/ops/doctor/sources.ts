import { connect } from 'node:net';
import { few, ok, warning, type Check } from './check.ts';

/** A system that is pulled. */
export interface Upstream {
  readonly code: string;
  readonly name: string;
  readonly address: string;
}

const PATIENCE_MS = 2000;

/** Whether a connection to each system opens; nothing is asked of it. Its name is said and not its address. */
export async function checkSources(upstreams: readonly Upstream[]): Promise<Check> {
  if (upstreams.length === 0) return ok('sources', 'none to reach');
  const reached = await Promise.all(upstreams.map(({ address }) => opens(address)));
  const silent = upstreams.filter((_, index) => reached[index] === false);
  if (silent.length === 0) return ok('sources', `${upstreams.length} of ${upstreams.length} answer`);
  return warning(
    'sources',
    `no connection to ${few(silent.map(({ code, name }) => `${name} (${code})`))}`,
    'Ask for the way to that system to be opened; its values stay as they were last pulled.',
  );
}

async function opens(address: string): Promise<boolean> {
  if (!URL.canParse(address)) return false;
  const { hostname, port, protocol } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) });
    const end = (reached: boolean): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.setTimeout(PATIENCE_MS, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}
