import { expect, test } from 'vitest';
import type { HandBatch } from '@beside/shared/protocol/contract/helper';
import { HandQueue } from './handQueue.ts';

/** A queue on a clock of its own; `answers` decides whether there is anybody at the other end. */
function arrange() {
  let now = 0;
  const sent: HandBatch[] = [];
  const queue = new HandQueue((batch) => sent.push(batch), now);
  const answer = (): void => {
    const last = sent.at(-1);
    if (last) queue.done(last, now);
  };
  return {
    queue,
    sent,
    answer,
    stroke: (hand: string) => queue.push(hand, false, now),
    move: (hand: string) => queue.push(hand, true, now),
    pass(ms: number, answering = true) {
      for (const until = now + ms; now < until;) {
        now += 50;
        queue.tick(now);
        if (answering) answer();
      }
    },
    carried: () => sent.flatMap(({ hand }) => hand),
  };
}

test('[I3] strokes go in order, all of them; of moves that wait, the newest', () => {
  const { stroke, move, pass, carried } = arrange();
  stroke('a');
  move('m1');
  move('m2');
  stroke('b');
  move('m3');
  move('m4');
  pass(500);
  expect(carried()).toEqual(['a', 'm2', 'b', 'm4']);
});

test('[I3] numbers have no gap, and no batch is sent again that was answered', () => {
  const { stroke, pass, sent } = arrange();
  for (const hand of 'abc') {
    stroke(hand);
    pass(100);
  }
  pass(1_000);
  const numbers = sent.map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
});

test('[I3] what is not answered is sent again', () => {
  const { stroke, pass, sent } = arrange();
  pass(100);
  stroke('a');
  pass(500, false);
  expect(sent.filter(({ hand }) => hand[0] === 'a')).toHaveLength(2);
});

test('[I3] after two seconds without an answer nothing waits any longer, and says so', () => {
  const { queue, stroke, pass, sent, carried } = arrange();
  pass(100);
  expect(stroke('a')).toBe(true);
  pass(2_500, false);
  expect(queue.away).toBe(true);
  expect(stroke('b')).toBe(false);
  const before = sent[0]?.stream ?? 0;
  pass(200);
  expect(queue.away).toBe(false);
  expect(sent.at(-1)?.stream).toBe(before + 1);
  expect(stroke('c')).toBe(true);
  pass(200);
  expect(carried()).not.toContain('b');
  expect(carried().at(-1)).toBe('c');
});

test('[I7] a sign of life goes out while the hand rests', () => {
  const { pass, sent } = arrange();
  pass(3_000);
  expect(sent.length).toBeGreaterThanOrEqual(6);
  expect(sent.every(({ hand }) => hand.length === 0)).toBe(true);
});

test('[S6] a page keeps within what it may send', () => {
  const { move, pass, sent } = arrange();
  for (let at = 0; at < 100; at += 1) {
    move(`m${at}`);
    pass(50);
  }
  expect(sent.length / 5).toBeLessThan(45);
});

test('[I3] more than a hand can do at once is given up rather than carried out late', () => {
  const { queue, stroke, sent } = arrange();
  for (let at = 0; at < 400; at += 1) stroke(String(at));
  expect(queue.away).toBe(true);
  expect(sent.at(-1)?.hand).toEqual([]);
});
