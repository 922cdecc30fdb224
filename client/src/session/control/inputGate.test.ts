import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HandMessage } from '../surface/surface.ts';
import { InputGate } from './inputGate.ts';

const grantId = 77;
const at = { x: 1, y: 1, modifiers: 0 };
const move = (seq: number, after: number, grant = grantId): HandMessage => ({
  type: 'move',
  grantId: grant,
  seq,
  after,
  buttons: 0,
  ...at,
});
const down = (seq: number, grant = grantId): HandMessage => ({
  type: 'down',
  grantId: grant,
  seq,
  button: 0,
  buttons: 1,
  clicks: 1,
  ...at,
});
const text = (seq: number): HandMessage => ({ type: 'text', grantId, seq, text: 'a' });

function opened(level: 'pointer' | 'pointer-and-keyboard' = 'pointer-and-keyboard') {
  const gate = new InputGate();
  gate.open(grantId, level);
  return gate;
}

test('[I1] without a grant nothing passes', () => {
  const gate = new InputGate();
  expect(gate.judge(down(1), 'keys')).toEqual({ pass: false, refuse: 'no-grant' });
  expect(gate.judge(move(1, 0), 'moves').pass).toBe(false);
});

test('[I1] another grant than the one in force does not count, nor does one taken back', () => {
  const gate = opened();
  expect(gate.judge(down(1, grantId + 1), 'keys').pass).toBe(false);
  expect(gate.judge(down(1), 'keys').pass).toBe(true);
  gate.close();
  expect(gate.judge(down(2), 'keys')).toEqual({ pass: false, refuse: 'no-grant' });
});

test('[I1] a pointer-only grant takes no keys', () => {
  const gate = opened('pointer');
  expect(gate.judge(down(1), 'keys').pass).toBe(true);
  expect(gate.judge(text(2), 'keys')).toEqual({ pass: false, refuse: 'level' });
  expect(gate.judge(down(3), 'keys').pass).toBe(true);
});

test('[I2] a stroke passes once and in order, however often it is sent', () => {
  const gate = opened();
  const passed = [1, 1, 3, 2, 1, 2, 3, 3, 4].filter((seq) => gate.judge(down(seq), 'keys').pass);
  expect(passed).toEqual([1, 2, 3, 4]);
});

test('[I2] of moves the newest wins, and one from before a click is not carried out after it', () => {
  const gate = opened();
  expect(gate.judge(move(2, 0), 'moves').pass).toBe(true);
  expect(gate.judge(move(1, 0), 'moves').pass).toBe(false);
  gate.judge(down(1), 'keys');
  expect(gate.judge(move(3, 0), 'moves').pass).toBe(false);
  expect(gate.judge(move(4, 1), 'moves').pass).toBe(true);
});

test('[I2] a stroke passes by either channel, once; a move on `keys` is thrown away', () => {
  const gate = opened();
  expect(gate.judge(down(1), 'moves').pass).toBe(true);
  expect(gate.judge(down(1), 'keys').pass).toBe(false);
  expect(gate.judge(down(3), 'moves').pass).toBe(false);
  expect(gate.judge(down(2), 'keys').pass).toBe(true);
  expect(gate.judge(move(1, 2), 'keys').pass).toBe(false);
});

test('[I1] in 100,000 random messages none passes without the grant in force', () => {
  const message = fc.oneof(
    fc.record({ kind: fc.constant('open' as const), id: fc.integer({ min: 1, max: 3 }) }),
    fc.constant({ kind: 'close' as const, id: 0 }),
    fc.record({
      kind: fc.constantFrom('down' as const, 'move' as const),
      id: fc.integer({ min: 1, max: 3 }),
    }),
  );
  fc.assert(
    fc.property(fc.array(message, { minLength: 1000, maxLength: 1000 }), (steps) => {
      const gate = new InputGate();
      let inForce: number | null = null;
      let seq = 0;
      for (const { kind, id } of steps) {
        if (kind === 'open') {
          gate.open(id, 'pointer-and-keyboard');
          inForce = id;
          seq = 0;
        } else if (kind === 'close') {
          gate.close();
          inForce = null;
        } else {
          const passed =
            kind === 'down'
              ? gate.judge(down(seq + 1, id), 'keys').pass
              : gate.judge(move(1e6, seq, id), 'moves').pass;
          if (passed) expect(id).toBe(inForce);
          if (passed && kind === 'down') seq += 1;
        }
      }
    }),
    { numRuns: 100 },
  );
});
