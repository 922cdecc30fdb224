import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ListenAddress } from '../policy/listenAddresses.ts';

/** Tries for a free port before giving up; each one is free with near certainty. */
const tries = 16;

export interface OpenablePort {
  port: number;
  addresses: ListenAddress[];
  /** Those that cannot be opened, for the log. */
  left: { ip: string; reason: string }[];
}

/**
 * Which of the addresses can be opened on this port, over UDP and TCP. The worker opens all or
 * nothing and says little about what failed; so each address is tried here first.
 *
 * @param port 0 for one that is free on all of them
 * @throws Error with the reason when not one can be opened
 */
export async function findOpenable(
  addresses: readonly ListenAddress[],
  port: number,
): Promise<OpenablePort> {
  if (port !== 0) return tryAddresses(addresses, port);
  for (let attempt = 1; ; attempt += 1) {
    const candidate = await anyFreePort();
    const found = await tryAddresses(addresses, candidate);
    const inUse = found.left.some(({ reason }) => reason === 'EADDRINUSE');
    if (!inUse || attempt === tries) return found;
  }
}

async function tryAddresses(
  addresses: readonly ListenAddress[],
  port: number,
): Promise<OpenablePort> {
  const results = await Promise.all(
    addresses.map(async (address) => ({ address, reason: await whyNot(address.ip, port) })),
  );
  const left = results.flatMap(({ address, reason }) =>
    reason === undefined ? [] : [{ ip: address.ip, reason }],
  );
  const open = results.filter(({ reason }) => reason === undefined);
  if (open.length === 0) {
    const reasons = left.map(({ ip, reason }) => `${reason} on ${ip}`).join(', ');
    throw new Error(`port ${port} cannot be opened: ${reasons || 'this machine has no address'}`);
  }
  return { port, addresses: open.map(({ address }) => address), left };
}

/** The error's code when the port cannot be opened on that address, and nothing when it can. */
async function whyNot(ip: string, port: number): Promise<string | undefined> {
  const server = createServer();
  const socket = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
  try {
    const listening = once(server, 'listening');
    server.listen({ host: ip, port });
    await listening;
    const bound = once(socket, 'listening');
    socket.bind({ address: ip, port, exclusive: true });
    await bound;
    return undefined;
  } catch (failure) {
    return failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);
  } finally {
    await Promise.all([
      new Promise<void>((closed) => server.close(() => closed())),
      new Promise<void>((closed) => socket.close(() => closed())),
    ]);
  }
}

async function anyFreePort(): Promise<number> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen({ host: '127.0.0.1', port: 0 });
  await listening;
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((closed) => server.close(() => closed()));
  return port;
}
