import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import type { GatewaySocket } from './caller.ts';
import { forgetHandshake } from './forgetHandshake.ts';

test('[S2] once it is known whose a socket is, neither request nor token is kept, and it goes on', async () => {
  const http = createServer();
  const server = new Server(http, { serveClient: false });
  const came = new Promise<GatewaySocket>((resolve) =>
    server.on('connection', (socket) => {
      forgetHandshake(socket as GatewaySocket);
      socket.onAny((_name: string, answer: (said: string) => void) => answer('still here'));
      resolve(socket as GatewaySocket);
    }),
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  // By polling first, so that what upgrades later is seen to as well.
  const page = io(`http://127.0.0.1:${port}`, { auth: { token: 'a secret' } });
  const socket = await came;
  expect(socket.request).toBeUndefined();
  expect(JSON.stringify(socket.handshake)).not.toContain('a secret');
  await expect.poll(() => page.io.engine.transport.name).toBe('websocket');
  expect(await page.emitWithAck('anything')).toBe('still here');
  page.close();
  await server.close();
});
