import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A WebSocket with no manners: what it sends is written as it is, and it reads only when told to. */
export interface RawSocket {
  socket: Socket;
  /** One text frame, or one of another kind (RFC 6455, section 5.2). */
  send(text: string, kind?: number): void;
  /** Resolves with what was told, as soon as it contains that. */
  until(text: string): Promise<string>;
  /** The last of what was told. */
  heard(): string;
  closed: Promise<void>;
  isClosed(): boolean;
}

export const frames = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** A connection that has said nothing yet. */
export async function openPlain(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

/** Speaks Engine.IO over a WebSocket; Socket.IO has not been asked for anything. */
export async function openRaw(
  url: string,
  headers: Record<string, string> = {},
): Promise<RawSocket> {
  const socket = await openPlain(url);
  let heard = '';
  let open = true;
  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      open = false;
      resolve();
    }),
  );
  const until = async (text: string): Promise<string> => {
    while (!heard.includes(text) && open) {
      await Promise.race([new Promise((resolve) => socket.once('data', resolve)), closed]);
    }
    if (!heard.includes(text)) throw new Error('the connection was closed');
    return heard;
  };
  socket.on('data', (chunk: Buffer) => (heard = (heard + chunk.toString('latin1')).slice(-65_536)));
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n' +
      `Host: ${new URL(url).host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
      `${more.join('')}\r\n`,
  );
  await until('pingInterval');
  return {
    socket,
    send: (text, kind = frames.text) => void socket.write(frameOf(text, kind)),
    until,
    heard: () => heard,
    closed,
    isClosed: () => !open,
  };
}

/** Masked by zeros, as a client has to and nobody checks how well. */
function frameOf(text: string, kind: number): Buffer {
  const payload = Buffer.from(text);
  const short = payload.length < 126;
  const head = Buffer.alloc(short ? 6 : 8);
  head[0] = 0x80 | kind;
  head[1] = 0x80 | (short ? payload.length : 126);
  if (!short) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
