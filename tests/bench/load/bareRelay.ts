/*
 * The floor: Socket.IO with a room for each conversation, an emit for each message and an
 * acknowledgement. Nothing is checked, stored or known of anybody.
 *
 *   node tests/bench/load/bareRelay.ts
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

interface Post {
  requestId: string;
  id: string;
  text: string;
}

const server = createServer();
const sockets = new Server(server, { serveClient: false, perMessageDeflate: false });
const places = new Map<string, number>();
sockets.on('connection', (socket) => {
  socket.on('request:follow', ({ requestId }: Post, answer: (reply: unknown) => void) => {
    void socket.join(requestId);
    answer({ ok: true });
  });
  socket.on('chat:post', ({ requestId, id, text }: Post, answer: (reply: unknown) => void) => {
    const seq = (places.get(requestId) ?? 0) + 1;
    const at = Date.now();
    places.set(requestId, seq);
    sockets.to(requestId).emit('chat:entry', { entry: { requestId, id, seq, at, text } });
    answer({ ok: true, data: { seq, at } });
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`running at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
