import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { createServer } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { lookupPublic } from './lookupPublic.ts';

const { lookup } = dns;
afterEach(() => {
  dns.lookup = lookup;
  syncBuiltinESMExports();
});

/** A name server that says another thing each time. */
function answering(...answers: string[][]): void {
  const fake = (_name: string, _options: object, done: (...args: unknown[]) => void): void => {
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  dns.lookup = fake as unknown as typeof dns.lookup;
  syncBuiltinESMExports();
}

const found = (): Promise<unknown> =>
  new Promise((resolve) =>
    lookupPublic('rebind.example', { all: true }, (failure, addresses) =>
      resolve(failure ? failure.name : addresses),
    ),
  );

test('[Q6] a name that was public and is private now is refused: each connection looks anew', async () => {
  answering(['93.184.216.34'], ['127.0.0.1']);
  expect(await found()).toEqual([{ address: '93.184.216.34', family: 4 }]);
  expect(await found()).toBe('PrivateNetworkError');
});

test('[Q6] a name of which one address of several is private is refused as a whole', async () => {
  answering(['93.184.216.34', '169.254.169.254']);
  expect(await found()).toBe('PrivateNetworkError');
  answering(['2606:2800:220:1::1', 'fd00::1']);
  expect(await found()).toBe('PrivateNetworkError');
  answering([]);
  expect(await found()).toBe('PrivateNetworkError');
});

test('[Q6] what was looked at is what is connected to: nobody asks a second time in between', async () => {
  let reached = false;
  const server = createServer(() => (reached = true));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  answering(['127.0.0.1']);
  const failure = await new Promise<Error>((resolve) => {
    const sent = request({ host: 'rebind.example', port, lookup: lookupPublic, agent: false });
    sent.on('error', resolve);
    sent.end();
  });
  expect(failure.name).toBe('PrivateNetworkError');
  expect(reached).toBe(false);
  server.close();
});
