import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './privateAddresses.ts';

/** A name or an address leads to the server's own network. The message names neither. */
export class PrivateNetworkError extends Error {
  constructor() {
    super('leads to a private network');
    this.name = 'PrivateNetworkError';
  }
}

/**
 * No name is resolved where there is none.
 *
 * @param hostname as a URL has it
 * @throws PrivateNetworkError where it is an address, and a private one
 */
export function assertPublicHost(hostname: string): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw new PrivateNetworkError();
}

/** Node's own lookup; a name of which any address is private is refused as a whole. */
export const lookupPublic: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (failure, addresses) => {
    if (failure) {
      done(failure, '');
      return;
    }
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isPrivateAddress(address))) {
      done(new PrivateNetworkError(), '');
    } else if (options.all) done(null, addresses);
    else done(null, first.address, first.family);
  });
};
