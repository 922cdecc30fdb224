import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EventQueue } from './EventQueue.ts';

function gather(queue: EventQueue) {
  const begun: number[] = [];
  const push = (count: number, from = 0): void => {
    for (let at = from; at < from + count; at += 1) queue.push(() => begun.push(at));
  };
  return { begun, push };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

test('[Q4] four events of a socket are begun at once, and as many in each turn after it, in their order', async () => {
  const { begun, push } = gather(new EventQueue());
  push(10);
  expect(begun).toEqual(upTo(4));
  await nextTurn();
  expect(begun).toEqual(upTo(8));
  push(1, 10);
  await nextTurn();
  expect(begun).toEqual(upTo(11));
  await nextTurn();
  push(5, 11);
  expect(begun).toEqual(upTo(15));
  await nextTurn();
  expect(begun).toEqual(upTo(16));
});

test('[Q4] of a socket that is gone nothing more is begun', async () => {
  const queue = new EventQueue();
  const { begun, push } = gather(queue);
  push(10);
  queue.clear();
  await nextTurn();
  expect(begun).toEqual(upTo(4));
});
