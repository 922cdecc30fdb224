import type { RouterRtpCodecCapability } from 'mediasoup/types';

/**
 * What a room relays, best first: a browser sends the first that it can. RTX and the feedback
 * kinds are added by mediasoup.
 *
 * The start bitrate is not set here: `x-google-start-bitrate` is a hint of the sending browser to
 * its own encoder, so the client gives it when it produces (`videoGoogleStartBitrate`).
 */
export const mediaCodecs: RouterRtpCodecCapability[] = [
  // Stereo 48 kHz is the only form of Opus in RTP (RFC 7587, section 7).
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  // First for video: every browser has to have it (RFC 7742, section 5), and in software it is the
  // one with the shortest delay.
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  // Chosen by senders that are strong enough. No profile: every AV1 decoder has the main one.
  { kind: 'video', mimeType: 'video/AV1', clockRate: 90_000 },
  // Profile 0: 8 bits, 4:2:0, which every decoder has.
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  // Constrained baseline, level 3.1, non-interleaved: the one that RFC 7742 demands, and the only
  // one that some phones have in hardware. Asymmetry lets each side keep its own level.
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: {
      'packetization-mode': 1,
      'profile-level-id': '42e01f',
      'level-asymmetry-allowed': 1,
    },
  },
];
