import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { createScan } from './clamd.ts';

let closeServer = (): unknown => undefined;
afterEach(() => closeServer());

const reset = (socket: Socket): unknown => socket.once('data', () => socket.resetAndDestroy());
const say =
  (answer: string) =>
  (socket: Socket): unknown =>
    socket.once('data', () => socket.end(`${answer}\0`));

/** A scanner that meets each connection in its own way, the last one from then on. */
async function meet(...ways: ((socket: Socket) => unknown)[]) {
  let met = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    (ways[met] ?? ways.at(-1))?.(socket);
    met += 1;
  });
  closeServer = () => server.close();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scan = createScan(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { scan, met: () => met };
}

const file = () => Promise.resolve(Readable.from([Buffer.alloc(300_000, 'x')]));

test('[F2] a scanner that hangs up while it is written to is asked again, and its answer counts', async () => {
  const { scan, met } = await meet(reset, reset, say('INSTREAM size limit exceeded. ERROR'));
  expect(await scan(file)).toEqual({ result: 'too-large' });
  expect(met()).toBe(3);
});

test('[F2] one that always hangs up is not to be reached', async () => {
  const { scan, met } = await meet(reset);
  expect(await scan(file)).toMatchObject({ result: 'unreachable' });
  expect(met()).toBe(3);
});
