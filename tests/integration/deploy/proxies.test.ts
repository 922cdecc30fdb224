import { once } from 'node:events';
import { Agent, request, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCaddy, startCaddy } from '../../support/caddy/startCaddy.ts';
import { freePort } from '../../support/freePort.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { findNginx, names, startNginx } from '../../support/nginx/startNginx.ts';
import type { Daemon } from '../../support/startDaemon.ts';
import { startEchoServer, type Seen } from './support/echoServer.ts';

type Start = (signaling: readonly [string, string], port: number) => Promise<Daemon>;

const [nginx, caddy] = [findNginx(), findCaddy()];
const startProxy: Record<string, { missing: string } | { start: Start }> = {
  nginx:
    'missing' in nginx
      ? nginx
      : {
          start: async (signaling, https) => {
            const [http, pagesInside, turnInside] = [
              await freePort(),
              await freePort(),
              await freePort(),
            ];
            const ports = { https, http, pagesInside, turnInside };
            const address = '127.0.0.1';
            return startNginx(nginx, { signaling, coturn: '127.0.0.1:9', address, ports });
          },
        },
  Caddy:
    'missing' in caddy
      ? caddy
      : { start: (signaling, port) => startCaddy(caddy, { signaling, port }) },
};

/** The names lead to this machine. */
const hereOnly: LookupFunction = (_name, _options, found) =>
  found(null, [{ address: '127.0.0.1', family: 4 }]);

describe.each(Object.entries(startProxy))('behind %s', (_name, proxy) => {
  const why = 'missing' in proxy ? proxy.missing : null;
  describe.skipIf(why !== null)(why ? `(skipped: ${why})` : 'as it is handed out', () => {
    const ports = { echo: 0, beside: 0 };
    let servers: Awaited<ReturnType<typeof startEchoServer>>[] = [];
    let installation: TestInstallation | undefined;
    let daemons: Daemon[] = [];

    const open = (port: number, options: RequestOptions) =>
      request({
        host: '127.0.0.1',
        port,
        servername: names.pages,
        headers: { host: names.pages },
        rejectUnauthorized: false,
        agent: false,
        ...options,
      });
    const answerOf = async (sent: ReturnType<typeof open>): Promise<IncomingMessage> =>
      (await once(sent, 'response'))[0] as IncomingMessage;
    const get = async (path: string, headers: Record<string, string> = {}) => {
      const all = { host: names.pages, ...headers };
      return answerOf(open(ports.echo, { path, headers: all }).end());
    };
    const seen = async (path: string, headers?: Record<string, string>): Promise<Seen> =>
      JSON.parse(await text(await get(path, headers))) as Seen;

    beforeAll(async () => {
      if ('missing' in proxy) return;
      servers = [await startEchoServer('first'), await startEchoServer('second')];
      const [first = '', second = ''] = servers.map(({ address }) => address);
      installation = await startTestInstallation({ PUBLIC_URL: `https://${names.pages}` });
      const beside = new URL(installation.url).host;
      ports.echo = await freePort();
      daemons = [await proxy.start([first, second], ports.echo)];
      ports.beside = await freePort();
      daemons.push(await proxy.start([beside, beside], ports.beside));
    });
    afterAll(async () => {
      await Promise.all(daemons.map((daemon) => daemon.stop()));
      await installation?.close();
      await Promise.all(servers.map((server) => server.close()));
    });

    test('[O1] a server is told who the client is, by the proxy and not by the client', async () => {
      const { headers } = await seen('/', {
        'x-forwarded-for': '203.0.113.66',
        'x-forwarded-proto': 'http',
      });
      expect(headers).toMatchObject({
        host: names.pages,
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'https',
      });
    });

    test('[O1] what is sent and what is answered goes through piece by piece', async () => {
      const sent = open(ports.echo, { method: 'POST', path: '/talk' });
      sent.write('half');
      const answer = await answerOf(sent);
      const [piece] = (await once(answer, 'data')) as [Buffer];
      expect(piece.toString()).toBe('heard 4\n');
      sent.end();
      expect(await text(answer)).toBe('bye\n');
    });

    test('[O1] what is for the inside is not told outside', async () => {
      const { statusCode, headers } = await get('/metrics');
      expect(statusCode).toBe(404);
      expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
    });

    test.each(['websocket', 'polling'] as const)(
      '[O1][S1] pages and sockets go through by %s',
      async (transport) => {
        const page = await answerOf(open(ports.beside, { path: '/console' }).end());
        expect(await text(page)).toContain('<script');
        const agent = new Agent({ lookup: hereOnly, rejectUnauthorized: false });
        const socket = io(`https://${names.pages}:${ports.beside}`, {
          transports: [transport],
          rejectUnauthorized: false,
          reconnection: false,
          agent: agent as unknown as string,
        });

        // Nobody is known by nothing: it is Beside that says so, over the socket.
        const refusal = await new Promise<Error & { data?: unknown }>((resolve) => {
          socket.once('connect_error', resolve);
        });
        expect(refusal.data).toMatchObject({ code: expect.any(String) as string });
        socket.close();
      },
    );

    test('[O1] a browser stays on one node, and goes to the other one where that is away', async () => {
      const many = await Promise.all(Array.from({ length: 10 }, () => seen('/')));
      const [home = ''] = many.map((one) => one.name);
      expect(new Set(many.map((one) => one.name)).size).toBe(1);
      await servers.find((server) => server.name === home)?.close();
      expect((await seen('/')).name).not.toBe(home);
    });
  });
});
