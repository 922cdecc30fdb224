import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beatPaths, decodeBeat, encodeBeat } from './beat.ts';

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const beats = fc.record({
  seq: u32,
  echoSeq: u32,
  echoDelayMs: fc.integer({ min: 0, max: 0xffff }),
  epoch: u32,
  wanted: fc.constantFrom(...beatPaths),
  carrying: fc.constantFrom(...beatPaths),
  paused: fc.boolean(),
});

test('[S6] every beat comes out of the codec as it went in', () => {
  fc.assert(
    fc.property(beats, (beat) => {
      expect(decodeBeat(encodeBeat(beat))).toEqual(beat);
    }),
  );
});

test('[S6] nothing else is a beat', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const beat = decodeBeat(bytes);
      if (beat) expect([...encodeBeat(beat)]).toEqual([...bytes]);
    }),
    { numRuns: 5000 },
  );
});
