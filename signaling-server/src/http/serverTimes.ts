import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Who does not come to the end of what they began to say within this time is let go. */
const saidWithinMs = 10_000;
/** An upload may take long, as long as something comes. */
const silentForMs = 10_000;
const uploadWithinMs = 30 * 60_000;
/** Nothing moves in either direction; an answer to a page that polls takes 10 s. */
const idleMs = 30_000;

/** For `createServer`: a connection that says nothing, or says it slowly, holds nothing for long. */
export const serverTimes = {
  headersTimeout: saidWithinMs,
  requestTimeout: uploadWithinMs,
  // How exactly the two are kept.
  connectionsCheckingInterval: 500,
  keepAliveTimeout: 5_000,
} as const;

/** Of TLS, as `createServer` takes it. */
export const tlsTimes = { handshakeTimeout: saidWithinMs } as const;

export function limitIdling(server: Pick<Server, 'setTimeout'>): void {
  server.setTimeout(idleMs);
}

/** A body has to come in time: whole, or for an upload bit by bit. */
export function limitBody(request: IncomingMessage, response: ServerResponse): void {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (coding === undefined && (length ?? '0') === '0') return;
  const end = (): void => void request.socket.destroy();
  if (request.method === 'PATCH') {
    request.socket.setTimeout(silentForMs, end);
    const relax = (): void => {
      request.socket.off('timeout', end);
      request.socket.setTimeout(idleMs);
    };
    request.once('end', relax);
    return;
  }
  const timer = setTimeout(end, saidWithinMs);
  const stop = (): void => clearTimeout(timer);
  request.once('end', stop);
  request.once('close', stop);
  response.once('close', stop);
}
