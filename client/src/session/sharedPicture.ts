import type { Surface } from '@beside/shared/domain/sharing';
import { Scope } from '@beside/shared/lib/scope';
import type { Slot } from '@beside/shared/protocol/slots';
import { captureTitle } from './captureTitle.ts';
import { createOwnScreen } from './ownScreen.ts';
import type { HiddenParts } from './privacy/hiddenParts.ts';
import type { ControlledSurface } from './surface/surface.ts';

/** How often a picture is looked at for what it shows: no browser tells of every change. */
const lookAgainMs = 250;

interface Parts {
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  hold(slot: Slot, held: boolean): void;
  onSound(sound: 'none' | 'shared' | 'held'): void;
  onPrivate?(count: number): void;
  /** What is shown, by the name that it bears itself, and what a hand reaches there. */
  onShown(shown: { surface: Surface; title: string | null; reach: ControlledSurface | null }): void;
  /** Whether this page may be controlled where it shares itself. */
  reachable: boolean;
  /** There is none any more. */
  onGone(): void;
  /** The browser's own bar ended it, or what it showed is gone. */
  onEnded(): void;
}

/** What was picked, and is not sent before it is taken. */
interface Picked {
  /** Whether what it sounds like was picked too. */
  sound: boolean;
  take(): MediaStreamTrack;
  drop(): void;
}

/** The picture that is captured on this page, with its sound, from the picker to its end. */
export interface SharedPicture {
  readonly track: MediaStreamTrack | null;
  readonly surface: Surface;
  readonly hidden: HiddenParts;
  /**
   * Opens the browser's picker; has to be called from a click.
   *
   * @returns why there is no picture; or the one that is to be taken or dropped
   */
  pick(): Promise<'cancelled' | 'not-allowed-by-system' | 'failed' | Picked>;
  setPaused(paused: boolean): void;
  /** Keeps the picture back for a moment, though it is shared: what it shows is not agreed to. */
  setKept(kept: boolean): void;
  /** Whether the other side's voice is played here: it must not go back with the sound. */
  setVoiceHeard(heard: boolean): void;
  /** Hands everything to a link that has just come. */
  handOver(): void;
  /** Fetches what sharing will need, while its owner still decides. */
  prepare(): void;
  end(): void;
  close(): void;
}

export function createSharedPicture(parts: Parts): SharedPicture {
  const { setTrack, hold, reachable, onSound, onPrivate, onShown, onGone, onEnded } = parts;
  const scope = new Scope();
  const screen = createOwnScreen({
    ...{ setTrack, hold, onSound, onEnded },
    onPrivate: (count) => onPrivate?.(count),
  });
  scope.add(() => screen.close());
  let surface: Surface = 'unknown';

  const show = async (next: Surface): Promise<void> => {
    surface = next;
    const reach = reachable && next === 'this-page' ? await loadPageSurface() : null;
    if (surface === next && screen.picture) {
      onShown({ surface, title: captureTitle(screen.picture, next), reach });
    }
  };

  const end = (): void => {
    if (!screen.captured) return;
    screen.end();
    onGone();
  };

  scope.every(lookAgainMs, () => {
    const next = screen.look();
    if (next && next !== surface) void show(next);
  });
  scope.add(end);

  return {
    get track() {
      return screen.picture;
    },
    get surface() {
      return surface;
    },
    hidden: screen.hidden,
    async pick() {
      const capture = await screen.pick();
      if (!capture.ok) return capture.why;
      if (scope.closed) {
        screen.drop(capture);
        return 'cancelled';
      }
      return {
        sound: capture.sound !== null,
        take() {
          screen.take(capture);
          void show(capture.surface);
          return capture.track;
        },
        drop: () => screen.drop(capture),
      };
    },
    setPaused: (paused) => screen.setPaused(paused),
    setKept: (kept) => screen.setKept(kept),
    setVoiceHeard: (heard) => screen.setVoiceHeard(heard),
    handOver: () => screen.handOver(),
    prepare() {
      // Not to be had at this moment: it is fetched again when it is needed.
      if (reachable) importPageSurface().catch(() => undefined);
    },
    end,
    close: () => scope.close(),
  };
}

const importPageSurface = () => import('./surface/page/pageSurface.ts');

async function loadPageSurface(): Promise<ControlledSurface> {
  const { createPageSurface } = await importPageSurface();
  return createPageSurface({ window });
}
