import { isIPv6 } from 'node:net';

/**
 * What an address is counted by: of IPv6 the first 64 bits, which one household or office has to itself, as
 * `2001:db8:0:1::/64`; an IPv4 address the same by either way of writing it; anything else as it is.
 */
export function addressKey(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const [first = 0, second = 0, third = 0, fourth = 0, fifth, sixth, seventh = 0, eighth = 0] = groupsOf(plain);
  const isMapped = [first, second, third, fourth, fifth].every((group) => group === 0) && sixth === 0xffff;
  if (isMapped) return [seventh >> 8, seventh & 255, eighth >> 8, eighth & 255].join('.');
  return `${[first, second, third, fourth].map((group) => group.toString(16)).join(':')}::/64`;
}

/** The eight groups of a whole IPv6 address. */
function groupsOf(address: string): number[] {
  // The last two may be written as IPv4.
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const text =
    dotted === null
      ? address
      : `${dotted[1]}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`;
  const [before = '', after] = text.split('::');
  const read = (part: string | undefined): number[] =>
    part === undefined || part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [head, tail] = [read(before), read(after)];
  return after === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
