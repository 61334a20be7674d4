import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { PassingFailure, Refusal } from './failures.ts';

/** Host, or host and port, that sources may lie at; `*.domain` is every name below it. */
export interface AllowedHost {
  readonly host: string;
  /** `null` for the port of the scheme, 80 or 443. */
  readonly port: number | null;
}

/** What a call may go to; its refusal names the setting. */
export type MayCall = (url: URL) => Promise<void>;

const SHAPE = /^(\*\.)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/;

/**
 * Reads `SOURCE_HOSTS`: `irs.zj.gov.cn, 10.20.0.5:8080, *.xinchang.gov.cn, [fd00::5]:8443`.
 *
 * @returns `null` when an entry is not of that shape
 */
export function readAllowedHosts(text: string): readonly AllowedHost[] | null {
  const entries = text.split(',').map((one) => one.trim().toLowerCase());
  const read = entries.filter((one) => one !== '').map(readOne);
  return read.every((one) => one !== null) ? read : null;
}

function readOne(text: string): AllowedHost | null {
  const [, wildcard = '', host = '', port] = SHAPE.exec(text) ?? [];
  const written = `http://${host}`;
  if (host === '' || Number(port ?? 0) > 65_535 || !URL.canParse(written)) return null;
  // Spelled as addresses of sources are read: 010.1 and fd00:0::5 are what they mean.
  const name = nameIn(new URL(written));
  if (wildcard !== '' && isIP(name) !== 0) return null;
  return { host: `${wildcard}${name}`, port: port === undefined ? null : Number(port) };
}

/** Where an address leads, as a list names it. */
export function hostOf(address: string): AllowedHost {
  const url = new URL(address);
  return { host: nameIn(url), port: portOf(url) };
}

/**
 * Addresses that are nobody's source, whatever name leads there: this machine, its link, its neighbours' metadata
 * services, everybody at once.
 */
const INSIDE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  INSIDE.addSubnet(net, bits);
// Metadata services of clouds that lie outside 169.254.0.0/16.
for (const address of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) INSIDE.addAddress(address);
for (const [net, bits] of [
  // With :: and ::1, IPv4 addresses in an old dress.
  ['::', 96],
  ['fe80::', 10],
  ['ff00::', 8],
  // Tunnels that carry an IPv4 address inside, 6to4 and Teredo, and translators of one's own choosing: nothing in a
  // county lies behind them.
  ['2002::', 16],
  ['2001::', 32],
  ['64:ff9b:1::', 48],
  // This machine, its link and every private net by way of a translator; what lies outside may be translated.
  ['64:ff9b::7f00:0', 104],
  ['64:ff9b::a9fe:0', 112],
  ['64:ff9b::', 104],
  ['64:ff9b::a00:0', 104],
  ['64:ff9b::ac10:0', 108],
  ['64:ff9b::c0a8:0', 112],
  ['64:ff9b::6440:0', 106],
] as const)
  INSIDE.addSubnet(net, bits, 'ipv6');
INSIDE.addAddress('fd00:ec2::254', 'ipv6');

/** Nets of nobody in particular. A county's systems lie in them, and are called by an IPv4 address. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  PRIVATE.addSubnet(net, bits);

/**
 * Whether an IP address leads inside. An IPv4 one in IPv6 clothes is looked through; one of a private net in them is
 * nobody's source either: whoever answers so to a name wants to get past such a list.
 */
export function isInside(address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  return INSIDE.check(address, family) || (family === 'ipv6' && PRIVATE.check(address, family));
}

type Resolve = (host: string) => Promise<readonly string[]>;

const resolveAll: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Lets calls to the listed hosts through and no others. A name is resolved and refused when it leads inside, unless
 * that IP address is listed itself. Between this and the call the name could be made to lead elsewhere: whoever
 * can do that to a listed name answers for the source anyway.
 *
 * @param isListed may change while the program runs
 * @throws Refusal naming the address and SOURCE_HOSTS; PassingFailure when the name leads nowhere
 */
export function createMayCall(isListed: (url: URL) => boolean, resolve: Resolve = resolveAll): MayCall {
  return async (url) => {
    const where = `${url.host || url.protocol}`;
    if (!['http:', 'https:'].includes(url.protocol)) throw new Refusal(`${where}: only http and https are called`, 0);
    if (url.username !== '' || url.password !== '')
      throw new Refusal(`${where}: an address with a name and password in it is not called`, 0);
    if (!isListed(url)) throw new Refusal(`${where} is not in SOURCE_HOSTS; add it if the source lies there`, 0);
    const host = nameIn(url);
    if (isIP(host) !== 0) return;
    const addresses = await resolve(host).catch((error: unknown): never => {
      // Not called all the same: the next answer to the name might lead inside.
      throw new PassingFailure(`No answer from ${where}: ${error instanceof Error ? error.message : String(error)}`);
    });
    const inside = addresses.find((address) => isInside(address) && !isListed(withHost(url, address)));
    if (inside !== undefined)
      throw new Refusal(
        `${where} leads to ${inside}, inside; list that address itself in SOURCE_HOSTS if it is meant`,
        0,
      );
  };
}

/** Whether a list has a host: by name in any case, and by port. */
export function isAllowed(url: URL, hosts: readonly AllowedHost[]): boolean {
  const [name, port] = [nameIn(url), portOf(url)];
  return hosts.some((allowed) => {
    const wanted = allowed.port ?? (url.protocol === 'https:' ? 443 : 80);
    const isName = allowed.host.startsWith('*.') ? name.endsWith(allowed.host.slice(1)) : name === allowed.host;
    return isName && port === wanted;
  });
}

function withHost(url: URL, address: string): URL {
  const other = new URL(url);
  // What follows a percent sign is a link of this machine; no address of a URL has that.
  other.hostname = isIPv6(address) ? `[${address.replace(/%.*$/, '')}]` : address;
  return other;
}

const withoutBrackets = (host: string): string => (host.startsWith('[') ? host.slice(1, -1) : host);
/** A last dot says that the name is whole; it is the same name. */
const nameIn = (url: URL): string => withoutBrackets(url.hostname).replace(/\.$/, '');
const portOf = ({ port, protocol }: URL): number => (port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80);
