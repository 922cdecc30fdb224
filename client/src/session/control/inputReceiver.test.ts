import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeInput, encodeInput, type InputMessage } from '@beside/shared/protocol/input';
import type { HandMessage } from '../surface/surface.ts';
import { InputGate } from './inputGate.ts';
import { createInputReceiver } from './inputReceiver.ts';

const grantId = 7;
const at = { x: 1, y: 1, modifiers: 0 };

function receiving({ granted = true } = {}) {
  const gate = new InputGate();
  if (granted) gate.open(grantId, 'pointer-and-keyboard');
  const heard = { applied: [] as HandMessage[], answers: [] as InputMessage[], clipboard: 0 };
  const receiver = createInputReceiver({
    gate,
    surface: () => ({
      apply(message) {
        heard.applied.push(message);
        return undefined;
      },
      release: () => undefined,
    }),
    reply: (_, bytes) => heard.answers.push(decodeInput(bytes) as InputMessage),
    onClipboard: () => (heard.clipboard += 1),
    onActive: () => undefined,
  });
  const down = (seq: number, grant = grantId) =>
    encodeInput({ type: 'down', grantId: grant, seq, button: 0, buttons: 1, clicks: 1, ...at });
  return { gate, receiver, heard, down };
}

const u8 = fc.integer({ min: 0, max: 0xff });
/** Bytes of no meaning, and bytes that begin as a message does. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc
    .tuple(fc.integer({ min: 0, max: 14 }), u8, fc.uint8Array({ maxLength: 40 }))
    .map(([type, seq, tail]) => new Uint8Array([1, type, 0, 0, 0, 7, 0, 0, 0, seq, ...tail])),
);
const channel = fc.constantFrom('moves' as const, 'keys' as const);

test('[I2] 100,000 random messages move nothing without a grant, and throw nothing with one', () => {
  const [without, under] = [receiving({ granted: false }), receiving()];
  fc.assert(
    fc.property(fc.array(fc.tuple(channel, bytes), { minLength: 100, maxLength: 100 }), (list) => {
      for (const [label, message] of list) {
        without.receiver.receive(label, message, 'direct');
        // Where it could be the next stroke, it is.
        if (message.length >= 10) new DataView(message.buffer).setUint32(6, under.gate.lastKey + 1);
        under.receiver.receive(label, message, 'relay');
      }
    }),
    { numRuns: 1000 },
  );
  expect(without.heard).toMatchObject({ applied: [], clipboard: 0 });
  expect(without.heard.answers.every(({ type }) => type === 'refused')).toBe(true);
  expect(under.heard.applied.length).toBeGreaterThan(100);
});

test('[I2] a stroke that comes by both paths is carried out once, and answered by each', () => {
  const { receiver, heard, down } = receiving();
  receiver.receive('keys', down(1), 'direct');
  receiver.receive('keys', down(1), 'relay');
  receiver.answer();
  expect(heard.applied).toHaveLength(1);
  expect(heard.answers).toEqual([
    { type: 'done', grantId, seq: 1 },
    { type: 'done', grantId, seq: 1 },
  ]);
});

test('[I2] a copy on `moves` is carried out and answered once, and an old one is left alone', () => {
  const { receiver, heard, down } = receiving();
  receiver.receive('moves', down(1), 'relay');
  receiver.answer();
  receiver.receive('moves', down(1), 'relay');
  receiver.answer();
  expect(heard.applied).toHaveLength(1);
  expect(heard.answers).toEqual([{ type: 'done', grantId, seq: 1 }]);
  receiver.receive('moves', down(2, grantId + 1), 'relay');
  receiver.answer();
  expect(heard.answers).toHaveLength(1);
});

test('[I3] what comes between two beats is answered together, and nothing under a grant that is over', () => {
  const { gate, receiver, heard, down } = receiving();
  for (const seq of [1, 2, 3]) receiver.receive('keys', down(seq), 'direct');
  expect(heard.answers).toEqual([]);
  receiver.answer();
  receiver.answer();
  expect(heard.answers).toEqual([{ type: 'done', grantId, seq: 3 }]);
  receiver.receive('keys', down(4), 'direct');
  gate.close();
  receiver.answer();
  gate.open(grantId + 1, 'pointer');
  receiver.answer();
  expect(heard.answers).toHaveLength(1);
});

test('[I1] while the customer’s own hand is at work strokes are refused, told, and never made up for', () => {
  const { gate, receiver, heard, down } = receiving();
  gate.held = true;
  const move = encodeInput({ type: 'move', grantId, seq: 1, after: 0, buttons: 0, ...at });
  receiver.receive('moves', move, 'direct');
  receiver.receive('keys', down(1), 'direct');
  receiver.answer();
  expect(heard.answers).toEqual([
    { type: 'refused', grantId, seq: 1, reason: 'customer-active' },
    { type: 'done', grantId, seq: 1 },
  ]);
  gate.held = false;
  receiver.receive('keys', down(1), 'direct');
  expect(heard.applied).toEqual([]);
  receiver.receive('keys', down(2), 'direct');
  expect(heard.applied).toHaveLength(1);
});

test('[I5] what is about a clipboard moves nothing, and waits for nobody’s mouse', () => {
  const { gate, receiver, heard } = receiving();
  gate.held = true;
  const clip = { type: 'clip', grantId, seq: 1, part: 0, last: true, text: 'a' } as const;
  receiver.receive('keys', encodeInput(clip), 'direct');
  receiver.receive('keys', encodeInput({ ...clip, grantId: 8, seq: 2 }), 'direct');
  expect(heard).toMatchObject({ applied: [], clipboard: 1 });
});
