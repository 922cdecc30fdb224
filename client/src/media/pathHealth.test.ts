import { expect, test } from 'vitest';
import { PathPulse } from './pathHealth.ts';

const period = 50;

/** Two ends and a wire between them, with a clock of its own. */
function run({
  forMs,
  delayMs = 20,
  there = () => true,
  back = () => true,
}: {
  forMs: number;
  delayMs?: number;
  there?: (now: number) => boolean;
  back?: (now: number) => boolean;
}) {
  const [a, b] = [new PathPulse(0), new PathPulse(0)];
  const flying: { at: number; to: PathPulse; beat: ReturnType<PathPulse['next']> }[] = [];
  for (let now = 0; now <= forMs; now += 5) {
    for (const message of flying.filter(({ at }) => at === now))
      message.to.heard(message.beat, now);
    if (now % period !== 0) continue;
    const [fromA, fromB] = [a.next(now), b.next(now)];
    if (there(now)) flying.push({ at: now + delayMs, to: b, beat: fromA });
    if (back(now)) flying.push({ at: now + delayMs, to: a, beat: fromB });
  }
  return { a: a.health(forMs), b: b.health(forMs), proven: [a.proven, b.proven] };
}

test('[S6] a good path is never silent for long, and its round trip is known', () => {
  const { a, b, proven } = run({ forMs: 3000 });
  expect(proven).toEqual([true, true]);
  expect(a.silentMs).toBeLessThan(120);
  expect(b.silentMs).toBeLessThan(120);
  expect(a.roundTripMs).toBeCloseTo(40, -1);
  expect(a.loss).toBe(0);
});

test('[S6] a path that is cut is silent at both ends', () => {
  const cut = (now: number): boolean => now < 2000;
  const { a, b } = run({ forMs: 3000, there: cut, back: cut });
  expect(a.silentMs).toBeGreaterThan(900);
  expect(b.silentMs).toBeGreaterThan(900);
});

test('[S6] a path that is cut one way only is silent at both ends as well', () => {
  const { a, b } = run({ forMs: 3000, there: (now) => now < 2000 });
  expect(b.silentMs).toBeGreaterThan(900);
  expect(a.silentMs).toBeGreaterThan(800);
});

test('[S6] lost beats count as loss and not as silence', () => {
  let count = 0;
  const { a } = run({ forMs: 6000, back: () => (count += 1) % 5 !== 0 });
  expect(a.loss).toBeCloseTo(0.2, 1);
  expect(a.silentMs).toBeLessThan(250);
});

test('[S6] a path on which nothing ever came back is not proven', () => {
  expect(run({ forMs: 3000, back: () => false, there: () => false }).proven).toEqual([
    false,
    false,
  ]);
});

test('[S6] an old beat that was overtaken changes nothing', () => {
  const pulse = new PathPulse(0);
  pulse.heard({ seq: 5, echoSeq: 0, echoDelayMs: 0 }, 100);
  pulse.heard({ seq: 4, echoSeq: 0, echoDelayMs: 0 }, 400);
  expect(pulse.next(500).echoSeq).toBe(5);
  expect(pulse.next(500).echoDelayMs).toBe(400);
});

test('[S6] what a silence has cost is no loss: it is counted anew from the first beat after it', () => {
  const { a } = run({ forMs: 6000, back: (now) => now < 2000 || now > 4000 });
  expect(a.silentMs).toBeLessThan(120);
  expect(a.loss).toBe(0);
});

test('[L10] an end that has begun anew, and counts from 1 again, is heard at once', () => {
  const pulse = new PathPulse(0);
  for (let seq = 1; seq <= 500; seq += 1)
    pulse.heard({ seq, echoSeq: 0, echoDelayMs: 0 }, seq * 50);
  pulse.heard({ seq: 1, echoSeq: 0, echoDelayMs: 0 }, 40_000);
  expect(pulse.next(40_010)).toMatchObject({ echoSeq: 1, echoDelayMs: 10 });
  pulse.heard({ seq: 2, echoSeq: 0, echoDelayMs: 0 }, 40_050);
  expect(pulse.health(40_050).loss).toBeNull();
});
