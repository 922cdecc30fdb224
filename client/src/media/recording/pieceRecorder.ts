import { tidyWebm } from '@beside/shared/lib/webm';
import { startTicker } from '../ticker.ts';
import { createFrameSink, type FrameSink } from './frameSink.ts';

/** How often the picture is looked at: screens change seldom, and each frame has to be encoded. */
export const recordedPerSecond = 8;
/** A picture that stands still is shown again so often, so that each piece has frames to its end. */
const stillEveryMs = 1_000;
/** Bits a second for each pixel: enough for text that stays sharp. */
const bitsForPixel = 1.2;
const bits = { least: 500_000, most: 2_500_000 };
const mimeType = 'video/webm;codecs=vp8';

/** Some seconds of the picture: a WebM file of its own, which begins with a whole frame. */
export interface RecordedPiece {
  /** By the clock of the recorder, in ms. */
  from: number;
  to: number;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface PieceRecorder {
  /** Ends the piece in work now and begins the next. Resolves when it was told. */
  cut(): Promise<void>;
  /** Ends it all. Resolves when the last piece was told. */
  close(): Promise<void>;
}

interface Parts {
  /** What is shown at this moment; `null` while there is nothing that may be recorded. */
  picture(): HTMLVideoElement | null;
  /** Frames that have been shown so far: as long as it is the same, nothing has changed. */
  frames(): number;
  now(): number;
  pieceMs: number;
  onPiece(piece: RecordedPiece): void;
}

/** One file in work. */
interface Clip {
  from: number;
  recorder: MediaRecorder;
  done: Promise<void>;
}

/** Whether this browser can record at all. */
export function canRecord(): boolean {
  const { MediaRecorder: Recorder } = globalThis as { MediaRecorder?: typeof MediaRecorder };
  return Recorder?.isTypeSupported(mimeType) === true;
}

/**
 * Records what is shown in pieces. Each begins a moment before the one before ends: nothing is lost in
 * between, and each can be played, sent, kept or thrown away by itself.
 */
export function createPieceRecorder(parts: Parts): PieceRecorder {
  const { picture, frames, now, pieceMs, onPiece } = parts;
  const sink: FrameSink = createFrameSink();
  const stream = new MediaStream([sink.track]);
  let current: Clip | null = null;
  /** It ends with the next look, when its successor has its first frame. */
  let ending: Clip | null = null;
  let shown = { frames: -1, at: -Infinity, video: null as HTMLVideoElement | null };
  let size = '';
  let closed = false;

  const begin = (): Clip => {
    const { width, height } = sink.size;
    const wanted = Math.min(bits.most, Math.max(bits.least, width * height * bitsForPixel));
    const recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: wanted });
    const from = now();
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const done = new Promise<void>((resolve) => {
      recorder.onstop = () => {
        const to = now();
        void new Blob(parts).arrayBuffer().then((recorded) => {
          const bytes = tidyWebm(new Uint8Array(recorded), to - from);
          // Stopped before its first frame was encoded, there is nothing in it.
          if (bytes) onPiece({ from, to, bytes });
          resolve();
        });
      };
    });
    recorder.start();
    return { from, recorder, done };
  };

  const stop = (clip: Clip | null): Promise<void> => {
    if (clip && clip.recorder.state !== 'inactive') clip.recorder.stop();
    return clip?.done ?? Promise.resolve();
  };

  const push = (): void => {
    const video = picture();
    const isReady = video !== null && video.videoWidth > 0;
    // Not taken, it is tried again with the next look.
    if (sink.push(isReady ? video : null)) shown = { frames: frames(), at: now(), video };
  };

  const change = (): Clip | null => {
    const before = current;
    void stop(ending);
    ending = before;
    current = begin();
    push();
    return before;
  };

  const look = (): void => {
    if (closed) return;
    void stop(ending);
    ending = null;
    const isNew = shown.frames !== frames() || shown.video !== picture();
    if (isNew || now() - shown.at >= stillEveryMs) push();
    const next = `${sink.size.width}x${sink.size.height}`;
    // A file has one size: of another one there is another file.
    if (next !== size || !current || now() - current.from >= pieceMs) change();
    size = next;
  };
  push();
  const ticker = startTicker(1_000 / recordedPerSecond, look);

  return {
    async cut() {
      if (closed) return;
      const before = change();
      await before?.done;
    },
    async close() {
      if (closed) return;
      closed = true;
      ticker.stop();
      await Promise.all([stop(ending), stop(current)]);
      sink.close();
    },
  };
}
