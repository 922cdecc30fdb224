import { expect, it } from 'vitest';
import { setEncodingCodec } from './setEncodingCodec.ts';

const vp8 = { mimeType: 'video/VP8', clockRate: 90_000, payloadType: 96 };
const av1 = { mimeType: 'video/AV1', clockRate: 90_000, payloadType: 45, sdpFmtpLine: 'profile=0' };

it('[S8] an encoding goes on in a codec that was negotiated, and is left alone otherwise', () => {
  const encoding: RTCRtpEncodingParameters & { codec?: RTCRtpCodec } = { active: true };
  setEncodingCodec(encoding, [vp8], 'AV1');
  expect(encoding).toEqual({ active: true });
  setEncodingCodec(encoding, [vp8, av1], 'AV1');
  const { payloadType: _number, ...named } = av1;
  expect(encoding.codec).toEqual(named);
  setEncodingCodec(encoding, [vp8, av1], 'VP8');
  expect(encoding.codec).toEqual({ mimeType: 'video/VP8', clockRate: 90_000 });
});
