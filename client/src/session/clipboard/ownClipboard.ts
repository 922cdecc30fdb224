import type { Party } from '@beside/shared/domain/words';
import { Scope } from '@beside/shared/lib/scope';
import { encodeInput } from '@beside/shared/protocol/input';
import type { SharerControl } from '../control/sharerControl.ts';
import { createPictureCover } from './pictureCover.ts';
import { watchPrivateCopies } from './privateCopies.ts';
import {
  createSharerClipboard,
  showsOwnText,
  type PageCaret,
  type SharerClipboard,
  type SharerClipboardView,
} from './sharerClipboard.ts';

interface Parts {
  /** Who shares. */
  party: Party;
  hand: () => Pick<SharerControl<never>, 'grant' | 'setClipboardAsks'>;
  /** Where text can be inserted, if anywhere. */
  page?: PageCaret;
  /** Whether a text was copied out of what is private in a tab that is shared. */
  isTabPrivate(text: string): boolean;
  /** To the viewer, whichever way is open. */
  say(bytes: Uint8Array<ArrayBuffer>): void;
  /** Writes down which side a text went to. */
  tell(to: Party): void;
  onChange(view: SharerClipboardView | null): void;
  /** Whether the own text lies open, and no picture may be sent, has changed. */
  onCover(): void;
}

/** The clipboard of the page that shares, as the hand on it may ask for it and offer to it (rule I5). */
export interface OwnClipboard extends SharerClipboard {
  readonly covers: boolean;
  /** Whether a text was copied out of what is private on this page, or in the shared tab. */
  isPrivate(text: string): boolean;
}

export function createOwnClipboard(parts: Parts): OwnClipboard {
  const { party, hand, page, say, tell, onChange, onCover } = parts;
  const scope = new Scope();
  const other: Party = party === 'customer' ? 'technician' : 'customer';
  let copied: string | null = null;
  scope.add(watchPrivateCopies(window, (text) => (copied = text)));
  const isPrivate = (text: string): boolean =>
    (copied !== null && text.includes(copied)) || parts.isTabPrivate(text);
  const cover = createPictureCover(scope, onCover);
  const clipboard = createSharerClipboard({
    page,
    say(message) {
      const { grant } = hand();
      if (grant) say(encodeInput({ ...message, grantId: grant.id }));
    },
    tell: (to) => tell(to === 'sharer' ? party : other),
    isPrivate,
    // Not there where the page is not secure.
    clipboard: (navigator as Partial<Navigator>).clipboard,
    onChange(next) {
      cover.set(showsOwnText(next));
      onChange(next);
      hand().setClipboardAsks(next !== null);
    },
  });
  scope.add(() => clipboard.close());
  return {
    ...clipboard,
    get covers() {
      return cover.covered;
    },
    isPrivate,
    close: () => scope.close(),
  };
}
