/** Kilobits per second that a picture starts with on either path; the browser's own start is 300. */
export const startKilobits = 3_000;

/**
 * Asks the other end's encoder to start at {@link startKilobits}: a format parameter of Chromium's
 * own (`x-google-start-bitrate`) on every VP8 payload of the description; others ignore it.
 *
 * @param sdp a session description (RFC 8866)
 */
export function withStartBitrate(sdp: string): string {
  return sdp.replace(
    /^a=rtpmap:(\d+) VP8\/90000\r\n/gm,
    (line, payload: string) =>
      `${line}a=fmtp:${payload} x-google-start-bitrate=${startKilobits}\r\n`,
  );
}
