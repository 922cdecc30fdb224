import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { post } from './post.ts';

const open: { close: () => void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const send = (url: string, more: Partial<Parameters<typeof post>[0]> = {}) =>
  post({ url, headers: {}, body: '{}', allowPrivate: true, ...more });

it('[T1] waits for nobody', async () => {
  const url = await serve(() => undefined);
  await expect(send(url, { limitMs: 50 })).rejects.toMatchObject({ kind: 'later' });
});

it('[T1] waits for nobody who goes on answering either', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200).write('a');
  });
  await send(url, { limitMs: 50 }).catch((failure: unknown) =>
    expect(failure).toMatchObject({ kind: 'later' }),
  );
});

it('[T1] cuts off an answer without an end', async () => {
  let written = 0;
  const url = await serve((_request, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk)) written += chunk.length;
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  await send(url);
  expect(written).toBeLessThan(50_000_000);
});

it('[T1] follows no redirect', async () => {
  let followed = false;
  const url = await serve((request, response) => {
    if (request.url === '/inside') followed = true;
    response.writeHead(307, { location: '/inside' }).end();
  });
  await expect(send(url)).rejects.toMatchObject({ kind: 'never', message: 'answered 307' });
  expect(followed).toBe(false);
});

it.each([
  [500, 'later'],
  [429, 'later'],
  [400, 'never'],
  [410, 'gone'],
])('[T1] takes %i for %s', async (status, kind) => {
  const url = await serve((_request, response) => void response.writeHead(status).end());
  await expect(send(url)).rejects.toMatchObject({ kind });
});

it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0x7f.1'])(
  '[T1] does not reach %s, by its number or by its name',
  async (host) => {
    let reached = false;
    const url = await serve((_request, response) => {
      reached = true;
      response.end();
    });
    const { port } = new URL(url);
    await expect(send(`http://${host}:${port}`, { allowPrivate: false })).rejects.toMatchObject({
      kind: 'never',
      message: 'leads to a private network',
    });
    expect(reached).toBe(false);
  },
);
