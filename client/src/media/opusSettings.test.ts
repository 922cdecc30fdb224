import { expect, it } from 'vitest';
import { withOpusSettings } from './opusSettings.ts';

const section = (kind: string, mid: number): string =>
  [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF 111 63`,
    `a=mid:${mid}`,
    ...(kind === 'audio'
      ? ['a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=1', 'a=rtpmap:63 red/1']
      : ['a=rtpmap:111 VP8/90000', 'a=fmtp:111 x=1']),
    '',
  ].join('\r\n');

it('[S9] asks for stereo of the shared sound, and for silence to cost nothing', () => {
  const sdp = `v=0\r\n${section('video', 0)}${section('audio', 1)}${section('audio', 2)}`;
  const lines = withOpusSettings(sdp).split('\r\n');
  expect(lines.filter((line) => line.startsWith('a=fmtp'))).toEqual([
    'a=fmtp:111 x=1',
    'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;stereo=1;sprop-stereo=1;maxaveragebitrate=128000',
    'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1',
  ]);
  expect(lines).toHaveLength(sdp.split('\r\n').length);
});
