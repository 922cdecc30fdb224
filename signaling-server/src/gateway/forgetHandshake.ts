import type { GatewaySocket } from './caller.ts';

/**
 * Lets go of what a page came with, once it is known whose it is: request, headers and token would
 * otherwise be kept as long as the socket, and handed to every node that asks for its sockets.
 */
export function forgetHandshake({
  conn,
  handshake,
}: Pick<GatewaySocket, 'conn' | 'handshake'>): void {
  // Engine.IO reads it where a connection begins, and nowhere else.
  Object.assign(conn, { request: undefined });
  Object.assign(handshake, { headers: {}, query: {}, auth: {} });
}
