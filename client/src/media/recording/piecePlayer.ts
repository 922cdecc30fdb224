import { Scope } from '@beside/shared/lib/scope';

/** One piece that can be played; times are of one clock, in ms. */
export interface PlayablePiece {
  from: number;
  to: number;
  load(): Promise<ArrayBuffer>;
}

export interface PiecePlayer {
  /** Where it is, by the clock of the pieces. */
  readonly at: number;
  readonly beginsAt: number;
  readonly endsAt: number;
  seek(at: number): void;
  close(): void;
}

interface Parts {
  video: HTMLVideoElement;
  /** In their order; at least one. */
  pieces: readonly PlayablePiece[];
  onFailed(): void;
}

const type = 'video/webm;codecs="vp8"';
/** So much is loaded ahead of what is shown, and so much of what was shown stays loaded, in ms. */
const ahead = 20_000;
const behind = 60_000;
/** A hole between two pieces that is larger than this is jumped over, in s. */
const holeSeconds = 0.05;

/**
 * Plays pieces one after the other, each at its time, and loads those around what is shown. Where one
 * is missing, it goes on with the next.
 */
export function createPiecePlayer({ video, pieces, onFailed }: Parts): PiecePlayer {
  const scope = new Scope();
  const beginsAt = pieces[0]?.from ?? 0;
  const endsAt = pieces.at(-1)?.to ?? beginsAt;
  const secondsOf = (at: number): number => (at - beginsAt) / 1_000;
  const source = new MediaSource();
  const address = URL.createObjectURL(source);
  const loaded = new Set<number>();
  let buffer: SourceBuffer | null = null;
  let working = false;

  const now = (): number => beginsAt + video.currentTime * 1_000;

  /** One change at a time: the buffer takes no second one before. */
  const settled = (): Promise<void> =>
    new Promise((resolve, reject) => {
      buffer?.addEventListener('updateend', () => resolve(), { once: true });
      buffer?.addEventListener('error', () => reject(new Error('not to be played')), {
        once: true,
      });
    });

  const put = async (index: number, piece: PlayablePiece): Promise<void> => {
    const bytes = await piece.load();
    if (scope.closed || !buffer) return;
    buffer.timestampOffset = secondsOf(piece.from);
    buffer.appendBuffer(bytes);
    await settled();
    loaded.add(index);
  };

  const forget = async (): Promise<void> => {
    const old = [...loaded].filter((index) => {
      const piece = pieces[index];
      return piece && (piece.to < now() - behind || piece.from > now() + 3 * ahead);
    });
    for (const index of old) {
      const piece = pieces[index];
      if (!piece || !buffer) continue;
      loaded.delete(index);
      buffer.remove(secondsOf(piece.from), secondsOf(piece.to));
      await settled();
    }
  };

  /** Loads what is needed next, as long as there is something. */
  const work = async (): Promise<void> => {
    if (working || !buffer || source.readyState === 'closed') return;
    working = true;
    try {
      for (;;) {
        const at = now();
        const index = pieces.findIndex(
          (piece, place) => !loaded.has(place) && piece.to > at && piece.from < at + ahead,
        );
        const piece = pieces[index];
        if (!piece || scope.closed) break;
        await put(index, piece);
      }
      if (!scope.closed) await forget();
      // A decoder waits for more frames than are left near the end, unless it is told that this is all.
      if (!scope.closed && source.readyState === 'open' && loaded.has(pieces.length - 1)) {
        source.endOfStream();
      }
    } catch {
      // It is not there any more, or nobody may see it any more: what is shown stays.
      if (!scope.closed) onFailed();
    } finally {
      working = false;
    }
  };

  /** Whether there is a picture at a moment, or when the next one comes. */
  const jump = (): void => {
    const at = video.currentTime;
    const ranges = video.buffered;
    for (let index = 0; index < ranges.length; index += 1) {
      if (ranges.start(index) <= at + holeSeconds && ranges.end(index) > at + holeSeconds) return;
    }
    const next = pieces.find((piece) => secondsOf(piece.from) > at + holeSeconds);
    // What is loaded and has no picture here has none to come.
    const isHere = pieces.some(
      (piece, index) =>
        !loaded.has(index) && secondsOf(piece.from) <= at && secondsOf(piece.to) > at + holeSeconds,
    );
    if (next && !isHere) video.currentTime = secondsOf(next.from) + holeSeconds;
  };

  scope.listen(source, 'sourceopen', () => {
    if (buffer) return;
    buffer = source.addSourceBuffer(type);
    source.duration = Math.max(0.1, secondsOf(endsAt));
    void work();
  });
  for (const event of ['timeupdate', 'seeking', 'waiting', 'stalled']) {
    scope.listen(video, event, () => {
      void work().then(() => {
        if (!scope.closed) jump();
      });
    });
  }
  scope.listen(video, 'error', onFailed);
  video.src = address;
  scope.add(() => {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(address);
  });

  return {
    get at() {
      return now();
    },
    beginsAt,
    endsAt,
    seek(at) {
      const end = secondsOf(endsAt) - holeSeconds;
      video.currentTime = Math.max(0, Math.min(end, secondsOf(at)));
    },
    close: () => scope.close(),
  };
}
