import { Scope } from '@beside/shared/lib/scope';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPictureCover } from './pictureCover.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('[Z6] covers at once, and uncovers when what was under way is gone, however often it is said', () => {
  const scope = new Scope();
  const states: boolean[] = [];
  const cover = createPictureCover(scope, () => states.push(cover.covered));
  cover.set(true);
  expect(states).toEqual([true]);
  for (let ms = 0; ms < 600; ms += 100) {
    cover.set(false);
    expect(cover.covered).toBe(ms < 400);
    vi.advanceTimersByTime(100);
  }
  expect(states).toEqual([true, false]);
  scope.close();
});

it('[Z6] stays covered where it is covered again in time', () => {
  const scope = new Scope();
  const apply = vi.fn();
  const cover = createPictureCover(scope, apply);
  cover.set(true);
  cover.set(false);
  vi.advanceTimersByTime(300);
  cover.set(true);
  vi.advanceTimersByTime(1_000);
  expect([cover.covered, apply.mock.calls.length]).toEqual([true, 1]);
  scope.close();
});
