import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { sfuNotices } from '@beside/shared/protocol/sfuContract';
import type { SfuNotices } from '@beside/shared/protocol/sfuContract';
import { sfuLinkLimits, sfuLinkPath, type SfuNodeState } from '@beside/shared/protocol/sfuLink';
import type { SfuConfig } from '../config/config.ts';
import type { SfuNode } from '../node.ts';
import type { Log } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import { createHealth } from './health.ts';
import { SignalingConnection } from './SignalingConnection.ts';

/** Connections at once that have proven nothing; each lives for two seconds at the most. */
const maxStrangers = 64;

export interface SfuGateway {
  /** Where it listens. */
  url: string;
  /** Tells all signaling nodes now what has changed. */
  tellState(): void;
  close(): Promise<void>;
}

/**
 * The node's control port: signaling's connections and the health pages.
 *
 * @throws Error with one plain sentence where the address cannot be had
 */
export async function openGateway(
  { control, secret }: Pick<SfuConfig, 'control' | 'secret'>,
  { node, state, log }: { node: SfuNode; state: () => SfuNodeState; log: Log },
): Promise<SfuGateway> {
  const { tls } = control;
  const health = createHealth(
    state,
    createMetrics(() => node.stats(), state),
  );
  const server = tls
    ? createHttpsServer({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, health)
    : createHttpServer(health);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: sfuLinkLimits.maxFrameBytes,
    perMessageDeflate: false,
  });
  const connections = new Set<SignalingConnection>();

  server.on('upgrade', (request, socket, head) => {
    const strangers = [...connections].filter(({ proven }) => !proven).length;
    // No browser has any business here: its requests carry an origin.
    const isWelcome =
      request.url === sfuLinkPath &&
      request.headers.origin === undefined &&
      strangers < maxStrangers;
    if (!isWelcome) {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const onClosed = (): void => void connections.delete(connection);
      const connection = new SignalingConnection(opened, { node, secret, state, log, onClosed });
      connections.add(connection);
    });
  });

  for (const name of Object.keys(sfuNotices) as (keyof SfuNotices)[]) {
    node.on(name, (notice) => {
      for (const connection of connections) connection.tell(name, notice);
    });
  }

  const url = await listen(server, control);
  return {
    url,
    tellState() {
      for (const connection of connections) connection.tellState();
    },
    close: () =>
      new Promise((resolve) => {
        for (const connection of connections) connection.close();
        server.close(() => resolve());
        // Nobody who only asks for health holds the process up.
        server.closeAllConnections();
      }),
  };
}

async function listen(
  server: ReturnType<typeof createHttpServer>,
  { host, port, tls }: SfuConfig['control'],
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = `Port ${port} on ${host} is taken: stop what uses it, or set SFU_CONTROL_PORT.`;
      reject(new Error(cause.code === 'EADDRINUSE' ? taken : cause.message, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const { port: opened } = server.address() as AddressInfo;
  return `${tls ? 'wss' : 'ws'}://${host.includes(':') ? `[${host}]` : host}:${opened}`;
}
