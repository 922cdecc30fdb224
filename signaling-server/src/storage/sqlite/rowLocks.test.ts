import { expect, test } from 'vitest';
import { DeadlockError } from './errors.ts';
import { RowLocks } from './rowLocks.ts';

/** Takes a key, and notes when it was given. */
function createTaker(locks: RowLocks<string>) {
  const given: string[] = [];
  const take = async (holder: string, key: string, mayWait = true): Promise<void> => {
    await locks.take(holder, key, mayWait);
    given.push(`${holder}:${key}`);
  };
  return { given, take };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('[R3] a key is held by one at a time, and given on in the order they came', async () => {
  const locks = new RowLocks<string>();
  const { given, take } = createTaker(locks);
  const all = [take('a', 'k'), take('b', 'k'), take('c', 'k'), take('a', 'k')];
  await settled();
  expect(given).toEqual(['a:k', 'a:k']);
  locks.release('a');
  await settled();
  expect(given.slice(2)).toEqual(['b:k']);
  locks.release('b');
  locks.release('c');
  await Promise.all(all);
  expect(given.slice(3)).toEqual(['c:k']);
  expect(locks.size).toBe(0);
});

test('[R3] who leaves the line does not hold it up', async () => {
  const locks = new RowLocks<string>();
  const { given, take } = createTaker(locks);
  const all = [take('a', 'k'), take('b', 'k'), take('c', 'k')];
  locks.release('b');
  locks.release('a');
  await Promise.all(all);
  expect(given).toContain('c:k');
  locks.release('c');
  locks.release('c');
  expect(locks.size).toBe(0);
});

test('[R3] who would close a circle is told so, and the others go on', async () => {
  const locks = new RowLocks<string>();
  const { given, take } = createTaker(locks);
  await Promise.all([take('a', '1'), take('b', '2'), take('c', '3')]);
  const waiting = [take('a', '2'), take('b', '3')];
  await expect(take('c', '1')).rejects.toBeInstanceOf(DeadlockError);
  locks.release('c');
  await settled();
  expect(given.at(-1)).toBe('b:3');
  locks.release('b');
  await Promise.all(waiting);
  expect(given.at(-1)).toBe('a:2');
  locks.release('a');
  expect(locks.size).toBe(0);
});

test('[R3] who may not wait is told so at once', async () => {
  const locks = new RowLocks<string>();
  await locks.take('a', 'k', false);
  await expect(locks.take('b', 'k', false)).rejects.toBeInstanceOf(DeadlockError);
  locks.release('b');
  locks.release('a');
  expect(locks.size).toBe(0);
});
