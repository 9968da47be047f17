import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/** No address is longer, with its zone, its brackets and a port. What strangers send may be thousands of characters. */
const LONGEST = 64;

/** A port that some proxies leave at the address; around IPv6 it takes brackets. */
const WITH_PORT = /^(?:\[(?<v6>[^\]]+)\]|(?<v4>[\d.]+))(?::\d{1,5})?$/;

/**
 * The address that a text names, as it is always written: without port and zone, and as IPv4 where IPv6 only wraps one.
 * Null where the text is no address.
 */
export function plainAddress(text: string | undefined): string | null {
  if (text === undefined || text.length > LONGEST) return null;
  const { v6, v4 } = WITH_PORT.exec(text)?.groups ?? {};
  const [address = ''] = (v6 ?? v4 ?? text).split('%');
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return null;
  return new SocketAddress({ address, family: 'ipv6' }).address.replace(/^::ffff:(?=[\d.]+$)/, '');
}

/**
 * What calls from a plain address are counted as. Of IPv6 that is the network (/64): whoever has one address of it has
 * them all.
 */
export function countedAddress(address: string | null): string {
  if (address === null) return 'unknown';
  if (!isIPv6(address)) return address;
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
