import { expect, test } from 'vitest';
import type { PictureFigures } from '../live.ts';
import { judgeQuality, type QualitySample } from './judgeQuality.ts';

const fine: PictureFigures = {
  width: 1280,
  height: 720,
  framesPerSecond: 30,
  roundTripMs: 20,
  loss: 0,
  kilobitsPerSecond: 900,
  unevenMs: 10,
  codec: 'VP8',
  protocol: 'udp',
  turned: false,
};
const seconds = (change: Partial<PictureFigures>, count = 5): QualitySample[] =>
  Array.from({ length: count }, (_, at) => ({ at: at * 1000, figures: { ...fine, ...change } }));

test.each([
  [{}, 'excellent', null],
  [{ loss: 0.02 }, 'good', 'loss'],
  [{ loss: 0.05 }, 'weak', 'loss'],
  [{ loss: 0.2 }, 'very-weak', 'loss'],
  [{ roundTripMs: 150 }, 'good', 'delay'],
  [{ roundTripMs: 300 }, 'weak', 'delay'],
  [{ roundTripMs: 900 }, 'very-weak', 'delay'],
  [{ unevenMs: 200 }, 'weak', 'uneven'],
  [{ protocol: 'tcp' }, 'good', 'tcp'],
  [{ protocol: 'tcp', roundTripMs: 300 }, 'weak', 'delay'],
  [{ roundTripMs: 120, loss: 0.05 }, 'weak', 'loss'],
] as const)('[S5] %o is said to be %s because of %s', (change, grade, reason) => {
  expect(judgeQuality(seconds(change))).toEqual({ grade, reason });
});

test('[S5] one bad second among five is no reason to say so', () => {
  expect(judgeQuality([...seconds({}, 4), ...seconds({ roundTripMs: 400 }, 1)])?.grade).toBe(
    'excellent',
  );
  expect(judgeQuality([...seconds({ loss: 1 }, 3), ...seconds({}, 5)])?.grade).toBe('excellent');
});

test('[S5] before anything is measured nothing is said, and what is not known spoils nothing', () => {
  expect(judgeQuality([])).toBeNull();
  expect(judgeQuality([{ at: 0, figures: null }])).toBeNull();
  expect(
    judgeQuality(seconds({ loss: null, roundTripMs: null, unevenMs: null, protocol: null })),
  ).toEqual({ grade: 'excellent', reason: null });
});
