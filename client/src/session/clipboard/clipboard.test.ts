import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ControlLevel } from '@beside/shared/domain/control';
import { encodeInput } from '@beside/shared/protocol/input';
import { InputGate } from '../control/inputGate.ts';
import { createInputReceiver } from '../control/inputReceiver.ts';
import { InputSender } from '../control/inputSender.ts';
import { maxClipboardBytes } from './clipboardText.ts';
import { createSharerClipboard, type SharerClipboardView } from './sharerClipboard.ts';
import { createViewerClipboard, type ViewerClipboardView } from './viewerClipboard.ts';

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
    sharer: null as SharerClipboardView | null,
    viewer: null as ViewerClipboardView | null,
    told: [] as string[],
    inserted: [] as string[],
    clipboard: { text: 'mine', readable: true },
    secret: 'hunter2',
    refuses: false,
  };
  const answer = (bytes: Uint8Array): void => {
    if (wire.back) sender.answer(bytes, 0);
  };
  const sharer = createSharerClipboard({
    say: (message) => answer(encodeInput({ ...message, grantId })),
    tell: (to) => seen.told.push(to),
    page: {
      mayInsert: () => gate.grant?.level === 'pointer-and-keyboard',
      keepCaret: () => undefined,
      insert(text) {
        if (!seen.refuses) seen.inserted.push(text);
        return Promise.resolve(seen.refuses ? 'private' : undefined);
      },
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
    onChange: (view) => (seen.sharer = view),
  });
  const receiver = createInputReceiver({
    gate,
    surface: () => null,
    reply: (_, bytes) => answer(bytes),
    onClipboard: (message) => sharer.receive(message),
    onActive: () => undefined,
  });
  const sender = new InputSender({
    send(channel, bytes) {
      receiver.receive(channel, bytes, 'direct');
      return true;
    },
    onRefused: () => undefined,
    onHold: () => undefined,
    onClipboard: (message) => viewer.receive(message),
  });
  sender.setGrant(grantId);
  const viewer = createViewerClipboard({
    stroke: (stroke) => sender.stroke(stroke, 0),
    onChange: (view) => (seen.viewer = view),
  });
  return { seen, wire, sharer, viewer, receiver };
}

const long = '🙂 ä\n'.repeat(9_000);

test('[I5] text to the customer: seen whole, written by their own decision, told without the text', async () => {
  const { seen, sharer, viewer } = together();
  viewer.offer(long);
  expect(seen.sharer).toEqual({ state: 'offered', text: long, mayInsert: true, failed: false });
  expect([seen.clipboard.text, seen.told]).toEqual(['mine', []]);
  await sharer.take('copy');
  expect(seen.clipboard.text).toBe(long);
  expect(seen.viewer).toMatchObject({ state: 'answered', answer: 'written' });
  expect([seen.sharer, seen.told]).toEqual([null, ['sharer']]);
});

test('[I5] it is inserted where the hand may type, and told where that is refused', async () => {
  const { seen, sharer, viewer } = together();
  viewer.offer('abc');
  await sharer.take('insert');
  expect(seen.inserted).toEqual(['abc']);
  expect(seen.viewer).toMatchObject({ answer: 'inserted' });
  seen.refuses = true;
  viewer.offer('def');
  await sharer.take('insert');
  expect(seen.viewer).toMatchObject({ answer: 'failed' });
  expect([seen.inserted, seen.told]).toEqual([['abc'], ['sharer']]);
  const pointing = together({ level: 'pointer' });
  pointing.viewer.offer('abc');
  expect(pointing.seen.sharer).toMatchObject({ mayInsert: false });
});

test('[I5] what the browser does not write stays in front of the customer', async () => {
  const { seen, sharer, viewer } = together();
  seen.clipboard.readable = false;
  viewer.offer('abc');
  await sharer.take('copy');
  expect(seen.sharer).toMatchObject({ state: 'offered', text: 'abc', failed: true });
  expect(seen.told).toEqual([]);
});

test('[I5] text from the customer: asked for, read by their click, changed, sent by another', async () => {
  const { seen, sharer, viewer } = together();
  viewer.ask();
  expect(seen.sharer).toEqual({ state: 'asked', draft: null, problem: null });
  await sharer.read();
  expect(seen.sharer).toMatchObject({ draft: 'mine' });
  expect(seen.viewer).toEqual({ state: 'asked' });
  sharer.send('mine, shortened');
  expect(seen.viewer).toEqual({ state: 'received', text: 'mine, shortened' });
  expect([seen.sharer, seen.told]).toEqual([null, ['viewer']]);
});

