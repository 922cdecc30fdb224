import type { EncodedFrame } from '../encodedFrame.ts';
import { FrameOrder, type FramePlace } from './frameOrder.ts';
import { standInFor } from './standIns.ts';

/** Codecs as WebCodecs names them; of AV1 a profile that all have, and a level above any screen's. */
const codecs: Record<string, string> = { 'video/vp8': 'vp8', 'video/av1': 'av01.0.16M.08' };
/** What WebRTC makes pixels of and does not write into the stream; left to guess, a decoder takes another one. */
const colorSpace: VideoColorSpaceInit = {
  primaries: 'smpte170m',
  transfer: 'smpte170m',
  matrix: 'smpte170m',
  fullRange: false,
};
/** What is lost is sent again within a round trip or two; what has not come by then is not coming. */
const patienceMs = 500;
/** A decoder that is so far behind shows the past: it goes on with a key frame. */
const furthestBehind = 20;
/** Decoders that failed one after the other, before the browser is left to itself. */
const mostFailures = 3;

/**
 * Shows the frames of one receiver as soon as they have come and can be decoded. The browser would keep
 * each for as long as frames were late by before, which for a film is right, and for a hand that
 * points at a screen is what it waits for.
 *
 * @param pictures where they go
 * @param askForKeyFrame is called at every frame for which one is missed
 */
export class FramePlayer {
  readonly #pictures: WritableStreamDefaultWriter<VideoFrame>;
  readonly #askForKeyFrame: () => void;
  readonly #order = new FrameOrder<EncodedVideoChunk>();
  #decoder: VideoDecoder | null = null;
  #codec: string | null = null;
  #waitingSince: number | null = null;
  #failures = 0;

  constructor(pictures: WritableStreamDefaultWriter<VideoFrame>, askForKeyFrame: () => void) {
    this.#pictures = pictures;
    this.#askForKeyFrame = askForKeyFrame;
    // Made before there is a picture: the first frame does not wait for it then.
    this.#use('vp8');
  }

  /**
   * Takes a frame over. What is left of it is for the browser's own decoder, and shows nothing.
   *
   * @returns `false` where this cannot be done; the browser is to show the frame then, and all others
   */
  take(frame: EncodedFrame, place: FramePlace | null, now: number): boolean {
    const { mimeType } = frame.getMetadata();
    const standIn = standInFor(mimeType);
    const codec = codecs[mimeType?.toLowerCase() ?? ''];
    if (!place || !standIn || codec === undefined || this.#failures >= mostFailures) return false;
    const isKey = place.needs.length === 0;
    if (isKey && codec !== this.#codec) this.#use(codec);
    const chunk = new EncodedVideoChunk({
      type: isKey ? 'key' : 'delta',
      timestamp: now * 1_000,
      data: frame.data,
    });
    frame.data = standIn;
    if (this.#decoder && this.#decoder.decodeQueueSize > furthestBehind) this.#order.restart();
    for (const ready of this.#order.take(chunk, place)) this.#decode(ready);
    this.#mind(now);
    return true;
  }

  close(): void {
    if (this.#decoder?.state !== 'closed') this.#decoder?.close();
    this.#pictures.close().catch(() => undefined);
  }

  #use(codec: string): void {
    if (this.#decoder?.state !== 'closed') this.#decoder?.close();
    this.#codec = codec;
    const decoder = new VideoDecoder({
      output: (picture) => {
        this.#failures = 0;
        // Whoever looked has gone.
        this.#pictures.write(picture).catch(() => picture.close());
      },
      error: () => {
        this.#failures += 1;
        this.#codec = null;
        this.#order.restart();
      },
    });
    decoder.configure({ codec, colorSpace, optimizeForLatency: true });
    this.#decoder = decoder;
  }

  #decode(chunk: EncodedVideoChunk): void {
    if (this.#decoder?.state === 'configured') this.#decoder.decode(chunk);
  }

  #mind(now: number): void {
    if (!this.#order.isWaiting) this.#waitingSince = null;
    else this.#waitingSince ??= now;
    if (this.#waitingSince !== null && now - this.#waitingSince > patienceMs)
      this.#askForKeyFrame();
  }
}
