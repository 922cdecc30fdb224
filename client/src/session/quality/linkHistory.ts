import type { LinkPath } from '../../media/linkPaths.ts';
import type { PathReason } from '@beside/shared/domain/sharing';
import type { LinkView } from '../live.ts';

/** What happened to the way of the picture, and when, in ms since the Unix epoch. */
export type LinkNote =
  | { at: number; what: 'carried'; path: LinkPath; reason: PathReason }
  | { at: number; what: 'interrupted' | 'restored' };

/** More of them nobody reads. */
const maxNotes = 20;

export interface LinkHistory {
  readonly notes: readonly LinkNote[];
  carried(at: number, path: LinkPath, reason: PathReason | null): void;
  /** From what people are told of the link, one view after the other. */
  seen(at: number, view: LinkView): void;
}

/** Remembers the switches and the breaks of one link, oldest first. */
export function createLinkHistory(): LinkHistory {
  let notes: readonly LinkNote[] = [];
  let broken = false;
  const add = (note: LinkNote): void => {
    notes = [...notes, note].slice(-maxNotes);
  };
  return {
    get notes() {
      return notes;
    },
    carried(at, path, reason) {
      // Another way is the end of a break as well; that it is another says more.
      broken = false;
      add({ at, what: 'carried', path, reason: reason ?? 'first' });
    },
    seen(at, { state }) {
      if (state === 'interrupted' && !broken) add({ at, what: 'interrupted' });
      if (state === 'carried' && broken) add({ at, what: 'restored' });
      if (state === 'interrupted') broken = true;
      if (state === 'carried') broken = false;
    },
  };
}
