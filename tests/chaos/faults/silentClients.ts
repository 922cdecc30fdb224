import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Door {
  /** Connect and say nothing at all. */
  silent: number;
  /** Ask for the portal again and again, and never read the answer. */
  slow: number;
  forMs: number;
}

/** Clients that cost a server, and want nothing of it; they leave after a while. */
export async function crowdTheDoor(port: number, { silent, slow, forMs }: Door): Promise<void> {
  const sockets: Socket[] = [];
  for (let at = 0; at < silent + slow; at += 1) {
    const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.2.${1 + (at % 250)}` });
    socket.on('error', () => undefined);
    socket.pause();
    if (at >= silent) {
      const asked = 'GET /p/demo HTTP/1.1\r\nHost: localhost\r\n\r\n';
      socket.write(asked.repeat(200));
    }
    sockets.push(socket);
  }
  await sleep(forMs);
  for (const socket of sockets) socket.destroy();
}
