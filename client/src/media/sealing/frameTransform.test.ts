import { describe, expect, it } from 'vitest';
import { deriveFrameKey } from './contentKey.ts';
import { FrameOpener, FrameSealer } from './frameCipher.ts';
import type { EncodedFrame } from '../encodedFrame.ts';
import { openFrames, sealFrames } from './frameTransform.ts';

async function pair() {
  const context = { requestId: 'request', owner: 'sharer', generation: 1 };
  const content = await deriveFrameKey(new Uint8Array(32), context);
  const [sealer, opener] = [new FrameSealer(), new FrameOpener()];
  const key = { owner: 'sharer', generation: 1, mode: 'sealed', content } as const;
  sealer.setKey(key);
  opener.setKey(key);
  return { sealer, opener };
}

function frameOf(type: EncodedFrame['type'], mimeType?: string, length = 40): EncodedFrame {
  const data = Uint8Array.from({ length }, (_, at) => at).buffer;
  return {
    data,
    ...(type && { type }),
    getMetadata: () => (mimeType === undefined ? {} : { mimeType }),
  };
}
const bytesOf = ({ data }: EncodedFrame): number[] => [...new Uint8Array(data)];

describe('[E4] frames', () => {
  it.each([
    ['a key frame', 'key', 'video/VP8', 10],
    ['a frame between', 'delta', 'video/VP8', 3],
    ['a frame of a browser that does not name the codec', 'delta', undefined, 3],
    ['a sound', undefined, 'audio/opus', 0],
  ] as const)(
    'of %s, what its packetiser needs stays readable',
    async (_what, type, mime, clear) => {
      const { sealer, opener } = await pair();
      const frame = frameOf(type, mime);
      expect(await sealFrames(sealer, 1)(frame)).toBe(true);
      const sealed = bytesOf(frame);
      expect(sealed.slice(0, clear)).toEqual(bytesOf(frameOf(type)).slice(0, clear));
      expect(sealed.slice(clear, 40)).not.toEqual(bytesOf(frameOf(type)).slice(clear));
      expect(sealed).toHaveLength(40 + 16 + 16);
      expect(await openFrames(opener, 'sharer')(frame)).toBe(true);
      expect(bytesOf(frame)).toEqual(bytesOf(frameOf(type)));
    },
  );
  it('of silence nothing is made to be sent', async () => {
    const { sealer } = await pair();
    expect(await sealFrames(sealer, 1)(frameOf(undefined, 'audio/opus', 0))).toBe(false);
    expect(await sealFrames(sealer, 1)(frameOf(undefined, 'audio/opus', 1))).toBe(true);
  });

  it.each(['key', 'delta'] as const)(
    'of AV1 (%s) travel whole in one OBU, nothing of them readable',
    async (type) => {
      const { sealer, opener } = await pair();
      const frame = frameOf(type, 'video/AV1', 400);
      expect(await sealFrames(sealer, 1)(frame)).toBe(true);
      const sealed = bytesOf(frame);
      // Header, two bytes of size, the frame, the tag, the trailer.
      expect(sealed).toHaveLength(3 + 400 + 16 + 16);
      expect(sealed[0]).toBe(type === 'key' ? 0x0a : 0x32);
      expect(sealed.join(' ')).not.toContain('5 6 7 8');
      expect(await openFrames(opener, 'sharer')(frame)).toBe(true);
      expect(bytesOf(frame)).toEqual(bytesOf(frameOf(type, 'video/AV1', 400)));
    },
  );
  it('of AV1 that were changed on the way do not come in', async () => {
    const { sealer, opener } = await pair();
    for (const at of [1, 50]) {
      const frame = frameOf('delta', 'video/AV1');
      await sealFrames(sealer, 1)(frame);
      new Uint8Array(frame.data)[at]! ^= 1;
      expect(await openFrames(opener, 'sharer')(frame)).toBe(false);
    }
  });
  it('of AV1 stay as they are where nothing is sealed', async () => {
    const { sealer } = await pair();
    const context = { requestId: 'request', owner: 'sharer', generation: 2 };
    const content = await deriveFrameKey(new Uint8Array(32), context);
    sealer.setKey({ generation: 2, mode: 'open', content });
    const frame = frameOf('key', 'video/AV1');
    expect(await sealFrames(sealer, 1)(frame)).toBe(true);
    expect(bytesOf(frame)).toEqual(bytesOf(frameOf('key')));
  });
  it('shorter than what would be readable come through', async () => {
    const { sealer, opener } = await pair();
    const frame = frameOf('key', 'video/VP8', 2);
    await sealFrames(sealer, 1)(frame);
    expect(await openFrames(opener, 'sharer')(frame)).toBe(true);
    expect(bytesOf(frame)).toEqual([0, 1]);
  });
  it('of codecs that cannot be sealed do not go out, unless nothing is sealed', async () => {
    const { sealer } = await pair();
    expect(await sealFrames(sealer, 1)(frameOf('key', 'video/H264'))).toBe(false);
    const content = await deriveFrameKey(new Uint8Array(32), {
      requestId: 'request',
      owner: 'sharer',
      generation: 2,
    });
    sealer.setKey({ generation: 2, mode: 'open', content });
    expect(await sealFrames(sealer, 1)(frameOf('key', 'video/H264'))).toBe(true);
  });
  it('do not go out before there is a key, nor come in from somebody else', async () => {
    const { sealer, opener } = await pair();
    expect(await sealFrames(new FrameSealer(), 1)(frameOf('key'))).toBe(false);
    const frame = frameOf('key');
    await sealFrames(sealer, 1)(frame);
    expect(await openFrames(opener, 'somebody')(frame)).toBe(false);
    expect(await openFrames(opener, 'sharer')(frameOf('key'))).toBe(false);
  });
});
