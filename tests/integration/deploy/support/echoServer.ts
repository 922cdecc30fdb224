import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server behind a proxy has seen of a request. */
export interface Seen {
  name: string;
  headers: IncomingHttpHeaders;
  path: string;
}

/**
 * A server that answers with what it has seen. Below `/talk` it answers at once to the first bytes of a
 * body, and ends when the body does: a proxy that keeps either back brings the talk to a standstill.
 */
export async function startEchoServer(name: string) {
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    if (!url.startsWith('/talk')) {
      response.end(JSON.stringify({ name, headers, path: url } satisfies Seen));
      return;
    }
    request.on('data', (bytes: Buffer) => response.write(`heard ${bytes.length}\n`));
    request.on('end', () => response.end('bye\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    name,
    address: `127.0.0.1:${port}`,
    async close(): Promise<void> {
      server.closeAllConnections();
      if (!server.listening) return;
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
