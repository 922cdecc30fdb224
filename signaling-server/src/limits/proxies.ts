import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { plainAddress } from '@beside/shared/lib/networkOf';
import type { Network } from '../config/readProxies.ts';

/** Who may say for whom they ask. */
export interface Proxies {
  trusts(address: string): boolean;
  /** Whoever is behind the last proxy that is trusted: what stands further left, anybody can write. */
  addressOf(request: Pick<IncomingMessage, 'socket' | 'headers'>): string;
}

/** @param networks of the proxies */
export function createProxies(networks: readonly Network[]): Proxies {
  const trusted = new BlockList();
  for (const { address, bits, family } of networks) trusted.addSubnet(address, bits, family);
  const trusts = (address: string): boolean => {
    const plain = plainAddress(address);
    const version = isIP(plain);
    return version !== 0 && trusted.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };

  return {
    trusts,
    addressOf({ socket, headers }) {
      const said = [headers['x-forwarded-for'] ?? []].flat().join().split(',');
      const hops = said.map((hop) => hop.trim()).filter((hop) => hop !== '');
      let address = plainAddress(socket.remoteAddress ?? 'unknown');
      while (trusts(address)) {
        const next = hops.pop();
        if (next === undefined || isIP(plainAddress(next)) === 0) break;
        address = plainAddress(next);
      }
      return address;
    },
  };
}
