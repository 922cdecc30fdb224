import { expect, test } from 'vitest';
import { withStartBitrate } from './startBitrate.ts';

test('[S8] every VP8 payload is asked to start fast, and nothing else is touched', () => {
  const sdp = 'v=0\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtpmap:98 VP9/90000\r\n';
  expect(withStartBitrate(sdp)).toBe(
    'v=0\r\na=rtpmap:96 VP8/90000\r\na=fmtp:96 x-google-start-bitrate=3000\r\na=rtcp-fb:96 nack\r\na=rtpmap:98 VP9/90000\r\n',
  );
});
