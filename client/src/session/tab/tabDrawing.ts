import type { EndpointId } from '@beside/shared/domain/ids';
import { createBoardFollower } from '../drawing/boardFollower.ts';
import type { DrawingSource } from '../drawing/drawingLayer.ts';

/** What is drawn on a shared tab, in that tab itself (rules S10, I3). */
export interface TabDrawing {
  /** @param bytes untrusted: what the board of the page that shares says */
  receive(bytes: Uint8Array): void;
  name(author: number, name: string): void;
  /** Takes it off the page. */
  close(): void;
}

interface Parts {
  /** Puts it on the page. @returns takes it away */
  show(source: DrawingSource): () => void;
  /** What is drawn shows here from now on. */
  onShown(): void;
}

/** Nobody draws by this page: it is nobody's on the board. */
const noEndpoint = '' as EndpointId;

export function createTabDrawing({ show, onShown }: Parts): TabDrawing {
  const names = new Map<number, string>();
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  const follower = createBoardFollower({
    endpoint: noEndpoint,
    isPicture: true,
    // The line loses nothing: there is nothing to ask for.
    send: () => undefined,
    onChange: tell,
  });
  const source: DrawingSource = {
    marks: (at) => follower.marks(at),
    spots: (at) => follower.spots(at),
    isFading: (at) => follower.isFading(at),
    nameOf: (author) => names.get(author) ?? '',
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  let known = false;
  let takeAway: (() => void) | null = null;

  return {
    receive(bytes) {
      const now = performance.now();
      follower.receive(bytes, now);
      // A page on which nobody draws stays as it is.
      if (!takeAway && follower.marks(now).length + follower.spots(now).length > 0) {
        takeAway = show(source);
      }
      if (known || !(follower.open || follower.shut)) return;
      known = true;
      onShown();
    },
    name(author, name) {
      names.set(author, name);
      tell();
    },
    close() {
      takeAway?.();
      takeAway = null;
    },
  };
}
