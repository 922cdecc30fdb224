import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { answerMs } from './finding.ts';
import {
  attributes,
  errorOf,
  methods,
  readAnswer,
  writeRequest,
  type Attribute,
} from './stunMessage.ts';

const udpProtocol = 17;

export interface StunServer {
  host: string;
  port: number;
  by: 'udp' | 'tcp' | 'tls';
}

/** Where `stun:`, `turn:` and `turns:` lead (RFC 7064, RFC 7065). */
export function readStunUrl(url: string): StunServer & { scheme: string } {
  const [, scheme = '', host = '', port, transport] =
    /^(stuns?|turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(url) ?? [];
  const isTls = scheme.endsWith('s');
  const by = isTls ? 'tls' : transport === 'tcp' ? 'tcp' : 'udp';
  return {
    ...{ scheme, host: host.replace(/^\[|\]$/g, ''), by },
    port: Number(port ?? (isTls ? 5349 : 3478)),
  };
}

/** @returns 0 where it answered, else the number of its error; rejects where it does not answer */
export function askBinding(server: StunServer): Promise<number> {
  return asking(server, async (ask) => errorOf(await ask(writeRequest(methods.binding, []))));
}

/** Asks for a relay, which the server lets go of by itself. @returns 0, or the number of the error */
export function askAllocation(server: StunServer, credentials: Credentials): Promise<number> {
  return asking(server, async (ask) => (await allocate(ask, credentials)).error);
}

export interface Credentials {
  username: string;
  credential: string;
}

/** @returns the number of the error, 0 for none, and what proves whoever asks further */
export async function allocate(ask: Ask, { username, credential }: Credentials) {
  const transport: Attribute = [attributes.transport, Buffer.from([udpProtocol, 0, 0, 0])];
  const challenge = await ask(writeRequest(methods.allocate, [transport]));
  const realm = challenge.get(attributes.realm) ?? Buffer.alloc(0);
  const proof: Attribute[] = [
    [attributes.username, Buffer.from(username)],
    [attributes.realm, realm],
    [attributes.nonce, challenge.get(attributes.nonce) ?? Buffer.alloc(0)],
  ];
  const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest();
  const answer = await ask(writeRequest(methods.allocate, [transport, ...proof], { key }));
  return { error: errorOf(answer), proof, key };
}

export type Ask = (message: Buffer) => Promise<Map<number, Buffer>>;

/** Asks one after another, over one socket or connection. */
export async function asking<T>(server: StunServer, work: (ask: Ask) => Promise<T>): Promise<T> {
  const within = () => ({ signal: AbortSignal.timeout(answerMs) });
  if (server.by === 'udp') {
    const socket = createSocket(server.host.includes(':') ? 'udp6' : 'udp4');
    try {
      return await work(async (message) => {
        const answer = once(socket, 'message', within());
        socket.send(message, server.port, server.host);
        return readAnswer((await answer)[0] as Buffer);
      });
    } finally {
      socket.close();
    }
  }
  const { host, port } = server;
  const stream =
    server.by === 'tls' ? connectTls({ host, port, servername: host }) : connect({ host, port });
  try {
    await once(stream, server.by === 'tls' ? 'secureConnect' : 'connect', within());
    return await work(async (message) => {
      const answer = once(stream, 'data', within());
      stream.write(message);
      return readAnswer((await answer)[0] as Buffer);
    });
  } finally {
    stream.destroy();
  }
}
