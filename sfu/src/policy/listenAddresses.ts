import type { NetworkInterfaceInfo } from 'node:os';

/** An address that a worker opens its port on, and what browsers are told instead of it. */
export interface ListenAddress {
  ip: string;
  announcedAddress?: string;
}

/**
 * Where to listen. A wildcard cannot be announced to browsers; without an announced address it
 * stands for every address that the machine has now, loopback last: browsers on the machine itself
 * and in its network reach it without configuration. Link-local IPv6 needs a zone that a
 * candidate cannot carry (RFC 8839, section 5.1), so it is left out.
 *
 * @param interfaces as `os.networkInterfaces()` gives them
 */
export function listenAddresses(
  listenIp: string,
  announcedAddress: string | undefined,
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>,
): ListenAddress[] {
  if (announcedAddress !== undefined) return [{ ip: listenIp, announcedAddress }];
  if (listenIp !== '0.0.0.0' && listenIp !== '::') return [{ ip: listenIp }];
  const usable = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, address }) =>
      family === 'IPv4' ? true : listenIp === '::' && !/^fe[89ab]/i.test(address),
    );
  const outer = usable.filter(({ internal }) => !internal);
  const inner = usable.filter(({ internal }) => internal);
  const ips = [...outer, ...inner].map(({ address }) => address);
  return [...new Set(ips)].map((ip) => ({ ip }));
}
