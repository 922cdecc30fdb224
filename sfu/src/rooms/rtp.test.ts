import { describe, expect, it } from 'vitest';
import { present, toRtpCapabilities, toRtpParameters } from './rtp.ts';

const vp8 = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 };
const mid = 'urn:ietf:params:rtp-hdrext:sdes:mid';

describe('RTP parameters on their way to mediasoup', () => {
  it('[S6] lose what is undefined, at any depth, and nothing else', () => {
    const given = { a: undefined, b: null, c: [{ d: undefined, e: 0 }], f: { g: false } };
    expect(present(given)).toStrictEqual({ b: null, c: [{ e: 0 }], f: { g: false } });
  });

  it('[S6] lose header extensions that mediasoup does not know', () => {
    const headerExtensions = [
      { uri: mid, id: 4 },
      { uri: 'urn:example:unknown', id: 5 },
    ];
    const made = toRtpParameters('video', { codecs: [vp8], encodings: [{}], headerExtensions });
    expect(made.headerExtensions).toEqual([{ uri: mid, id: 4 }]);
  });

  it('[S6] are refused with a codec of the other kind', () => {
    const message = { codecs: [vp8], encodings: [{ ssrc: 1 }] };
    expect(() => toRtpParameters('audio', message)).toThrow('bad-request');
  });

  it('[S6] capabilities lose codecs without a payload type', () => {
    const codec = { kind: 'video' as const, mimeType: 'video/VP8', clockRate: 90_000 };
    const usable = { ...codec, preferredPayloadType: 96 };
    const made = toRtpCapabilities({ codecs: [codec, usable], headerExtensions: [] });
    expect(made.codecs).toEqual([usable]);
  });
});
