import type { EndpointId } from '@beside/shared/domain/ids';
import { Scope } from '@beside/shared/lib/scope';
import type { Handshake, RequestOutput, Told, ToldName } from '@beside/shared/protocol/contract';
import type { Reply, WireError } from '@beside/shared/protocol/errors';
import { requestTimeoutMs } from '@beside/shared/protocol/limits';
import { protocolVersion } from '@beside/shared/protocol/version';
import { io } from 'socket.io-client';
import { v4 } from 'uuid';
import { createPageTraces } from './pageTraces.ts';
import { retryDelayMs } from './pace.ts';
import { RequestFailed, type Connection, type Signaling } from './signaling.ts';

/** Who opens the socket: a customer is known by the token, a technician by the cookie. */
export type Credentials = { party: 'customer'; token: string } | { party: 'technician' };

/** Names this page for as long as it is open; a reload makes a new one. */
const endpoint = v4() as EndpointId;

const handshakeTimeoutMs = 10_000;
/** All pages of an installation are told at once that they are behind; they ask spread over this time. */
const catchUpWithinMs = 500;

/**
 * Opens the page's socket and keeps it open until `close()`.
 *
 * @param server origin of the installation; empty on its own pages
 */
export function createSignaling(credentials: Credentials, server = ''): Signaling {
  const scope = new Scope();
  const listeners = new Set<(connection: Connection) => void>();
  let connection: Connection = { state: 'connecting' };
  let failedTries = 0;
  let cancelRetry = (): void => {};
  let catchingUp = false;

  const handshake: Handshake = { ...credentials, protocol: protocolVersion, endpoint };
  const socket = io(server || location.origin, {
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: handshake,
    timeout: handshakeTimeoutMs,
    forceNew: true,
    autoConnect: false,
    // Every loss is retried below: the library gives up where a server ends the connection itself.
    reconnection: false,
  });

  const traces = createPageTraces(scope, (spans) => socket.emit('trace:spans', { spans }));

  function become(next: Connection): void {
    connection = next;
    for (const listener of [...listeners]) listener(next);
  }

  function refuse(reason: Extract<Connection, { state: 'refused' }>['reason']): void {
    cancelRetry();
    become({ state: 'refused', reason });
    socket.disconnect();
  }

  function retryLater(): void {
    if (scope.closed || connection.state === 'refused') return;
    if (connection.state !== 'offline') become({ state: 'offline', sinceMs: Date.now() });
    cancelRetry();
    cancelRetry = scope.after(retryDelayMs(failedTries, Math.random()), () => {
      failedTries += 1;
      socket.connect();
    });
  }

  function retryNow(): void {
    if (connection.state !== 'offline') return;
    cancelRetry();
    socket.connect();
  }

  socket.on('connect', () => {
    failedTries = 0;
    become({ state: 'connected' });
  });
  socket.on('disconnect', () => {
    traces.want(0);
    retryLater();
  });
  socket.on('trace:wanted', ({ ratio }: Told<'trace:wanted'>) => traces.want(ratio));
  socket.on('connect_error', (error: Error & { data?: Partial<WireError> }) => {
    const { code, reason } = error.data ?? {};
    if (reason === 'version') refuse('version');
    else if (code === 'not-authenticated' || code === 'forbidden') refuse(code);
    else retryLater();
  });
  socket.on('socket:closing', ({ why }: Told<'socket:closing'>) => {
    if (why === 'signed-out') refuse('not-authenticated');
  });
  socket.on('socket:behind', () => {
    if (catchingUp) return;
    catchingUp = true;
    scope.after(Math.random() * catchUpWithinMs, () => {
      catchingUp = false;
      // Whoever hears of a connection asks for what it lacks.
      if (connection.state === 'connected') become({ state: 'connected' });
    });
  });
  scope.add(() => {
    socket.disconnect();
    socket.off();
    listeners.clear();
  });
  scope.listen(window, 'online', retryNow);
  scope.listen(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible') retryNow();
  });
  socket.connect();

  return {
    party: credentials.party,
    endpoint,
    get connection() {
      return connection;
    },
    async request(name, input) {
      if (!socket.connected) throw new RequestFailed(unavailable);
      const span = traces.begin(name);
      const reply = await socket
        .timeout(requestTimeoutMs)
        .emitWithAck(name, input, ...(span ? [span.traceparent] : []))
        .then(
          (answer: Reply<RequestOutput<typeof name>>) => answer,
          (): Reply<never> => ({ ok: false, error: unavailable }),
        );
      span?.end(reply.ok ? 'ok' : reply.error.code);
      if (!reply.ok) throw new RequestFailed(reply.error);
      return reply.data;
    },
    notice(name, input) {
      if (socket.connected) socket.emit(name, input);
    },
    on<K extends ToldName>(name: K, listener: (message: Told<K>) => void) {
      const event: string = name;
      const untyped = listener as (message: unknown) => void;
      socket.on(event, untyped);
      return () => socket.off(event, untyped);
    },
    onConnection(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => scope.close(),
  };
}

const unavailable: WireError = { code: 'unavailable', retryable: true, traceId: '' };
