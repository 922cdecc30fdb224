import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { iceServersFor, turnServersFor } from './iceServers.ts';

const urls = ['stun:stun.example.test:3478', 'turn:turn.example.test:3478', 'turns:t.example.test'];
const secret = 'what coturn knows as well';
const nowMs = 1_800_000_000_000;

it('[O5] mints credentials for each page, which end and are proven by the secret', () => {
  const [stun, turn] = iceServersFor({ urls, secret }, 'page-1', nowMs);
  expect(stun).toEqual({ urls: [urls[0]] });
  const username = `${nowMs / 1000 + 12 * 60 * 60}:page-1`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  expect(turn).toEqual({ urls: urls.slice(1), username, credential });
  const [, other] = iceServersFor({ urls, secret }, 'page-2', nowMs);
  expect(other?.credential).not.toBe(credential);
});

it('[O5] the way to the relay has TURN servers alone, and none without the secret', () => {
  expect(turnServersFor({ urls, secret }, 'page-1', nowMs)).toMatchObject([
    { urls: urls.slice(1) },
  ]);
  expect(turnServersFor({ urls, secret: undefined }, 'page-1', nowMs)).toEqual([]);
  expect(iceServersFor({ urls: urls.slice(0, 1), secret }, 'page-1', nowMs)).toEqual([
    { urls: urls.slice(0, 1) },
  ]);
});
