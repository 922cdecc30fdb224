import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ControlLevel } from '@beside/shared/domain/control';
import { encodeInput } from '@beside/shared/protocol/input';
import { InputGate } from '../control/inputGate.ts';
import { createInputReceiver } from '../control/inputReceiver.ts';
import { InputSender } from '../control/inputSender.ts';
import { maxClipboardBytes } from './clipboardText.ts';
import { createCustomerClipboard, type CustomerClipboardView } from './customerClipboard.ts';
import { createTechnicianClipboard, type TechnicianClipboardView } from './technicianClipboard.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const grantId = 9;

/** Both ends as they are in a session, over a wire that can be cut on the way back. */
function together({ level = 'pointer-and-keyboard' }: { level?: ControlLevel } = {}) {
  const gate = new InputGate();
  gate.open(grantId, level);
  const wire = { back: true };
  const seen = {
    customer: null as CustomerClipboardView | null,
    technician: null as TechnicianClipboardView | null,
    told: [] as string[],
    inserted: [] as string[],
    clipboard: { text: 'mine', readable: true },
    secret: 'hunter2',
    refuses: false,
  };
  const answer = (bytes: Uint8Array): void => {
    if (wire.back) sender.answer(bytes, 0);
  };
  const customer = createCustomerClipboard({
    say: (message) => answer(encodeInput({ ...message, grantId })),
    tell: (to) => seen.told.push(to),
    mayInsert: () => gate.grant?.level === 'pointer-and-keyboard',
    keepCaret: () => undefined,
    insert(text) {
      if (!seen.refuses) seen.inserted.push(text);
      return Promise.resolve(seen.refuses ? 'private' : undefined);
    },
    isPrivate: (text) => text.includes(seen.secret),
    clipboard: {
      readText: () =>
        seen.clipboard.readable
          ? Promise.resolve(seen.clipboard.text)
          : Promise.reject(new Error('not allowed')),
      writeText(text) {
        if (!seen.clipboard.readable) return Promise.reject(new Error('not allowed'));
        seen.clipboard.text = text;
        return Promise.resolve();
      },
    },
    onChange: (view) => (seen.customer = view),
  });
  const receiver = createInputReceiver({
    gate,
    surface: () => null,
    reply: (_, bytes) => answer(bytes),
    onClipboard: (message) => customer.receive(message),
    onActive: () => undefined,
  });
  const sender = new InputSender({
    send(channel, bytes) {
      receiver.receive(channel, bytes, 'direct');
      return true;
    },
    onRefused: () => undefined,
    onHold: () => undefined,
    onClipboard: (message) => technician.receive(message),
  });
  sender.setGrant(grantId);
  const technician = createTechnicianClipboard({
    stroke: (stroke) => sender.stroke(stroke, 0),
    onChange: (view) => (seen.technician = view),
  });
  return { seen, wire, customer, technician, receiver };
}

const long = '🙂 ä\n'.repeat(9_000);

test('[I5] text to the customer: seen whole, written by their own decision, told without the text', async () => {
  const { seen, customer, technician } = together();
  technician.offer(long);
  expect(seen.customer).toEqual({ state: 'offered', text: long, mayInsert: true, failed: false });
  expect([seen.clipboard.text, seen.told]).toEqual(['mine', []]);
  await customer.take('copy');
  expect(seen.clipboard.text).toBe(long);
  expect(seen.technician).toMatchObject({ state: 'answered', answer: 'written' });
  expect([seen.customer, seen.told]).toEqual([null, ['customer']]);
});

test('[I5] it is inserted where the hand may type, and told where that is refused', async () => {
  const { seen, customer, technician } = together();
  technician.offer('abc');
  await customer.take('insert');
  expect(seen.inserted).toEqual(['abc']);
  expect(seen.technician).toMatchObject({ answer: 'inserted' });
  seen.refuses = true;
  technician.offer('def');
  await customer.take('insert');
  expect(seen.technician).toMatchObject({ answer: 'failed' });
  expect([seen.inserted, seen.told]).toEqual([['abc'], ['customer']]);
  const pointing = together({ level: 'pointer' });
  pointing.technician.offer('abc');
  expect(pointing.seen.customer).toMatchObject({ mayInsert: false });
});

