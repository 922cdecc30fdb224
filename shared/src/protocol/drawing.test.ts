import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeDrawing,
  encodeDrawing,
  lineTools,
  maxAuthors,
  maxChunk,
  maxMarks,
  maxMarkTextBytes,
  maxPoints,
  maxSpotPoints,
  type DrawingMessage,
} from './drawing.ts';
import { decodeInput, encodeInput } from './input.ts';

const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const head = { by: fc.constantFrom('author' as const, 'board' as const), board: u32 };
const named = { author: u8, id: u16 };
const point = fc.record({ x: u16, y: u16 });
const names = fc.array(fc.record(named), { maxLength: maxMarks });
const uuid = fc.uuid();

const messages = fc.oneof(
  fc.record({
    ...{ type: fc.constant('line' as const), ...head, ...named, done: fc.boolean() },
    tool: fc.constant('pen' as const),
    from: fc.integer({ min: 0, max: maxPoints - maxChunk }),
    points: fc.array(point, { maxLength: maxChunk }),
  }),
  fc.record({
    ...{ type: fc.constant('line' as const), ...head, ...named, done: fc.boolean() },
    tool: fc.constantFrom('arrow' as const, 'box' as const),
    from: fc.constantFrom(0, 1),
    points: fc.array(point, { maxLength: 1 }),
  }),
  fc.record({
    ...{ type: fc.constant('text' as const), ...head, ...named, at: point },
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
  }),
  fc.record({ type: fc.constantFrom('erase' as const, 'want' as const), ...head, marks: names }),
  fc.record({
    ...{ type: fc.constant('digest' as const), ...head, seq: u32 },
    ...{ inPicture: fc.boolean(), shut: fc.boolean() },
    authors: fc.array(fc.record({ author: u8, endpoint: uuid, user: fc.option(uuid) }), {
      maxLength: maxAuthors,
    }),
    marks: fc.array(
      fc.record({
        ...named,
        points: fc.integer({ min: 0, max: maxPoints }),
        done: fc.boolean(),
      }),
      { maxLength: maxMarks },
    ),
  }),
  fc.record({
    ...{ type: fc.constant('spot' as const), ...head, author: u8, seq: u32 },
    kind: fc.constantFrom('point' as const, 'laser' as const),
    points: fc.array(point, { minLength: 1, maxLength: maxSpotPoints }),
  }),
  fc.record({
    ...{ type: fc.constant('spot' as const), ...head, author: u8, seq: u32 },
    kind: fc.constant('gone' as const),
    points: fc.constant([]),
  }),
) as fc.Arbitrary<DrawingMessage>;

test('[W1] every message of a drawing comes out as it went in', () => {
  fc.assert(
    fc.property(messages, (message) => {
      expect(decodeDrawing(encodeDrawing(message))).toEqual(message);
    }),
  );
});

test('[W1] whatever bytes come: a message to the last byte, or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.constantFrom(0x81, 0x91), (tail, first) => {
      const bytes = Uint8Array.from([first, (tail[0] ?? 0) % 7, ...tail.subarray(1)]);
      const message = decodeDrawing(bytes);
      if (message) expect(encodeDrawing(message)).toEqual(bytes);
    }),
    { numRuns: 2_000 },
  );
});

test('[W1] a message that is cut short or goes on is none', () => {
  fc.assert(
    fc.property(messages, u8, (message, more) => {
      const bytes = encodeDrawing(message);
      expect(decodeDrawing(Uint8Array.from([...bytes, more]))).not.toEqual(message);
      expect(decodeDrawing(bytes.subarray(0, -1))).not.toEqual(message);
    }),
  );
});

test('[W1] what is beyond a bound is no message', () => {
  const base = { by: 'author', board: 1, author: 1, id: 1 } as const;
  const line = { ...base, type: 'line', done: true } as const;
  const at = { x: 1, y: 2 };
  const many = (length: number) => Array.from({ length }, () => at);
  expect(
    decodeDrawing(encodeDrawing({ ...line, tool: 'pen', from: 0, points: many(maxChunk + 1) })),
  ).toBeUndefined();
  expect(
    decodeDrawing(encodeDrawing({ ...line, tool: 'pen', from: maxPoints, points: [at] })),
  ).toBeUndefined();
  for (const tool of lineTools.slice(1)) {
    expect(
      decodeDrawing(encodeDrawing({ ...line, tool, from: 1, points: many(2) })),
    ).toBeUndefined();
  }
  const spot = { by: 'author', board: 1, type: 'spot', author: 1, seq: 1 } as const;
  expect(
    decodeDrawing(encodeDrawing({ ...spot, kind: 'laser', points: many(maxSpotPoints + 1) })),
  ).toBeUndefined();
  expect(decodeDrawing(encodeDrawing({ ...spot, kind: 'point', points: [] }))).toBeUndefined();
  expect(() =>
    encodeDrawing({ ...base, type: 'text', at, text: 'é'.repeat(maxMarkTextBytes) }),
  ).toThrow(RangeError);
});

test('[W1] input and drawing share channels, and neither is taken for the other', () => {
  fc.assert(
    fc.property(messages, (message) => {
      expect(decodeInput(encodeDrawing(message))).toBeUndefined();
    }),
  );
  expect(decodeDrawing(encodeInput({ type: 'release', grantId: 1, seq: 1 }))).toBeUndefined();
});
