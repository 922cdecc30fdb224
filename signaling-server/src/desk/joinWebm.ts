import { Buffer } from 'node:buffer';
import { readWebm, webmCluster, webmElement, webmIds, webmNumber } from '@beside/shared/lib/webm';

/** One short WebM file, and when it begins, in ms. */
export interface Clip {
  at: number;
  bytes: Uint8Array;
}

/** A segment whose size is not known: what follows belongs to it. */
const openSegment = Buffer.from('1853806701ffffffffffffff', 'hex');

/**
 * Many short files as one, which any player shows with its length: the head and the tracks of the
 * first, and the frames of all of them at their times.
 *
 * @param until when the last one ends, in ms
 */
export async function* joinWebm(
  clips: AsyncIterable<Clip>,
  until: number,
): AsyncIterable<Uint8Array> {
  let beginsAt: number | undefined;
  /** Where the newest frame is, since the beginning. */
  let newest = -1;
  for await (const { at, bytes } of clips) {
    const { head, tracks, frames } = readWebm(bytes);
    const last = frames.at(-1);
    if (!head || !tracks || !last) continue;
    if (beginsAt === undefined) {
      beginsAt = at;
      yield Buffer.concat([head, openSegment, infoOf(until - at)]);
      yield webmElement(webmIds.tracks, tracks);
    }
    // One file begins a moment before the last one ends; time does not go back in one file.
    const base = Math.max(at - beginsAt, newest + 1);
    yield webmCluster(base, frames);
    newest = base + last.at;
  }
}

function infoOf(durationMs: number): Uint8Array {
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(Math.max(0, durationMs));
  const name = Buffer.from('Beside');
  return webmElement(
    webmIds.info,
    webmElement(webmIds.timestampScale, webmNumber(1_000_000)),
    webmElement(webmIds.duration, duration),
    webmElement(webmIds.muxer, name),
    webmElement(webmIds.writer, name),
  );
}
