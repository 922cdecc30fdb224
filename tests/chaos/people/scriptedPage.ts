import { io } from 'socket.io-client';
import { v4 } from 'uuid';
import type { EndpointId } from '@beside/shared/domain/ids';
import { Scope } from '@beside/shared/lib/scope';
import type { RequestInput, RequestOutput, Told, ToldName } from '@beside/shared/protocol/contract';
import type { Reply } from '@beside/shared/protocol/errors';
import { requestTimeoutMs } from '@beside/shared/protocol/limits';
import { protocolVersion } from '@beside/shared/protocol/version';
import { retryDelayMs } from '../../../client/src/signaling/pace.ts';
import {
  RequestFailed,
  type Connection,
  type Signaling,
} from '../../../client/src/signaling/signaling.ts';
import type { Recorder } from './recorder.ts';

export type ScriptedParty =
  { party: 'customer'; token: string } | { party: 'technician'; cookie: string };

const unavailable = { code: 'unavailable', retryable: true, traceId: '' } as const;

/**
 * A page's line as the product's own conversation needs it, outside of a browser: it comes back as
 * often and as fast as the product's, and writes down what it sends and hears.
 */
export function openScriptedPage(
  url: string,
  who: ScriptedParty,
  page: string,
  recorder: Recorder,
): Signaling {
  const scope = new Scope();
  const endpoint = v4() as EndpointId;
  const { party } = who;
  const listeners = new Set<(connection: Connection) => void>();
  let connection: Connection = { state: 'connecting' };
  let failedTries = 0;
  const socket = io(url, {
    auth: {
      protocol: protocolVersion,
      endpoint,
      party,
      ...(who.party === 'customer' && { token: who.token }),
    },
    ...(who.party === 'technician' && { extraHeaders: { cookie: who.cookie } }),
    transports: ['websocket'],
    timeout: requestTimeoutMs,
    forceNew: true,
    reconnection: false,
  });
  const become = (next: Connection): void => {
    connection = next;
    for (const listener of [...listeners]) listener(next);
  };
  const retryLater = (): void => {
    if (scope.closed) return;
    if (connection.state !== 'offline') {
      recorder.add({ page, kind: 'down' });
      become({ state: 'offline', sinceMs: Date.now() });
    }
    scope.after(retryDelayMs(failedTries, Math.random()), () => {
      failedTries += 1;
      socket.connect();
    });
  };
  socket.on('connect', () => {
    failedTries = 0;
    recorder.add({ page, kind: 'up' });
    become({ state: 'connected' });
  });
  socket.on('disconnect', retryLater);
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    // Refused for good: as a page it would show the sign-in, and here it must not go unnoticed.
    if (error.data?.code === 'not-authenticated') recorder.fail(`${page} was refused`);
    retryLater();
  });
  socket.on('socket:behind', () => {
    if (connection.state === 'connected') become({ state: 'connected' });
  });
  scope.add(() => {
    socket.disconnect();
    socket.off();
  });

  const ask = async (name: string, input: unknown): Promise<unknown> => {
    if (!socket.connected) throw new RequestFailed(unavailable);
    const reply = await socket
      .timeout(requestTimeoutMs)
      .emitWithAck(name, input)
      .then(
        (answer: Reply<unknown>) => answer,
        (): Reply<never> => ({ ok: false, error: unavailable }),
      );
    if (!reply.ok) throw new RequestFailed(reply.error);
    return reply.data;
  };
  return {
    party,
    endpoint,
    get connection() {
      return connection;
    },
    async request(name, input) {
      type Output = RequestOutput<typeof name>;
      if (name !== 'chat:post') {
        const answer = (await ask(name, input)) as Output;
        const { requestId } = input as { requestId?: string };
        if (name === 'request:follow' && requestId !== undefined) {
          recorder.add({ page, kind: 'followed', request: requestId });
        }
        return answer;
      }
      const { requestId: request, id } = input as RequestInput<'chat:post'>;
      recorder.add({ page, kind: 'sent', request, id });
      const posted = (await ask(name, input)) as RequestOutput<'chat:post'>;
      recorder.add({ page, kind: 'acked', request, id, seq: posted.seq });
      return posted as Output;
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
