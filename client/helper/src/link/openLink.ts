import type { HelperEnd } from '@beside/shared/domain/helper';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import {
  helperNamespace,
  type HelperHandshake,
  type HelperNoticeInput,
  type HelperNoticeName,
  type HelperRequestInput,
  type HelperRequestName,
  type HelperRequestOutput,
  type HelperTold,
} from '@beside/shared/protocol/contract/helper';
import type { Reply, WireError } from '@beside/shared/protocol/errors';
import { requestTimeoutMs } from '@beside/shared/protocol/limits';
import { protocolVersion } from '@beside/shared/protocol/version';
import { io } from 'socket.io-client';

/** A server that restarts is back within seconds. */
const retry = { reconnectionDelay: 200, reconnectionDelayMax: 1_500 };

interface Events {
  online: undefined;
  offline: undefined;
  state: HelperTold<'helper:state'>;
  input: HelperTold<'helper:input'>;
  /** It is over, and nothing comes any more. */
  ended: HelperEnd | 'version';
}

/** The program's socket; connects again by itself until it is over. */
export interface Link {
  readonly events: TypedEmitter<Events>;
  /** Rejects where it was not carried out. */
  request<K extends HelperRequestName>(
    name: K,
    input: HelperRequestInput<K>,
  ): Promise<HelperRequestOutput<K>>;
  /** @returns whether there is a line for it */
  tell<K extends HelperNoticeName>(name: K, input: HelperNoticeInput<K>): boolean;
  close(): void;
}

export function openLink(server: string, token: string): Link {
  const events = new TypedEmitter<Events>();
  const auth: HelperHandshake = { protocol: protocolVersion, token };
  const socket = io(`${server}${helperNamespace}`, {
    auth,
    transports: ['websocket'],
    forceNew: true,
    autoConnect: false,
    ...retry,
  });
  let over = false;
  const end = (why: HelperEnd | 'version'): void => {
    over = true;
    socket.disconnect();
    events.emit('ended', why);
  };
  socket.on('connect', () => events.emit('online', undefined));
  socket.on('disconnect', (reason) => {
    if (over) return;
    events.emit('offline', undefined);
    // The library leaves it at that where a server ends the connection itself.
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('connect_error', (error: Error & { data?: Partial<WireError> }) => {
    const { code, reason } = error.data ?? {};
    if (reason === 'version') end('version');
    // What the token was good for has ended while nobody could be told.
    else if (code === 'not-authenticated') end('left');
    // Refused for a moment: the library tries again by itself only where there was no answer at all.
    else if (code !== undefined) {
      setTimeout(() => over || socket.connect(), retry.reconnectionDelayMax);
    }
  });
  socket.on('helper:state', (state: HelperTold<'helper:state'>) => events.emit('state', state));
  socket.on('helper:input', (input: HelperTold<'helper:input'>) => events.emit('input', input));
  socket.on('helper:ended', ({ why }: HelperTold<'helper:ended'>) => end(why));
  socket.connect();

  return {
    events,
    async request(name, input) {
      const reply = (await socket.timeout(requestTimeoutMs).emitWithAck(name, input)) as Reply<
        HelperRequestOutput<typeof name>
      >;
      if (!reply.ok) throw new Error(reply.error.code);
      return reply.data;
    },
    tell(name, input) {
      if (socket.connected) socket.emit(name, input);
      return socket.connected;
    },
    close() {
      over = true;
      socket.disconnect();
    },
  };
}
