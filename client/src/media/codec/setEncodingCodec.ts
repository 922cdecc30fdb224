import type { VideoCodec } from './chooseCodec.ts';

/**
 * Has an encoding go on in another of the codecs that were negotiated (W3C WebRTC Extensions,
 * section 5.2). One that was not, because the other end has no decoder for it, is not chosen; and a
 * browser that cannot change stays with the first that was negotiated.
 */
export function setEncodingCodec(
  encoding: RTCRtpEncodingParameters & { codec?: RTCRtpCodec },
  negotiated: readonly RTCRtpCodecParameters[],
  codec: VideoCodec,
): void {
  const found = negotiated.find(({ mimeType }) => mimeType === `video/${codec}`);
  if (!found) return;
  const { mimeType, clockRate, sdpFmtpLine } = found;
  encoding.codec = { mimeType, clockRate, ...(sdpFmtpLine !== undefined && { sdpFmtpLine }) };
}
