import { isIP } from 'node:net';
import { ConfigError } from './configError.ts';

/** A network, as `node:net` takes it. */
export interface Network {
  address: string;
  bits: number;
  family: 'ipv4' | 'ipv6';
}

/** By name, as Express has them. */
const named: Record<string, readonly string[]> = {
  none: [],
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/**
 * @param names addresses, networks like `10.0.0.0/8`, and the names above
 * @throws ConfigError
 */
export function readProxies(names: readonly string[]): Network[] {
  return names.flatMap((name) => named[name] ?? [name]).map(toNetwork);
}

function toNetwork(text: string): Network {
  const [address = '', given] = text.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const bits = given === undefined ? most : Number(given);
  if (version === 0 || !/^\d{1,3}$/.test(given ?? '0') || bits > most) {
    throw new ConfigError(
      `TRUSTED_PROXIES: ${text} is no address, no network like 10.0.0.0/8, and none of ${Object.keys(named).join(', ')}`,
    );
  }
  return { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}
