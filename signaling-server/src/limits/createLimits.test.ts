import { expect, test, vi } from 'vitest';
import { createLimits } from './createLimits.ts';
import { createPacedCourier } from './pacedCourier.ts';
import type { Courier, Notice } from '../ports/notices.ts';

function arrange(factor = 1) {
  const inc = vi.fn();
  const limits = createLimits({ redis: undefined, factor, metrics: { limited: { inc } as never } });
  return { limits, inc };
}

test('[Q1] a share is used up, counted as refused, and given back for what did not come about', async () => {
  const { limits, inc } = arrange();
  for (let at = 0; at < 60; at += 1) await limits.take('forms-by-address', '192.0.2.1');
  await expect(limits.take('forms-by-address', '192.0.2.1')).rejects.toMatchObject({
    code: 'rate-limited',
    reason: 'too-fast',
    retryAfterMs: expect.any(Number) as number,
  });
  expect(inc).toHaveBeenCalledExactlyOnceWith({ limit: 'forms-by-address' });
  await limits.take('forms-by-address', '192.0.2.2');
  await limits.take('forms-by-account', 'a', 3000);
  await limits.giveBack('forms-by-account', 'a', 10);
  await expect(limits.take('forms-by-account', 'a', 10)).resolves.toMatchObject({ left: 0 });
  await expect(limits.assertLeft('forms-by-account', 'a')).rejects.toThrow('too-fast');
  await expect(limits.assertLeft('forms-by-account', 'b')).resolves.toBeUndefined();
});

test('[Q1] a factor widens what anybody may need, and nothing that holds off who guesses', async () => {
  const { limits } = arrange(10);
  await expect(limits.take('forms-by-address', '192.0.2.1', 600)).resolves.toMatchObject({
    left: 0,
  });
  await limits.take('wrong-codes-by-address', '192.0.2.1', 20);
  await expect(limits.take('wrong-codes-by-address', '192.0.2.1')).rejects.toThrow('too-fast');
});

test('[Q2] this machine is spared where people without a proxy’s word would count as one, and only there', async () => {
  const { limits } = arrange();
  await expect(limits.take('api-by-address', '127.0.0.1', 10_000)).resolves.toBeDefined();
  await expect(limits.take('forms-by-address', '::1', 61)).rejects.toThrow('too-fast');
});

test('[Q1] nobody’s telephone is filled: what is too much is to be tried later', async () => {
  const send = vi.fn(() => Promise.resolve());
  const { limits } = arrange();
  const courier = createPacedCourier({ send } as unknown as Courier, limits);
  const text = (to: string) => courier.send({ channel: 'sms', to }, {} as Notice);
  for (let at = 0; at < 20; at += 1) await text('+441');
  await expect(text('+441')).rejects.toMatchObject({ kind: 'later' });
  await text('+442');
  expect(send).toHaveBeenCalledTimes(21);
});
