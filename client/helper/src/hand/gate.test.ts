import { expect, test } from 'vitest';
import type { HelperTold, HelperView } from '@beside/shared/protocol/contract/helper';
import { encodeInput, type InputMessage } from '@beside/shared/protocol/input';
import { HelperGate } from './gate.ts';

type Batch = HelperTold<'helper:input'>;

const page = '11111111-1111-4111-8111-111111111111' as HelperView['page'];
const other = '22222222-2222-4222-8222-222222222222' as HelperView['page'];
const grant = { grantId: 77, level: 'pointer-and-keyboard', name: 'Toni' } as const;
const view = (more: Partial<HelperView> = {}): HelperView => ({
  version: 1,
  page,
  paused: false,
  control: grant,
  ...more,
});
const key = (grantId: number = grant.grantId): InputMessage => ({
  type: 'key-down',
  grantId,
  seq: 1,
  code: 'KeyA',
  key: 'a',
  modifiers: 0,
  location: 0,
  repeat: false,
});
const down = (grantId: number = grant.grantId): InputMessage => ({
  type: 'down',
  grantId,
  seq: 1,
  x: 1,
  y: 1,
  modifiers: 0,
  button: 0,
  buttons: 1,
  clicks: 1,
});
const encode = (message: InputMessage): string =>
  Buffer.from(encodeInput(message)).toString('base64');
const batch = (
  number: number,
  hand: InputMessage[] = [key()],
  more: Partial<Batch> = {},
): Batch => ({
  from: page,
  stream: 1,
  number,
  hand: hand.map(encode),
  ...more,
});

function agreed(first: HelperView = view()): HelperGate {
  const gate = new HelperGate();
  gate.agree();
  gate.follow(first);
  return gate;
}
const typesOf = (gate: HelperGate, input: Batch): string[] =>
  gate.judge(input, 0).messages.map(({ type }) => type);

test('[I3] nothing passes before the person at the machine has agreed', () => {
  const gate = new HelperGate();
  gate.follow(view());
  expect(gate.judge(batch(1), 0)).toEqual({ messages: [], done: null, release: false });
  gate.agree();
  expect(typesOf(gate, batch(1))).toEqual(['key-down']);
});

test('[I1] nothing passes from another page, without a grant, under another one, or while paused', () => {
  expect(typesOf(agreed(), batch(1, [key()], { from: other }))).toEqual([]);
  expect(typesOf(agreed(view({ control: null })), batch(1))).toEqual([]);
  expect(typesOf(agreed(), batch(1, [key(78)]))).toEqual([]);
  expect(typesOf(agreed(view({ paused: true })), batch(1))).toEqual([]);
});

test('[I1] a grant that is over stays over: what still comes under it is dropped and answered', () => {
  const gate = agreed();
  expect(gate.follow(view({ version: 2, control: null }))).toBe(true);
  expect(gate.judge(batch(1), 0)).toEqual({ messages: [], done: 1, release: true });
});

test('[I3] input under a grant that has not been heard of yet waits, and is not answered', () => {
  const gate = agreed(view({ control: null }));
  expect(gate.judge(batch(1), 0).done).toBeNull();
  gate.follow(view({ version: 2 }));
  expect(gate.judge(batch(1), 0)).toMatchObject({ messages: [{ type: 'key-down' }], done: 1 });
});

test('[I1] under a grant of the pointer alone no key passes', () => {
  const gate = agreed(view({ control: { ...grant, level: 'pointer' } }));
  expect(typesOf(gate, batch(1, [down(), key(), down()]))).toEqual(['down', 'down']);
});

test('[I3] a batch passes once and in order; what came before is answered again', () => {
  const gate = agreed();
  expect(gate.judge(batch(2), 0).done).toBeNull();
  expect(gate.judge(batch(1), 0).done).toBe(1);
  expect(gate.judge(batch(1), 0)).toEqual({ messages: [], done: 1, release: false });
  expect(gate.judge(batch(3), 0).done).toBeNull();
  expect(typesOf(gate, batch(2))).toEqual(['key-down']);
});

test('[I3] a new stream lets go of what the old one held, and the old one is not heard again', () => {
  const gate = agreed();
  gate.judge(batch(1), 0);
  expect(gate.judge(batch(1, [key()], { stream: 2 }), 0)).toMatchObject({ done: 1, release: true });
  expect(gate.judge(batch(2), 0)).toMatchObject({ messages: [], done: null });
});

test('[I3] bytes that are no message harm nothing: the others pass', () => {
  const gate = agreed();
  const hand = ['AAAA', encode(key()), 'not base64 at all', encode(down())];
  expect(typesOf(gate, { ...batch(1), hand })).toEqual(['key-down', 'down']);
});

test('[I5] what is about a clipboard, and what the hand alone is told, is nothing for the desktop', () => {
  const { grantId } = grant;
  const others: InputMessage[] = [
    { type: 'clip', grantId, seq: 1, part: 0, last: true, text: 'secret' },
    { type: 'clip-ask', grantId, seq: 2 },
    { type: 'clip-answer', grantId, seq: 3, answer: 'got' },
    { type: 'hold', grantId, seq: 0, reason: 'pointer' },
    { type: 'done', grantId, seq: 3 },
  ];
  expect(typesOf(agreed(), batch(1, [...others, down()]))).toEqual(['down']);
});

test('[I3] a flood is not carried out, and not answered until it has passed', () => {
  const gate = agreed();
  let carried = 0;
  let number = 1;
  for (let tries = 0; tries < 100; tries += 1) {
    const verdict = gate.judge(batch(number, Array<InputMessage>(32).fill(down())), 0);
    carried += verdict.messages.length;
    if (verdict.done !== null) number += 1;
  }
  expect(carried).toBeGreaterThan(500);
  expect(carried).toBeLessThanOrEqual(1_200);
  expect(gate.judge(batch(number, [down()]), 1_000).messages).toHaveLength(1);
});

test('[I7] a second without a sign counts as silence', () => {
  const gate = agreed();
  gate.judge(batch(1), 5_000);
  expect([gate.isSilent(6_000), gate.isSilent(6_001)]).toEqual([false, true]);
});

test('[I3] after the end, and while the connection is lost, nothing passes', () => {
  const closed = agreed();
  closed.close();
  closed.follow(view({ version: 9 }));
  expect(typesOf(closed, batch(1))).toEqual([]);
  const lost = agreed();
  lost.forget();
  expect(lost.judge(batch(1), 0).done).toBeNull();
  lost.follow(view());
  expect(typesOf(lost, batch(1))).toEqual(['key-down']);
});

test('[I1] an older state does not bring a grant back', () => {
  const gate = agreed(view({ version: 5, control: null }));
  gate.follow(view({ version: 4 }));
  expect(gate.grant).toBeNull();
});
