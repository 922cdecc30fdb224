import { Scope } from '@beside/shared/lib/scope';
import { traces as contract, type ToldSpan } from '@beside/shared/protocol/contract/traces';
import { maxSpanMs, maxToldSpans } from '@beside/shared/protocol/limits';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPageTraces } from './pageTraces.ts';

let scope: Scope;
let told: ToldSpan[][];
let traces: ReturnType<typeof createPageTraces>;
beforeEach(() => {
  vi.useFakeTimers();
  scope = new Scope();
  told = [];
  traces = createPageTraces(scope, (spans) => void told.push(spans));
});
afterEach(() => {
  scope.close();
  vi.useRealTimers();
});

test('[S10] no trace is begun where none is wanted, or no longer', () => {
  expect(traces.begin('chat:post')).toBeUndefined();
  traces.want(1);
  expect(traces.begin('chat:post')).toBeDefined();
  traces.want(0);
  expect(traces.begin('chat:post')).toBeUndefined();
});

test('[S10] what was answered is told together, as the contract has it', () => {
  traces.want(1);
  const [first, second] = [traces.begin('chat:post'), traces.begin('chat:since')];
  vi.advanceTimersByTime(40);
  first?.end('ok');
  vi.advanceTimersByTime(60);
  second?.end('not-found');
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([
    [
      {
        ...{ event: 'chat:post', outcome: 'ok', durationMs: 40, agoMs: 1_040 },
        traceparent: first?.traceparent,
      },
      {
        ...{ event: 'chat:since', outcome: 'not-found', durationMs: 100, agoMs: 1_040 },
        traceparent: second?.traceparent,
      },
    ],
  ]);
  const { input } = contract.notices['trace:spans'];
  expect(input.safeParse({ spans: told[0] }).success).toBe(true);
  expect(first?.traceparent).not.toBe(second?.traceparent);
});

test('[S10] too many at a time are left out, and times are bounded', () => {
  traces.want(1);
  const begun = Array.from({ length: maxToldSpans + 1 }, () => traces.begin('chat:post'));
  vi.advanceTimersByTime(2 * maxSpanMs);
  for (const span of begun) span?.end('unavailable');
  vi.advanceTimersByTime(1_000);
  expect(told.map((spans) => spans.length)).toEqual([maxToldSpans]);
  expect(told[0]?.[0]).toMatchObject({ durationMs: maxSpanMs, agoMs: maxSpanMs });
});

test('[S10] what the dice leave out is said to be so, and not told', () => {
  traces.want(Number.MIN_VALUE);
  const span = traces.begin('chat:post');
  expect(span?.traceparent).toMatch(/-00$/);
  span?.end('ok');
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});

test('[S10] what is still to be told when the line goes is dropped', () => {
  traces.want(1);
  traces.begin('chat:post')?.end('ok');
  traces.want(0);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});
