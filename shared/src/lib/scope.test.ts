import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Scope } from './scope.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('closing runs every cleanup once, the youngest first', () => {
  const scope = new Scope();
  const order: number[] = [];
  scope.add(() => order.push(1));
  scope.child().add(() => order.push(2));
  scope.close();
  scope.close();
  expect(order).toEqual([2, 1]);
});

test('a cleanup that throws does not keep the others from running', () => {
  const scope = new Scope();
  const ran = vi.fn();
  scope.add(ran);
  scope.add(() => {
    throw new Error('broken');
  });
  expect(() => scope.close()).toThrow(AggregateError);
  expect(ran).toHaveBeenCalledOnce();
});

test('no timer is left after closing, and none begins on a closed scope', () => {
  const scope = new Scope();
  const task = vi.fn();
  scope.after(10, task);
  scope.every(10, task);
  scope.close();
  scope.after(10, task);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(100);
  expect(task).not.toHaveBeenCalled();
});

test('what is added to a closed scope is cleaned up at once', () => {
  const scope = new Scope();
  scope.close();
  const cleanup = vi.fn();
  scope.add(cleanup);
  expect(cleanup).toHaveBeenCalledOnce();
});
