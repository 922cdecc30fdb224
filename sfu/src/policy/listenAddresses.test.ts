import { describe, expect, it } from 'vitest';
import { listenAddresses } from './listenAddresses.ts';

type Info = NonNullable<NodeJS.Dict<ReturnType<typeof address>[]>[string]>[number];

function address(family: 'IPv4' | 'IPv6', ip: string, internal = false) {
  const common = { address: ip, netmask: '', mac: '', internal, cidr: null };
  return family === 'IPv4'
    ? { ...common, family: 'IPv4' as const }
    : { ...common, family: 'IPv6' as const, scopeid: 0 };
}

const machine: NodeJS.Dict<Info[]> = {
  lo: [address('IPv4', '127.0.0.1', true), address('IPv6', '::1', true)],
  eth0: [
    address('IPv4', '192.0.2.7'),
    address('IPv6', '2001:db8::7'),
    address('IPv6', 'fe80::1'),
    address('IPv4', '192.0.2.7'),
  ],
  gone: undefined,
};

const ips = (listenIp: string) => listenAddresses(listenIp, undefined, machine).map(({ ip }) => ip);

describe('where an SFU node listens', () => {
  it('[O1] on the address that it is given', () => {
    expect(listenAddresses('127.0.0.1', undefined, machine)).toEqual([{ ip: '127.0.0.1' }]);
  });

  it('[O1] on a wildcard only where another address is announced for it', () => {
    expect(listenAddresses('0.0.0.0', 'relay.example.org', machine)).toEqual([
      { ip: '0.0.0.0', announcedAddress: 'relay.example.org' },
    ]);
  });

  it('[O1] on every IPv4 address once, loopback last, instead of 0.0.0.0', () => {
    expect(ips('0.0.0.0')).toEqual(['192.0.2.7', '127.0.0.1']);
  });

  it('[O1] on those of both families instead of ::, without link-local ones', () => {
    expect(ips('::')).toEqual(['192.0.2.7', '2001:db8::7', '127.0.0.1', '::1']);
  });
});
