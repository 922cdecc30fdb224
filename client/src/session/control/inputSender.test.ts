import { expect, test } from 'vitest';
import { decodeInput, encodeInput } from '@beside/shared/protocol/input';
import type { HandMessage } from '../surface/surface.ts';
import { InputGate } from './inputGate.ts';
import { InputSender } from './inputSender.ts';

const grantId = 9;
const press = { type: 'down', x: 1, y: 2, modifiers: 0, button: 0, buttons: 1, clicks: 1 } as const;

/** A sender whose channel loses, doubles or keeps messages as it is told. */
function wired() {
  const gate = new InputGate();
  gate.open(grantId, 'pointer-and-keyboard');
  const wire = { up: true };
  const passed: number[] = [];
  const sent: string[] = [];
  const sender = new InputSender({
    send(channel, bytes) {
      sent.push(channel);
      if (!wire.up) return false;
      const message = decodeInput(bytes) as HandMessage;
      if (gate.judge(message, channel).pass) passed.push(message.seq);
      sender.answer(encodeInput({ type: 'done', grantId, seq: gate.lastKey }), 0);
      return true;
    },
    onRefused: () => undefined,
    onHold: () => undefined,
    onClipboard: () => undefined,
  });
  sender.setGrant(grantId);
  return { sender, wire, sent, passed };
}

test('[I2] strokes made while the path was dead arrive after the change of path, once and in order', () => {
  const { sender, wire, passed } = wired();
  sender.stroke(press, 0);
  wire.up = false;
  sender.stroke(press, 10);
  sender.stroke(press, 20);
  wire.up = true;
  sender.pathChanged(30);
  sender.stroke(press, 40);
  sender.pathChanged(50);
  expect(passed).toEqual([1, 2, 3, 4]);
});

test('[I2] what is not answered in time is sent again by itself', () => {
  const { sender, wire, passed } = wired();
  wire.up = false;
  sender.stroke(press, 0);
  wire.up = true;
  sender.tick(100);
  expect(passed).toEqual([]);
  sender.tick(150);
  expect(passed).toEqual([1]);
});

test('[I3] on a line that loses, what waits goes along on `moves`, the next of it again and again', () => {
  const { sender, wire, sent, passed } = wired();
  wire.up = false;
  for (let made = 0; made < 40; made += 1) sender.stroke(press, 0);
  sent.length = 0;
  for (let now = 50; now <= 450; now += 50) sender.tick(now);
  expect(sent).toEqual(Array.from({ length: 96 }, () => 'moves'));
  wire.up = true;
  sender.tick(600);
  expect(passed).toEqual(Array.from({ length: 32 }, (_, at) => at + 1));
});

test('[I3] what is long is left to `keys`, and what comes after it as well', () => {
  const { sender, wire, sent } = wired();
  wire.up = false;
  sender.stroke({ type: 'text', text: 'x'.repeat(300) }, 0);
  sender.stroke(press, 0);
  sent.length = 0;
  for (let now = 100; now <= 900; now += 100) sender.tick(now);
  expect(sent).toEqual(['keys', 'keys']);
});

test('[I3] what got lost is sent again in time, though the typing goes on', () => {
  const { sender, wire, passed } = wired();
  wire.up = false;
  sender.stroke(press, 0);
  wire.up = true;
  for (let now = 50; now <= 500; now += 50) {
    sender.stroke(press, now);
    sender.tick(now);
  }
  expect(passed).toEqual(Array.from({ length: 11 }, (_, at) => at + 1));
});

test('[I3] what finds no answer is sent again later and later, and soon again after one', () => {
  const { sender, wire, sent, passed } = wired();
  wire.up = false;
  sender.stroke(press, 0);
  const tries: number[] = [];
  for (let now = 0; now <= 10_000; now += 100) {
    const before = sent.length;
    sender.tick(now);
    if (sent.slice(before).includes('keys')) tries.push(now);
  }
  expect(tries).toEqual([900, 2_600, 5_900, 9_200]);

  wire.up = true;
  sender.pathChanged(10_000);
  wire.up = false;
  sender.stroke(press, 10_000);
  wire.up = true;
  sender.tick(10_500);
  expect(passed).toEqual([1, 2]);
});

test('[I3][I7] where more is done than a dead link can keep, nothing stays held', () => {
  const types: string[] = [];
  const sender = new InputSender({
    send(_, bytes) {
      types.push(decodeInput(bytes)?.type ?? '');
      return true;
    },
    onRefused: () => undefined,
    onHold: () => undefined,
    onClipboard: () => undefined,
  });
  sender.setGrant(grantId);
  for (let made = 0; made < 4_000; made += 1) sender.stroke(press, 0);
  const answered = types.length;
  expect(answered).toBeLessThan(4_000);
  sender.answer(encodeInput({ type: 'done', grantId, seq: answered }), 10);
  sender.stroke({ ...press, type: 'up', buttons: 0 }, 20);
  expect(types.slice(answered)).toEqual(['release', 'up']);
});

test('[I1] without a grant nothing is sent, and what was unanswered goes with the grant', () => {
  const { sender, wire, passed } = wired();
  wire.up = false;
  sender.stroke(press, 0);
  sender.setGrant(null);
  wire.up = true;
  sender.tick(1000);
  sender.stroke(press, 1000);
  sender.move({ type: 'move', x: 0, y: 0, modifiers: 0, buttons: 0 });
  expect(passed).toEqual([]);
});

test('[I1] a hold is over when it is said, and when nothing is said of it any more', () => {
  const holds: (string | null)[] = [];
  const sender = new InputSender({
    send: () => true,
    onRefused: () => undefined,
    onHold: (reason) => holds.push(reason),
    onClipboard: () => undefined,
  });
  sender.setGrant(grantId);
  const hold = (reason: 'pointer' | 'none') =>
    encodeInput({ type: 'hold', grantId, seq: 0, reason });
  sender.answer(hold('pointer'), 0);
  sender.answer(hold('none'), 100);
  sender.answer(hold('pointer'), 1000);
  sender.tick(2000);
  sender.tick(2600);
  sender.answer(hold('pointer'), 3000);
  sender.setGrant(null);
  expect(holds).toEqual(['pointer', null, 'pointer', null, 'pointer', null]);
});
