import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/**
 * Connections that may wait at the door: all come at once when a server is back. Of Node's own 511 the
 * rest try again after seconds, or believe to be connected for minutes. The system has the last word,
 * on Linux `net.core.somaxconn`.
 */
const backlog = 4_096;

/**
 * Opens the server's door.
 *
 * @returns where it listens, as a browser on this machine would type it
 * @throws Error with one plain sentence where the address cannot be had
 */
export async function listen(
  httpServer: HttpServer | HttpsServer,
  settings: { host: string; port: number; tls?: unknown },
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', (failure: NodeJS.ErrnoException) =>
      reject(new Error(reasonOf(failure, settings), { cause: failure })),
    );
    httpServer.listen({ port: settings.port, host: settings.host, backlog }, resolve);
  });
  const { port } = httpServer.address() as AddressInfo;
  const anywhere = settings.host === '0.0.0.0' || settings.host === '::';
  const host = anywhere ? 'localhost' : settings.host;
  const authority = host.includes(':') ? `[${host}]` : host;
  return `${settings.tls ? 'https' : 'http'}://${authority}:${port}`;
}

function reasonOf(
  failure: NodeJS.ErrnoException,
  { host, port }: { host: string; port: number },
): string {
  switch (failure.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken: stop what uses it, or set PORT.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user: set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
      return `HOST ${host} is no address of this machine.`;
    default:
      return failure.message;
  }
}
