import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('[Q4] of one socket eight things are done at a time, in their order, whatever becomes of each', async () => {
  const turns = new Turns();
  const begun: number[] = [];
  const ends: PromiseWithResolvers<undefined>[] = [];
  const all = Array.from({ length: 20 }, (_, at) =>
    turns.take(async () => {
      begun.push(at);
      const end = Promise.withResolvers<undefined>();
      ends.push(end);
      await end.promise;
    }),
  );
  const settled = Promise.allSettled(all);
  const tick = () => new Promise((resolve) => setImmediate(resolve));
  expect(begun).toHaveLength(8);
  ends[0]!.resolve(undefined);
  ends[1]!.reject(new Error('broke'));
  await tick();
  expect(begun).toEqual(Array.from({ length: 10 }, (_, at) => at));
  for (let at = 2; at < 20; at += 1) {
    ends[at]!.resolve(undefined);
    await tick();
  }
  expect((await settled).filter(({ status }) => status === 'rejected')).toHaveLength(1);
  await expect(turns.take(async () => 'well')).resolves.toBe('well');
});