test('[I5] nothing of a private field, whole or as a part', async () => {
  const { seen, sharer, viewer } = together();
  seen.clipboard.text = 'user hunter2';
  viewer.ask();
  await sharer.read();
  expect(seen.sharer).toEqual({ state: 'asked', draft: '', problem: 'private' });
  sharer.send('hunter2');
  expect(seen.sharer).toMatchObject({ problem: 'private' });
  expect(seen.viewer).toEqual({ state: 'asked' });
});

test('[I5] what cannot be read can be typed, and no means no', async () => {
  const { seen, sharer, viewer } = together();
  seen.clipboard.readable = false;
  viewer.ask();
  await sharer.read();
  expect(seen.sharer).toEqual({ state: 'asked', draft: '', problem: 'unreadable' });
  sharer.send('pasted');
  expect(seen.viewer).toEqual({ state: 'received', text: 'pasted' });
  viewer.ask();
  sharer.decline();
  expect(seen.viewer).toMatchObject({ state: 'answered', answer: 'declined' });
  expect(seen.sharer).toBeNull();
});

test('[I5] texts have a bound, at both ends and both ways', async () => {
  const { seen, viewer, receiver } = together();
  const tooLong = 'x'.repeat(maxClipboardBytes + 1);
  viewer.offer(tooLong);
  expect(seen.viewer).toMatchObject({ answer: 'too-large' });
  expect(seen.sharer).toBeNull();
  seen.viewer = null;
  for (let seq = 1; seq <= 30; seq += 1) {
    const part = { part: seq - 1, last: seq === 30, text: 'y'.repeat(4_000) };
    receiver.receive('keys', encodeInput({ type: 'clip', grantId, seq, ...part }), 'direct');
  }
  expect(seen.sharer).toBeNull();
  expect(seen.viewer).toMatchObject({ answer: 'too-large' });
  const other = together();
  other.viewer.ask();
  await other.sharer.read();
  other.sharer.send(tooLong);
  expect(other.seen.sharer).toMatchObject({ problem: 'too-large' });
});

test('[I5] what does not arrive is sent again, arrives once, and is not sent for ever', async () => {
  const { seen, wire, sharer, viewer } = together();
  viewer.ask();
  await sharer.read();
  wire.back = false;
  sharer.send(long);
  expect(seen.sharer).toEqual({ state: 'sending' });
  wire.back = true;
  vi.advanceTimersByTime(1_000);
  expect(seen.viewer).toEqual({ state: 'received', text: long });
  expect(seen.sharer).toBeNull();
  viewer.dismiss();
  vi.advanceTimersByTime(10_000);
  expect(seen.viewer).toBeNull();
  viewer.ask();
  await sharer.read();
  wire.back = false;
  sharer.send('lost');
  vi.advanceTimersByTime(10_000);
  expect(seen.sharer).toMatchObject({ state: 'asked', draft: 'lost', problem: 'not-sent' });
  sharer.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('[I5] with the grant goes what was asked under it', () => {
  const { seen, sharer, viewer } = together();
  viewer.offer('abc');
  sharer.reset();
  viewer.lapse();
  expect([seen.sharer, seen.viewer]).toEqual([null, null]);
});

test('[I5] a text that came stays with the technician when the grant is over', async () => {
  const { seen, sharer, viewer } = together();
  viewer.ask();
  await sharer.read();
  sharer.send('abc');
  sharer.reset();
  viewer.lapse();
  expect(seen.viewer).toEqual({ state: 'received', text: 'abc' });
});

test('[I6] what was copied out of a private place is not offered either', () => {
  const offered: string[] = [];
  let seen: ViewerClipboardView | null = null;
  const viewer = createViewerClipboard({
    stroke: ({ type }) => offered.push(type),
    isPrivate: (text) => text.includes('hunter2'),
    onChange: (view) => (seen = view),
  });
  viewer.offer('user hunter2');
  expect([offered, seen]).toMatchObject([[], { state: 'answered', answer: 'private' }]);
  viewer.offer('user');
  expect([offered, seen]).toMatchObject([['clip'], { state: 'offered' }]);
});
