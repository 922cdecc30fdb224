import { v4 as uuidV4 } from 'uuid';
import type { Surface } from '@beside/shared/domain/sharing';
import { Scope } from '@beside/shared/lib/scope';
import { captureScreen, surfaceOf } from '../media/capture.ts';
import { captureTitle } from './captureTitle.ts';
import type { ControlledSurface } from './surface/surface.ts';

/** How often a picture is looked at for what it shows: no browser tells of every change. */
const lookAgainMs = 250;

interface Parts {
  /** The track to send, or that there is none any more. */
  onTrack(track: MediaStreamTrack | null): void;
  /** What is shown, by the name that it bears itself, and what a hand reaches there. */
  onShown(shown: { surface: Surface; title: string | null; reach: ControlledSurface | null }): void;
  /** The browser's own bar ended it, or what it showed is gone. */
  onEnded(): void;
}

/** The picture that is captured on this page, from the picker to its end. */
export interface SharedPicture {
  readonly track: MediaStreamTrack | null;
  readonly surface: Surface;
  /**
   * Opens the browser's picker; has to be called from a click.
   *
   * @returns why there is no picture; or the one that is to be taken, and is not sent before, or dropped
   */
  pick(): Promise<
    'cancelled' | 'not-allowed-by-system' | 'failed' | { take(): MediaStreamTrack; drop(): void }
  >;
  end(): void;
  close(): void;
}

export function createSharedPicture({ onTrack, onShown, onEnded }: Parts): SharedPicture {
  const scope = new Scope();
  /** Names this page towards the capture, for as long as it is open. */
  const handle = uuidV4();
  let track: MediaStreamTrack | null = null;
  let surface: Surface = 'unknown';

  const show = async (next: Surface): Promise<void> => {
    surface = next;
    const reach = next === 'this-page' ? await loadPageSurface() : null;
    if (surface === next && track) {
      onShown({ surface, title: captureTitle(track, next), reach });
    }
  };

  const end = (): void => {
    if (!track) return;
    track.stop();
    track = null;
    onTrack(null);
  };

  scope.every(lookAgainMs, () => {
    const next = track && surfaceOf(track, handle);
    if (next && next !== surface) void show(next);
  });
  scope.add(end);

  return {
    get track() {
      return track;
    },
    get surface() {
      return surface;
    },
    async pick() {
      const capture = await captureScreen(handle);
      if (!capture.ok) return capture.why;
      const chosen = capture.track;
      if (scope.closed) {
        chosen.stop();
        return 'cancelled';
      }
      return {
        take() {
          track = chosen;
          chosen.addEventListener('ended', onEnded);
          onTrack(chosen);
          void show(capture.surface);
          return chosen;
        },
        drop: () => chosen.stop(),
      };
    },
    end,
    close: () => scope.close(),
  };
}

async function loadPageSurface(): Promise<ControlledSurface> {
  const { createPageSurface } = await import('./surface/page/pageSurface.ts');
  return createPageSurface({ window });
}
