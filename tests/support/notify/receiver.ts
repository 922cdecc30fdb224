import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Something that others post to. */
export interface Receiver {
  url: string;
  calls: { path: string; headers: IncomingHttpHeaders; body: Buffer }[];
  /** How it answers the next calls, before it takes them again. */
  answers: number[];
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const calls: Receiver['calls'] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      calls.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
