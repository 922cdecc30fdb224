import { WebSocket } from 'ws';
import { protocolVersion } from '@beside/shared/protocol/version';
import type { Seat } from './seats.ts';

/**
 * One Socket.IO connection, spoken by hand (Engine.IO 4, Socket.IO 5): ten thousand of the library's
 * own would measure themselves.
 */
export interface RawSocket {
  ask(event: string, input: unknown): Promise<unknown>;
  close(): void;
}

/** @param hear everything that is told, by its name */
export function openRawSocket(
  url: string,
  { auth, cookie }: Seat,
  hear: (event: string, message: never) => void,
): Promise<RawSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<RawSocket>();
  const socket = new WebSocket(
    `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    {
      perMessageDeflate: false,
      ...(cookie !== '' && { headers: { cookie } }),
    },
  );
  const asked = new Map<number, (answer: unknown) => void>();
  let lastId = 0;
  const raw: RawSocket = {
    ask: (event, input) =>
      new Promise((answer) => {
        const id = (lastId += 1);
        asked.set(id, answer);
        socket.send(`42${id}${JSON.stringify([event, input])}`);
      }),
    close: () => socket.terminate(),
  };
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('the socket was closed')));
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text === '2') return socket.send('3');
    if (text.startsWith('0')) {
      return socket.send(`40${JSON.stringify({ protocol: protocolVersion, ...auth })}`);
    }
    if (text.startsWith('40')) return resolve(raw);
    if (text.startsWith('44')) return reject(new Error(`refused: ${text}`));
    const start = text.indexOf('[');
    const body = JSON.parse(text.slice(start)) as [never, never];
    if (text.startsWith('42')) return hear(body[0], body[1]);
    const id = Number(text.slice(2, start));
    asked.get(id)?.(body[0]);
    asked.delete(id);
    return undefined;
  });
  return promise;
}
