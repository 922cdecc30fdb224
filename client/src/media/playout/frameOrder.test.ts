import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameOrder, type FramePlace } from './frameOrder.ts';

const key = (id: number): FramePlace => ({ source: 1, id, needs: [] });
const delta = (id: number, ...needs: number[]): FramePlace => ({
  source: 1,
  id,
  needs: needs.length > 0 ? needs : [id - 1],
});

/** What is handed out, frame by frame, when they come in this order. */
function play(...places: FramePlace[]): number[][] {
  const order = new FrameOrder<number>();
  return places.map((place) => order.take(place.id, place));
}

describe('[S8][L14] frames that are decoded as they come', () => {
  it('are handed out at once where nothing is lost', () => {
    expect(play(key(1), delta(2), delta(3))).toEqual([[1], [2], [3]]);
  });

  it('wait for the one that they refer to, and come all at once with it', () => {
    expect(play(key(1), delta(3), delta(4), delta(2))).toEqual([[1], [], [], [2, 3, 4]]);
  });

  it('do not wait for one that they do not refer to, which is then too old', () => {
    expect(play(key(1), delta(3, 1), delta(2))).toEqual([[1], [3], []]);
  });

  it('wait for nothing once there is a key frame', () => {
    expect(play(key(1), delta(3), key(5), delta(6), delta(2))).toEqual([[1], [], [5], [6], []]);
  });

  it('wait for a key frame that comes late', () => {
    expect(play(key(1), delta(6), delta(7), key(5))).toEqual([[1], [], [], [5, 6, 7]]);
  });

  it('are not shown before the first key frame', () => {
    expect(play(delta(2), delta(3), key(4))).toEqual([[], [], [4]]);
  });

  it('wait for a key frame where the decoder had to begin anew', () => {
    const order = new FrameOrder<number>();
    order.take(1, key(1));
    order.restart();
    expect(order.take(2, delta(2))).toEqual([]);
    expect(order.take(3, key(3))).toEqual([3]);
  });

  it('of another stream count from its own beginning', () => {
    const order = new FrameOrder<number>();
    order.take(900, key(900));
    expect(order.take(2, { source: 2, id: 2, needs: [] })).toEqual([2]);
  });

  it('that wait in vain are thrown away', () => {
    const order = new FrameOrder<number>();
    order.take(1, key(1));
    for (let id = 3; id < 1_000; id += 1) expect(order.take(id, delta(id))).toEqual([]);
    expect(order.take(2, delta(2))).toEqual([2]);
    expect(order.isWaiting).toBe(true);
    expect(order.take(1_001, key(1_001))).toEqual([1_001]);
  });

  it('never come before what they refer to, nor twice, nor backwards, however they arrive', () => {
    const stream = fc.integer({ min: 1, max: 80 }).chain((length) =>
      fc.record({
        keys: fc.array(fc.boolean(), { minLength: length, maxLength: length }),
        arrival: fc.shuffledSubarray([...Array(length).keys()], { minLength: 0 }),
      }),
    );
    fc.assert(
      fc.property(stream, ({ keys, arrival }) => {
        const order = new FrameOrder<FramePlace>();
        const out = arrival.flatMap((at) => {
          const place = at === 0 || keys[at] ? key(at) : delta(at);
          return order.take(place, place);
        });
        const shown = new Set<number>();
        let last = -1;
        for (const { id, needs } of out) {
          expect(id).toBeGreaterThan(last);
          for (const need of needs) expect(shown).toContain(need);
          shown.add((last = id));
        }
      }),
    );
  });

  it('all come where they arrive in order', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (keys) => {
        const places = keys.map((isKey, at) => (at === 0 || isKey ? key(at) : delta(at)));
        expect(play(...places).flat()).toEqual(places.map(({ id }) => id));
      }),
    );
  });
});
