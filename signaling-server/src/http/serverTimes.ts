import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Who does not come to the end of what they began to say within this time is let go. */
const saidWithinMs = 8_000;
/** An upload may take long, as long as so much comes in that time. */
const leastBytes = 1024;
const uploadWithinMs = 30 * 60_000;
/** What is left of a body that has been answered may come for so long. */
const farewellMs = 1_000;
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
  const { socket } = request;
  const end = (): void => void socket.destroy();
  let heard = socket.bytesRead;
  const look = (): void => {
    // What waits to be stored is not the sender's fault.
    const isSlow = socket.bytesRead - heard < leastBytes && request.readableLength === 0;
    heard = socket.bytesRead;
    if (isSlow) end();
  };
  const isUpload = request.method === 'PATCH';
  const timer = isUpload ? setInterval(look, saidWithinMs) : setTimeout(end, saidWithinMs);
  let farewell: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    clearTimeout(farewell);
    // It carries further requests.
    socket.off('close', stop);
  };
  request.once('end', stop);
  socket.once('close', stop);
  // Answered before all was said, e.g. because it was nobody's to say.
  response.once('finish', () => {
    if (!request.complete) farewell = setTimeout(end, farewellMs);
  });
}
