import { expect, test } from 'vitest';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Tries } from '../ports/identity.ts';
import { addressPace, afterTry, createSlowdown, passwordPace } from './slowdown.ts';

function arrange() {
  const kept = new Map<string, Tries>();
  let now = 1_000_000;
  const slowdown = createSlowdown(
    {
      countTries: async (key, next) => {
        const after = next(kept.get(key));
        if (after) kept.set(key, after);
        else kept.delete(key);
      },
      forgetTries: async () => undefined,
    },
    { now: () => now },
  );
  const of = (key: string) => [
    { pace: addressPace, key: '192.0.2.1' },
    { pace: passwordPace, key },
  ];
  const wrong = (key = 'ada') =>
    slowdown.guard(of(key), () => Promise.reject(new CodedError('not-authenticated')));
  const right = (key = 'ada') => slowdown.guard(of(key), () => Promise.resolve('in'));
  return { kept, wrong, right, slowdown, of, pass: (ms: number) => (now += ms) };
}

test('[M1] five failures are free; then the wait doubles, up to five minutes', () => {
  let tries: Tries | undefined;
  const waits = Array.from({ length: 16 }, () => {
    tries = afterTry(tries, 1_000, passwordPace);
    return tries.blockedUntil - 1_000;
  });
  expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(waits.slice(5, 9)).toEqual([5_000, 10_000, 20_000, 40_000]);
  expect(waits.at(-1)).toBe(300_000);
});

test('[M1] at that pace nobody gets a hundred guesses in an hour', async () => {
  const { wrong, pass } = arrange();
  let guesses = 0;
  for (let second = 0; second < 3600; second += 1) {
    await wrong().catch((failure: unknown) => {
      if ((failure as CodedError).code === 'not-authenticated') guesses += 1;
    });
    pass(1_000);
  }
  expect(guesses).toBeLessThan(30);
});

test('[M1] while it waits, not even the right password is tried; afterwards it is', async () => {
  const { wrong, right, pass } = arrange();
  for (let at = 0; at < 6; at += 1) await wrong().catch(() => undefined);
  await expect(right()).rejects.toMatchObject({ code: 'rate-limited', reason: 'too-fast' });
  await expect(right('bob')).resolves.toBe('in');
  pass(5_001);
  await expect(right()).resolves.toBe('in');
  await expect(wrong()).rejects.toMatchObject({ code: 'not-authenticated' });
});

test('[M1] fifty at once from one address pass while they are right, and cost nothing', async () => {
  const { right, kept } = arrange();
  for (let at = 0; at < 200; at += 1) await right(`user ${at}`);
  expect(kept.size).toBe(0);
});

test('[M1] an address that tries many accounts has to wait, too', async () => {
  const { wrong, right } = arrange();
  for (let at = 0; at < 51; at += 1) await wrong(`user ${at}`).catch(() => undefined);
  await expect(right('somebody else')).rejects.toMatchObject({ code: 'rate-limited' });
});

test('[M1] what broke down was no guess', async () => {
  const { slowdown, of, right } = arrange();
  for (let at = 0; at < 9; at += 1) {
    const broken = slowdown.guard(of('ada'), () => Promise.reject(new CodedError('unavailable')));
    await expect(broken).rejects.toMatchObject({ code: 'unavailable' });
  }
  await expect(right()).resolves.toBe('in');
});
