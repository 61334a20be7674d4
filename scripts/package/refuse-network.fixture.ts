// Loaded before a program by NODE_OPTIONS: no connection but to this machine, and no name is looked up.
import dns from 'node:dns';
import net from 'node:net';

const HERE = /^(localhost|127\.[\d.]+|::1|0\.0\.0\.0|::)$/;

function refuse(host: string): Error {
  return Object.assign(new Error(`the network is refused: ${host}`), { code: 'ENETUNREACH' });
}

/** The host of a connection's arguments; `null` for a socket in the file system, and for this machine by default. */
function hostOf(args: readonly unknown[]): string | null {
  // Node hands its own calls on with the arguments already put in order, as one list.
  const [first, second]: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first !== null && 'host' in first)
    return typeof first.host === 'string' ? first.host : null;
  return typeof second === 'string' ? second : null;
}

const connect = Reflect.get(net.Socket.prototype, 'connect') as (...args: unknown[]) => net.Socket;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const host = hostOf(args);
  if (host === null || HERE.test(host)) return connect.apply(this, args);
  return this.destroy(refuse(host));
};

const lookup = Reflect.get(dns, 'lookup') as (...args: unknown[]) => void;
dns.lookup = ((host: string, ...rest: unknown[]) => {
  if (HERE.test(host)) return lookup(host, ...rest);
  const answer = rest.at(-1) as (error: Error) => void;
  process.nextTick(answer, refuse(host));
}) as typeof dns.lookup;
