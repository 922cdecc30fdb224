import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clipAnswers,
  decodeInput,
  encodeInput,
  holdReasons,
  inputRefusals,
  maxTextBytes,
  maxTrail,
  type InputMessage,
} from './input.ts';

const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const i16 = fc.integer({ min: -32_768, max: 32_767 });
const numbered = { grantId: u32, seq: u32 };
const at = { ...numbered, x: u16, y: u16, modifiers: u8 };
const short = fc.string({ unit: 'grapheme', maxLength: 4 });

const messages: fc.Arbitrary<InputMessage> = fc.oneof(
  fc.record(
    {
      ...{ type: fc.constant('move' as const), ...at, after: u32, buttons: u8 },
      trail: fc.array(fc.record({ x: u16, y: u16 }), { minLength: 1, maxLength: maxTrail }),
    },
    { requiredKeys: ['type', 'x', 'y', 'modifiers', 'grantId', 'seq', 'after', 'buttons'] },
  ),
  fc.record({
    type: fc.constantFrom('down' as const, 'up' as const),
    ...at,
    button: fc.integer({ min: 0, max: 4 }),
    buttons: u8,
    clicks: u8,
  }),
  fc.record({ type: fc.constant('wheel' as const), ...at, deltaX: i16, deltaY: i16 }),
  fc.record({
    type: fc.constantFrom('key-down' as const, 'key-up' as const),
    ...numbered,
    code: fc.constantFrom('KeyA', 'NumpadEnter', 'ShiftLeft', ''),
    key: short.filter((key) => key.length <= 10),
    modifiers: u8,
    location: fc.integer({ min: 0, max: 3 }),
    repeat: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('text' as const),
    ...numbered,
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  }),
  fc.record({
    type: fc.constantFrom('release' as const, 'done' as const, 'clip-ask' as const),
    ...numbered,
  }),
  fc.record({
    type: fc.constant('hold' as const),
    ...numbered,
    reason: fc.constantFrom('none' as const, ...holdReasons),
  }),
  fc.record({
    type: fc.constant('clip' as const),
    ...numbered,
    part: u8,
    last: fc.boolean(),
    text: fc.string({ unit: 'grapheme', maxLength: 40 }),
  }),
  fc.record({
    type: fc.constant('clip-answer' as const),
    ...numbered,
    answer: fc.constantFrom(...clipAnswers),
  }),
  fc.record({
    type: fc.constant('refused' as const),
    ...numbered,
    reason: fc.constantFrom(...inputRefusals),
  }),
);

test('[I2] every message comes out of the codec as it went in', () => {
  fc.assert(
    fc.property(messages, (message) => {
      expect(decodeInput(encodeInput(message))).toEqual(message);
    }),
    { numRuns: 2000 },
  );
});

test('[I2] no bytes make the codec throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      decodeInput(bytes);
    }),
    { numRuns: 5000 },
  );
});

/** Their last part is as long as the message. */
const openEnded = new Set(['text', 'clip', 'move']);

test('[I2] a message that is cut short, or longer than it says, is none', () => {
  fc.assert(
    fc.property(messages, fc.nat(), (message, cut) => {
      const bytes = encodeInput(message);
      const shorter = decodeInput(bytes.subarray(0, cut % bytes.length));
      // A text that is cut between two characters is a shorter text; everything else is nothing.
      if (!openEnded.has(message.type)) expect(shorter).toBeUndefined();
      const longer = new Uint8Array([...bytes, 0]);
      if (!/^(text|clip)$/.test(message.type)) expect(decodeInput(longer)).toBeUndefined();
    }),
  );
});

test('[I2] a trail has a bound: the newest points are sent, more are not understood', () => {
  const point = (x: number) => ({ x, y: 1 });
  const rest = { modifiers: 0, buttons: 1, after: 0, grantId: 1, seq: 1 };
  const trail = Array.from({ length: maxTrail + 3 }, (_, index) => point(index));
  const bytes = encodeInput({ type: 'move', ...point(9), ...rest, trail });
  expect(decodeInput(bytes)).toMatchObject({ trail: trail.slice(3) });
  expect(decodeInput(new Uint8Array([...bytes, 0, 0, 0, 0]))).toBeUndefined();
});

test('[I2] another version is not understood', () => {
  const bytes = encodeInput({ type: 'release', grantId: 1, seq: 1 });
  bytes[0] = 2;
  expect(decodeInput(bytes)).toBeUndefined();
});

test('[I2] texts have bounds, at both ends', () => {
  const text = 'x'.repeat(maxTextBytes + 1);
  expect(() => encodeInput({ type: 'text', grantId: 1, seq: 1, text })).toThrow(RangeError);
  const header = encodeInput({ type: 'text', grantId: 1, seq: 1, text: 'x' }).subarray(0, 10);
  const tooLong = new Uint8Array([...header, ...Array<number>(text.length).fill(120)]);
  expect(decodeInput(tooLong)).toBeUndefined();
});
