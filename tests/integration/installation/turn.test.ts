import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { turnServersFor } from '@beside/signaling-server/media/iceServers';
import { freePort } from '../../support/freePort.ts';
import type { Daemon } from '../../support/startDaemon.ts';
import { findCoturn, startCoturn } from '../../support/turn/startCoturn.ts';
import { askTurn } from '../../support/turn/turnClient.ts';

const coturn = findCoturn();
const why = 'missing' in coturn ? coturn.missing : null;
const secret = 'what Beside and coturn know';
const hourMs = 3_600_000;

describe.skipIf(why !== null)(`TURN by coturn${why ? ` (skipped: ${why})` : ''}`, () => {
  const sfuAddress = '10.20.30.40';
  let port: number;
  let server: Daemon | undefined;

  beforeAll(async () => {
    port = await freePort();
    if ('missing' in coturn) return;
    const address = '127.0.0.1';
    server = await startCoturn(coturn, { address, port, secret, allowedPeers: [sfuAddress] });
  });
  afterAll(() => server?.stop());

  const ask = (nowMs: number, peers: string[] = [], known = secret) => {
    const urls = [`turn:127.0.0.1:${port}`];
    const [minted] = turnServersFor({ urls, secret: known }, 'page-1', nowMs);
    const { username = '', credential = '' } = minted ?? {};
    return askTurn({ address: '127.0.0.1', port }, { username, credential }, peers);
  };

  test('[O5] credentials made for a page open a relay, until they end', async () => {
    expect((await ask(Date.now())).allocation).toBe(0);
    expect((await ask(Date.now() - 11 * hourMs)).allocation).toBe(0);
    expect((await ask(Date.now() - 13 * hourMs)).allocation).toBe(401);
    expect((await ask(Date.now(), [], 'another secret')).allocation).toBe(401);
  });

  test('[O5] a relay leads to browsers and to the SFU, and not into the networks of its host', async () => {
    const open = ['198.51.100.7', '203.0.113.10', sfuAddress];
    const mapped = (address: string): string => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const group = (high: number, low: number): string => (high * 256 + low).toString(16);
      return `0:0:0:0:0:ffff:${group(a, b)}:${group(c, d)}`;
    };
    const within = ['10.20.30.41', '127.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254'];
    const closed = [
      ...within,
      ...['0.0.0.0', '100.64.0.1', '224.0.0.1'],
      ...within.map(mapped),
      ...['0:0:0:0:0:0:0:1', 'fd00:0:0:0:0:0:0:1', 'fe80:0:0:0:0:0:0:1'],
    ];
    const { peers } = await ask(Date.now(), [...open, ...closed]);
    expect(peers.slice(0, open.length)).toEqual([0, 0, 0]);
    const refused = peers.slice(open.length);
    expect(refused.map((answer, at) => [closed[at], answer === 403 || answer === 443])).toEqual(
      closed.map((address) => [address, true]),
    );
  });
});
