import { createStore } from 'zustand/vanilla';
import type { RecordedPiece } from '../../media/recording/pieceRecorder.ts';
import { keptText } from '../../lib/keptText.ts';
import type { ReadonlyStore } from '../live.ts';

/** How far one can look back (rule X6). */
export const lookBackMs = 4 * 60_000;
/** And no more than so many bytes of this browser's memory. */
const maxBytes = 96 * 1024 * 1024;
const settingKey = 'beside.look-back';

export interface LookBackView {
  /** Whether the last minutes are kept. */
  kept: boolean;
  /** What is looked at again; `null`: what is live is. */
  opened: readonly RecordedPiece[] | null;
}

/** The last minutes of the picture, in this page's memory and nowhere else. */
export interface LookBack {
  readonly view: ReadonlyStore<LookBackView>;
  /** From now on, and the next time; or no more, and what was kept is gone. */
  keep(kept: boolean): void;
  /** Shows what has been kept up to now. */
  open(): Promise<void>;
  close(): void;
}

/** The same with what its owner tells it. */
export interface OwnedLookBack extends LookBack {
  add(piece: RecordedPiece): void;
  /** Nothing is shared any more: what was seen of it goes. */
  forget(): void;
}

interface Parts {
  onChange(): void;
  /** Has the piece in work told. */
  cut(): Promise<void>;
}

export function createLookBack({ onChange, cut }: Parts): OwnedLookBack {
  let pieces: RecordedPiece[] = [];
  /** It is to be shown, and nothing has been kept yet. */
  let wanted = false;
  const view = createStore<LookBackView>(() => ({
    kept: keptText.getItem(settingKey) === 'on',
    opened: null,
  }));
  const show = (): void => {
    if (!wanted || pieces.length === 0) return;
    wanted = false;
    view.setState({ opened: pieces });
  };
  const forget = (): void => {
    pieces = [];
    wanted = false;
    if (view.getState().opened) view.setState({ opened: null });
  };
  return {
    view,
    keep(kept) {
      keptText.setItem(settingKey, kept ? 'on' : 'off');
      view.setState({ kept });
      if (!kept) forget();
      onChange();
    },
    async open() {
      wanted = true;
      await cut();
      show();
    },
    close() {
      wanted = false;
      view.setState({ opened: null });
    },
    add(piece) {
      if (!view.getState().kept) return;
      let size = 0;
      // The newest first, as far as they go; what is looked at keeps its own list.
      const fits = [...pieces, piece].toReversed().filter(({ to, bytes }) => {
        size += bytes.length;
        return size <= maxBytes && piece.to - to < lookBackMs;
      });
      pieces = fits.toReversed();
      show();
    },
    forget,
  };
}
