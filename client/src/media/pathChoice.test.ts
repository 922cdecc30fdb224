import { expect, test } from 'vitest';
import { choosePath, firstChoice, type Choice, type Conditions } from './pathChoice.ts';

const good = { usable: true, silentMs: 30, loss: 0 };
const silent = { usable: true, silentMs: 600, loss: 0 };
const down = { usable: false, silentMs: 10_000, loss: null };

let now = 0;

/** Conditions over time, in steps of 50 ms; the clock runs on over all histories. */
function follow(steps: [conditions: Conditions, forMs: number][], from: Choice = firstChoice) {
  let choice = from;
  for (const [conditions, forMs] of steps) {
    for (const until = now + forMs; now < until; now += 50)
      choice = choosePath(choice, conditions, now);
  }
  return choice;
}

test('[S6] nothing is chosen before a path lives', () => {
  expect(follow([[{ direct: down, relay: down }, 5000]])).toEqual(firstChoice);
});

test('[S6] direct first, when both are there', () => {
  expect(follow([[{ direct: good, relay: good }, 100]])).toMatchObject({
    wanted: 'direct',
    epoch: 1,
  });
});

test('[S6] where the direct link never comes up, the relay is taken at once', () => {
  expect(follow([[{ direct: down, relay: good }, 50]])).toMatchObject({
    wanted: 'relay',
    epoch: 1,
  });
});

test('[S6] a direct link that falls silent is left for the relay within one step', () => {
  const choice = follow([
    [{ direct: good, relay: good }, 1000],
    [{ direct: silent, relay: good }, 50],
  ]);
  expect(choice).toMatchObject({ wanted: 'relay', epoch: 2, failovers: 1 });
});

test('[S6] a direct link that falls silent is left sooner where the relay shows its picture already', () => {
  const hiccup = { ...good, silentMs: 250 };
  const pictured = { ...good, pictured: true };
  const carried = follow([[{ direct: good, relay: good }, 1000]]);
  expect(follow([[{ direct: hiccup, relay: good }, 200]], carried).wanted).toBe('direct');
  expect(follow([[{ direct: hiccup, relay: pictured }, 50]], carried).wanted).toBe('relay');
});

test('[S6] where both fall silent nothing is gained by changing', () => {
  const choice = follow([
    [{ direct: good, relay: good }, 1000],
    [{ direct: silent, relay: silent }, 3000],
  ]);
  expect(choice).toMatchObject({ wanted: 'direct', epoch: 1 });
});

test('[S6] back to the direct link only after it has been good for a while, later each time', () => {
  const both = { direct: good, relay: good };
  const cut = { direct: silent, relay: good };
  const once = follow([
    [both, 1000],
    [cut, 500],
  ]);
  expect(follow([[both, 3500]], once).wanted).toBe('relay');
  expect(follow([[both, 4500]], once).wanted).toBe('direct');
  const twice = follow(
    [
      [both, 4500],
      [cut, 500],
    ],
    once,
  );
  expect(twice).toMatchObject({ wanted: 'relay', failovers: 2 });
  expect(follow([[both, 6000]], twice).wanted).toBe('relay');
  expect(follow([[both, 8500]], twice).wanted).toBe('direct');
});

test('[S6] one silence begins the waiting for the direct link anew', () => {
  const both = { direct: good, relay: good };
  const cut = { direct: silent, relay: good };
  const relayed = follow([
    [both, 1000],
    [cut, 500],
  ]);
  const waiting = follow(
    [
      [both, 3500],
      [cut, 50],
      [both, 3500],
    ],
    relayed,
  );
  expect(waiting.wanted).toBe('relay');
});

test('[S6] a relay that dies gives way to a living direct link without waiting', () => {
  const relayed = follow([[{ direct: down, relay: good }, 500]]);
  expect(follow([[{ direct: good, relay: silent }, 150]], relayed).wanted).toBe('direct');
});

test('[L9] a page that stood still hears one path a little before the other, and stays', () => {
  const both = { direct: good, relay: good };
  const stood = { direct: silent, relay: silent };
  const choice = follow([
    [both, 1000],
    [stood, 50],
    [{ direct: silent, relay: good }, 50],
    [both, 500],
  ]);
  expect(choice).toMatchObject({ wanted: 'direct', epoch: 1 });
});

test('[L11] a direct link that loses a fifth is left for a relay that loses less than half as much', () => {
  const direct = { ...good, loss: 0.2 };
  const carried = follow([[{ direct: good, relay: good }, 6000]]);
  expect(follow([[{ direct, relay: { ...good, loss: 0.15 } }, 6000]], carried).wanted).toBe(
    'direct',
  );
  const relayed = follow([[{ direct, relay: { ...good, loss: 0.02 } }, 50]], carried);
  expect(relayed).toMatchObject({ wanted: 'relay', reason: 'lossy', failovers: 1 });
  expect(follow([[{ direct, relay: good }, 60_000]], relayed).wanted).toBe('relay');
  const healed = { ...good, loss: 0.02 };
  expect(follow([[{ direct: healed, relay: good }, 4500]], relayed).wanted).toBe('direct');
});

test('[L11] loss alone changes the path at most once in five seconds, whatever it does', () => {
  let choice = follow([[{ direct: good, relay: good }, 1000]]);
  const from = choice.epoch;
  for (let step = 0; step < 600; step += 1) {
    const loss = (step >> 1) % 2 === 0 ? { direct: 0.3, relay: 0 } : { direct: 0, relay: 0.3 };
    const conditions = {
      direct: { ...good, loss: loss.direct },
      relay: { ...good, loss: loss.relay },
    };
    choice = follow([[conditions, 100]], choice);
  }
  expect(choice.epoch - from).toBeLessThanOrEqual(12);
});

test('[S5][S6] every decision says why', () => {
  const both = { direct: good, relay: good };
  const first = follow([[both, 1000]]);
  expect(first.reason).toBe('first');
  const left = follow([[{ direct: silent, relay: good }, 50]], first);
  expect(left).toMatchObject({ wanted: 'relay', reason: 'silent' });
  expect(follow([[both, 4500]], left)).toMatchObject({ wanted: 'direct', reason: 'returned' });
  expect(follow([[{ direct: good, relay: silent }, 150]], left)).toMatchObject({
    wanted: 'direct',
    reason: 'silent',
  });
  expect(choosePath(first, both, now, { together: true }).reason).toBe('together');
});

test('[S7] as long as others watch along the relay carries, unless it is the one that is dead', () => {
  const rules = { together: true };
  const both = { direct: good, relay: good };
  expect(choosePath(firstChoice, both, 0, rules)).toMatchObject({ wanted: 'relay' });
  expect(choosePath(firstChoice, { direct: good, relay: down }, 0, rules).wanted).toBe('direct');
  const direct = follow([[both, 1000]]);
  const joined = choosePath(direct, both, now, rules);
  expect(joined).toMatchObject({ wanted: 'relay', epoch: 2, failovers: 0 });
  const began = now;
  let stays = joined;
  for (; now < began + 20_000; now += 50) stays = choosePath(stays, both, now, rules);
  expect(stays).toMatchObject({ wanted: 'relay', epoch: 2 });
  expect(choosePath(stays, { direct: good, relay: silent }, now, rules).wanted).toBe('direct');
  // They have gone: back to the direct way after the usual patience.
  const alone = choosePath(stays, both, now);
  expect(choosePath(alone, both, now + 1000)).toMatchObject({ wanted: 'direct', epoch: 3 });
});
