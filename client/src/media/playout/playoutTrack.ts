import type { ChromiumStreams } from '../chromiumStreams.ts';

/** A track that shows what is written to it. */
export interface PlayoutTrack {
  track: MediaStreamTrack;
  writable: WritableStream<VideoFrame>;
}

/** @returns `null` where the browser cannot decode frames by a script's order */
export function createPlayoutTrack(): PlayoutTrack | null {
  const { MediaStreamTrackGenerator: Generator } = globalThis as ChromiumStreams;
  if (!Generator || !('VideoDecoder' in globalThis)) return null;
  const track = new Generator({ kind: 'video' });
  return { track, writable: track.writable };
}
