import { randomBytes } from 'node:crypto';
import {
  allocate,
  asking,
  type Credentials,
} from '../../../signaling-server/src/commands/doctor/askStun.ts';
import {
  attributes,
  errorOf,
  magic,
  methods,
  writeRequest,
} from '../../../signaling-server/src/commands/doctor/stunMessage.ts';

/** 0: granted; else the number of the error, 401 without a right to anything, 403 for a peer that is denied. */
export type TurnAnswer = number;

/**
 * Asks a TURN server over UDP for an allocation, and for each peer whether the relay may lead there.
 *
 * @param peers addresses, IPv4 or IPv6; the latter in full, as eight groups
 */
export function askTurn(
  { address: host, port }: { address: string; port: number },
  credentials: Credentials,
  peers: readonly string[],
): Promise<{ allocation: TurnAnswer; peers: TurnAnswer[] }> {
  return asking({ host, port, by: 'udp' }, async (ask) => {
    const { error: allocation, proof, key } = await allocate(ask, credentials);
    const answers: TurnAnswer[] = [];
    for (const peer of allocation === 0 ? peers : []) {
      const id = randomBytes(12);
      const request = [[attributes.peer, addressOf(peer, id)] as const, ...proof];
      answers.push(
        errorOf(await ask(writeRequest(methods.createPermission, request, { key, id }))),
      );
    }
    return { allocation, peers: answers };
  });
}

/** XOR-PEER-ADDRESS, RFC 8489 section 14.2. */
function addressOf(peer: string, id: Buffer): Buffer {
  const mask = Buffer.concat([Buffer.from('2112a442', 'hex'), id]);
  const isV6 = peer.includes(':');
  const plain = isV6
    ? Buffer.from(
        peer
          .split(':')
          .map((group) => group.padStart(4, '0'))
          .join(''),
        'hex',
      )
    : Buffer.from(peer.split('.').map(Number));
  const head = Buffer.from([0, isV6 ? 2 : 1, 0, 0]);
  head.writeUInt16BE(4_000 ^ (magic >>> 16), 2);
  return Buffer.concat([head, plain.map((byte, at) => byte ^ (mask[at] ?? 0))]);
}