test('[I5] what the browser does not write stays in front of the customer', async () => {
  const { seen, customer, technician } = together();
  seen.clipboard.readable = false;
  technician.offer('abc');
  await customer.take('copy');
  expect(seen.customer).toMatchObject({ state: 'offered', text: 'abc', failed: true });
  expect(seen.told).toEqual([]);
});

test('[I5] text from the customer: asked for, read by their click, changed, sent by another', async () => {
  const { seen, customer, technician } = together();
  technician.ask();
  expect(seen.customer).toEqual({ state: 'asked', draft: null, problem: null });
  await customer.read();
  expect(seen.customer).toMatchObject({ draft: 'mine' });
  expect(seen.technician).toEqual({ state: 'asked' });
  customer.send('mine, shortened');
  expect(seen.technician).toEqual({ state: 'received', text: 'mine, shortened' });
  expect([seen.customer, seen.told]).toEqual([null, ['technician']]);
});

test('[I5] nothing of a private field, whole or as a part', async () => {
  const { seen, customer, technician } = together();
  seen.clipboard.text = 'user hunter2';
  technician.ask();
  await customer.read();
  expect(seen.customer).toEqual({ state: 'asked', draft: '', problem: 'private' });
  customer.send('hunter2');
  expect(seen.customer).toMatchObject({ problem: 'private' });
  expect(seen.technician).toEqual({ state: 'asked' });
});

test('[I5] what cannot be read can be typed, and no means no', async () => {
  const { seen, customer, technician } = together();
  seen.clipboard.readable = false;
  technician.ask();
  await customer.read();
  expect(seen.customer).toEqual({ state: 'asked', draft: '', problem: 'unreadable' });
  customer.send('pasted');
  expect(seen.technician).toEqual({ state: 'received', text: 'pasted' });
  technician.ask();
  customer.decline();
  expect(seen.technician).toMatchObject({ state: 'answered', answer: 'declined' });
  expect(seen.customer).toBeNull();
});

test('[I5] texts have a bound, at both ends and both ways', async () => {
  const { seen, technician, receiver } = together();
  const tooLong = 'x'.repeat(maxClipboardBytes + 1);
  technician.offer(tooLong);
  expect(seen.technician).toMatchObject({ answer: 'too-large' });
  expect(seen.customer).toBeNull();
  seen.technician = null;
  for (let seq = 1; seq <= 30; seq += 1) {
    const part = { part: seq - 1, last: seq === 30, text: 'y'.repeat(4_000) };
    receiver.receive('keys', encodeInput({ type: 'clip', grantId, seq, ...part }), 'direct');
  }
  expect(seen.customer).toBeNull();
  expect(seen.technician).toMatchObject({ answer: 'too-large' });
  const other = together();
  other.technician.ask();
  await other.customer.read();
  other.customer.send(tooLong);
  expect(other.seen.customer).toMatchObject({ problem: 'too-large' });
});

test('[I5] what does not arrive is sent again, arrives once, and is not sent for ever', async () => {
  const { seen, wire, customer, technician } = together();
  technician.ask();
  await customer.read();
  wire.back = false;
  customer.send(long);
  expect(seen.customer).toEqual({ state: 'sending' });
  wire.back = true;
  vi.advanceTimersByTime(1_000);
  expect(seen.technician).toEqual({ state: 'received', text: long });
  expect(seen.customer).toBeNull();
  technician.dismiss();
  vi.advanceTimersByTime(10_000);
  expect(seen.technician).toBeNull();
  technician.ask();
  await customer.read();
  wire.back = false;
  customer.send('lost');
  vi.advanceTimersByTime(10_000);
  expect(seen.customer).toMatchObject({ state: 'asked', draft: 'lost', problem: 'not-sent' });
  customer.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('[I5] with the grant goes what was asked under it', () => {
  const { seen, customer, technician } = together();
  technician.offer('abc');
  customer.reset();
  technician.lapse();
  expect([seen.customer, seen.technician]).toEqual([null, null]);
});

test('[I5] a text that came stays with the technician when the grant is over', async () => {
  const { seen, customer, technician } = together();
  technician.ask();
  await customer.read();
  customer.send('abc');
  customer.reset();
  technician.lapse();
  expect(seen.technician).toEqual({ state: 'received', text: 'abc' });
});
