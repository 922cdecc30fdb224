import { expect, it } from 'vitest';
import { unwrapObu, wrapInObu } from './obu.ts';

const content = (length: number) => new Uint8Array(length).fill(7);

it.each([
  [0, [0]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [40_000, [0xc0, 0xb8, 0x02]],
  [3_000_000, [0xc0, 0x8d, 0xb7, 0x01]],
])('[E4] %i bytes travel as one OBU, and come out again', (length, size) => {
  const obu = wrapInObu(content(length), false);
  expect([...obu.subarray(0, 1 + size.length)]).toEqual([0x32, ...size]);
  const back = unwrapObu(obu);
  expect([back?.byteLength, back?.every((byte) => byte === 7)]).toEqual([length, true]);
});

it('[E4] a key frame begins as a sequence header does', () => {
  const obu = wrapInObu(content(3), true);
  expect(obu[0]).toBe(0x0a);
  expect(unwrapObu(obu)).toEqual(content(3));
});

it.each([
  ['nothing', []],
  ['another type', [0x12, 0]],
  ['less than it says', [0x32, 3, 7, 7]],
  ['more than it says', [0x32, 1, 7, 7]],
  ['a size without an end', [0x32, 0x80, 0x80, 0x80, 0x80, 0x80]],
  ['a header alone', [0x32]],
])('[E4] %s is none', (_what, bytes) => {
  expect(unwrapObu(Uint8Array.from(bytes))).toBeNull();
});
