import { expect, test } from 'vitest';
import type { Entry } from '@beside/shared/domain/request';
import type { UserId } from '@beside/shared/domain/ids';
import { findMoments, holesOf, momentsOf } from './timeline.ts';

const ada = 'ada' as UserId;
const message = (at: number, text: string) =>
  ({
    ...{ kind: 'message', id: `m${at}`, at, text },
    from: { party: 'customer', id: null, name: 'Carla' },
  }) as unknown as Entry;
const shared = {
  kind: 'event',
  id: 'e',
  at: 30,
  event: { code: 'share-paused' },
} as unknown as Entry;
const words = {
  event: () => 'Paused',
  drew: (name: string) => `${name} drew`,
};
const moments = momentsOf(
  { from: 10, to: 20_000 },
  [message(5, 'before'), message(15, 'Hello printer'), shared, message(30_000, 'after')],
  [
    { type: 'drawn', at: 1_000, by: ada },
    { type: 'drawn', at: 3_000, by: ada },
    { type: 'drawn', at: 3_500, by: null },
    { type: 'drawn', at: 12_000, by: ada },
    { type: 'move', at: 4_000, x: 0, y: 0 },
  ],
  (user) => (user === ada ? 'Ada' : 'Carla'),
  words,
);

test('[M3] what was said, done and drawn stands in one row, and only what was recorded', () => {
  expect(moments.map(({ at, text }) => [at, text])).toEqual([
    [15, 'Hello printer'],
    [30, 'Paused'],
    [1_000, 'Ada drew'],
    [3_500, 'Carla drew'],
    [12_000, 'Ada drew'],
  ]);
});

test('[M3] it is searched by words and by who it was, whatever the case', () => {
  const found = (search: string) => findMoments(moments, search).map(({ text }) => text);
  expect(found('PRINTER')).toEqual(['Hello printer']);
  expect(found('carla hello')).toEqual(['Hello printer']);
  expect(found('drew')).toHaveLength(3);
  expect(found('nothing of it')).toEqual([]);
  expect(found('  ')).toHaveLength(5);
});

test('[M3] where pieces are missing is known', () => {
  const piece = (from: number, to: number) => ({ number: 0, from, to, bytes: 1 });
  const pieces = [piece(0, 5_000), piece(4_900, 10_000), piece(25_000, 30_000)];
  expect(holesOf({ pieces })).toEqual([{ from: 10_000, to: 25_000 }]);
});
