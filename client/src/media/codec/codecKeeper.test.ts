import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Scope } from '@beside/shared/lib/scope';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import type { MediaPath, PathEvents } from '../path.ts';
import type { VideoCodec } from './chooseCodec.ts';
import { keepCodec } from './codecKeeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const strong = { moving: 'AV1', resting: 'AV1' } as const;
const weak = { moving: 'VP8', resting: 'AV1' } as const;

/** A path that writes down what it is told, and whose encoder is busy for a share of each second. */
function pathWith(busy: number, pace = { fps: 20 }) {
  const told: VideoCodec[] = [];
  const sent = {
    ...{ id: 'o', type: 'outbound-rtp', kind: 'video', active: true },
    ...{ timestamp: 0 },
  };
  const counters = { framesEncoded: 0, totalEncodeTime: 0 };
  const path = {
    events: new TypedEmitter<PathEvents>(),
    setCodec(codec: VideoCodec) {
      if (told.at(-1) !== codec) told.push(codec);
    },
    sentStats() {
      sent.timestamp += 1_000;
      counters.framesEncoded += pace.fps;
      counters.totalEncodeTime += busy;
      return Promise.resolve(
        new Map([['o', { ...sent, ...counters }]]) as unknown as RTCStatsReport,
      );
    },
  } as unknown as MediaPath;
  return { path, told };
}
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);

it('[S8] both paths step down once the encoder of one is strained, and stay so', async () => {
  const [direct, relay] = [pathWith(0.95), pathWith(0.1)];
  const scope = new Scope();
  keepCodec({ codec: strong, scope }, [direct.path, relay.path]);
  await pass(3);
  expect(relay.told).toEqual(['AV1']);
  await pass(10);
  expect([direct.told, relay.told]).toEqual([
    ['AV1', 'VP8'],
    ['AV1', 'VP8'],
  ]);
  scope.close();
});

it('[S8] who keeps up stays with it, until somebody has no decoder', async () => {
  const [direct, relay] = [pathWith(0.5), pathWith(0.5)];
  const scope = new Scope();
  keepCodec({ codec: strong, scope }, [direct.path, relay.path]);
  await pass(20);
  expect(direct.told).toEqual(['AV1']);
  relay.path.events.emit('refused', undefined);
  relay.path.events.emit('refused', undefined);
  expect(direct.told).toEqual(['AV1', 'VP8']);
  scope.close();
  expect([relay.path.events.size, vi.getTimerCount()]).toEqual([0, 0]);
});

it('[S8] on a weak machine a picture that rests is sent in AV1, and one that moves in VP8', async () => {
  const pace = { fps: 30 };
  const [direct, relay] = [pathWith(0.3, pace), pathWith(0.3)];
  keepCodec({ codec: weak, scope: new Scope() }, [direct.path, relay.path]);
  await pass(10);
  expect(direct.told).toEqual(['VP8']);
  pace.fps = 5;
  await pass(4);
  expect(direct.told).toEqual(['VP8', 'AV1']);
  pace.fps = 30;
  await pass(3);
  expect(direct.told).toEqual(['VP8', 'AV1', 'VP8']);
  // The other path has a picture of its own.
  expect(relay.told).toEqual(['VP8']);
});

it('[S8] a machine that has only VP8 is not looked at', async () => {
  const direct = pathWith(1);
  keepCodec({ codec: { moving: 'VP8', resting: 'VP8' }, scope: new Scope() }, [direct.path]);
  await pass(5);
  expect([direct.told, vi.getTimerCount()]).toEqual([['VP8'], 0]);
});
