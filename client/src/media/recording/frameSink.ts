/** Longest side of a recorded picture: larger ones are made smaller, which keeps encoding cheap. */
const longestSide = 1920;

/** A frame that was not taken for so long is not waited for any more. */
const patienceMs = 1_000;

/** A track that shows what it is given, frame by frame. */
export interface FrameSink {
  readonly track: MediaStreamTrack;
  /**
   * Shows the picture as it is now; `null`: a dark one of the same size.
   *
   * @returns whether it was taken: while the last one is being taken, none is
   */
  push(picture: HTMLVideoElement | null): boolean;
  /** Of the last frame. */
  readonly size: { width: number; height: number };
  close(): void;
}

/** Chromium's (MediaStreamTrack Insertable Streams, as first published). */
interface ChromiumStreams {
  MediaStreamTrackGenerator?: new (init: { kind: 'video' }) => MediaStreamTrack & {
    writable: WritableStream<VideoFrame>;
  };
}

const firstSize = { width: 1280, height: 720 };

/** Even, as encoders want it, and no larger than what is recorded. */
export function sizeFor({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, longestSide / Math.max(width, height, 1));
  const even = (value: number): number => Math.max(2, 2 * Math.round((value * scale) / 2));
  return { width: even(width), height: even(height) };
}

/**
 * Where the browser takes frames from scripts, they go to the track as they are; painting them on a
 * canvas first costs more, and a canvas of a hidden page gives none.
 */
export function createFrameSink(): FrameSink {
  const { MediaStreamTrackGenerator: Generator } = globalThis as ChromiumStreams;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, firstSize);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser paints no canvas');

  const paint = (picture: HTMLVideoElement | null): void => {
    const { width, height } = picture
      ? sizeFor({ width: picture.videoWidth, height: picture.videoHeight })
      : canvas;
    if (canvas.width !== width || canvas.height !== height)
      Object.assign(canvas, { width, height });
    if (picture) context.drawImage(picture, 0, 0, width, height);
    else {
      context.fillStyle = '#26262b';
      context.fillRect(0, 0, width, height);
    }
  };

  if (!Generator) {
    const [track] = canvas.captureStream().getVideoTracks();
    if (!track) throw new Error('this browser captures no canvas');
    return {
      track,
      push(picture) {
        paint(picture);
        return true;
      },
      get size() {
        return { width: canvas.width, height: canvas.height };
      },
      close: () => track.stop(),
    };
  }

  const made = new Generator({ kind: 'video' });
  const writer = made.writable.getWriter();
  let size = firstSize;
  /** Since when the last frame waits to be taken; `null`: it was. */
  let waitsSince: number | null = null;
  return {
    track: made,
    push(picture) {
      // What the encoder has not taken yet is not piled up.
      const now = performance.now();
      if (waitsSince !== null && now - waitsSince < patienceMs) return false;
      const isSmall = picture && fits(picture);
      if (!isSmall) paint(picture);
      const source = isSmall ? picture : canvas;
      const timestamp = Math.round(now * 1_000);
      const frame = new VideoFrame(source, { timestamp });
      size = { width: frame.displayWidth, height: frame.displayHeight };
      if (isSmall) Object.assign(canvas, size);
      waitsSince = now;
      // It is over: nobody takes frames any more.
      void writer
        .write(frame)
        .catch(() => frame.close())
        .finally(() => (waitsSince = null));
      return true;
    },
    get size() {
      return size;
    },
    close() {
      made.stop();
      writer.close().catch(() => undefined);
    },
  };
}

function fits({ videoWidth: width, videoHeight: height }: HTMLVideoElement): boolean {
  const wanted = sizeFor({ width, height });
  return wanted.width === width && wanted.height === height;
}
