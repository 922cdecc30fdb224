import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { Surface, TabReach } from '@beside/shared/domain/sharing';
import { Scope } from '@beside/shared/lib/scope';
import type { InputRefusal } from '@beside/shared/protocol/input';
import type { TextPrint } from '@beside/shared/protocol/tabMessages';
import { readHandle, type CaptureHandleTrack, type TabHandle } from '../media/captureHandle.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { createPictureCover } from './clipboard/pictureCover.ts';
import { holdsPrinted } from './clipboard/textPrint.ts';
import type { SharerControl } from './control/sharerControl.ts';
import type { OwnedSharerDrawing } from './drawing/sharerDrawing.ts';
import type { SharedTab, TabGrant } from './tab/sharedTab.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  hand: Pick<SharerControl<never>, 'grant' | 'setSurface' | 'ownInput' | 'takeBack'>;
  drawing: Pick<OwnedSharerDrawing, 'setPlace' | 'setShown'>;
  /** The grant that everybody has been told of, and to whom. */
  granted(request: SupportRequest): { grantId: number; by: string; name: string } | null;
  /** What may be sent is to be asked for again. */
  onHidden(): void;
  onReach(): void;
  onRefused(refused: { grant: number; seq: number; reason: InputRefusal }): void;
}

/** Another tab that is shared, as the page that shares has to do with it (rule I3). */
export interface SharerTab {
  /** What a hand reaches there. */
  readonly reach: TabReach | null;
  /** Nothing of the picture may be sent: what is private there is not covered yet. */
  readonly hides: boolean;
  /** Whether a text was copied out of what is private there. */
  isPrivate(text: string): boolean;
  follow(track: MediaStreamTrack | null, surface: Surface): void;
  /** Brings the tab in line with the grant in force. */
  settle(request: SupportRequest): void;
  close(): void;
}

export function createSharerTab(parts: Parts): SharerTab {
  const { signaling, requestId, hand, drawing } = parts;
  const scope = new Scope();
  const cover = createPictureCover(scope, parts.onHidden);
  let track: CaptureHandleTrack | null = null;
  let handle: TabHandle | null = null;
  let shared: SharedTab | null = null;
  let loading = false;
  let reach: TabReach | null = null;
  let grant: TabGrant | null = null;
  /** It lies in the clipboard still when that tab is not shared any more. */
  let copied: TextPrint | null = null;

  const load = async (): Promise<void> => {
    const [{ createSharedTab }, { waitForTab }] = await Promise.all([
      import('./tab/sharedTab.ts'),
      import('./tab/waitForTab.ts'),
    ]);
    if (scope.closed || !track) return cover.set(false);
    shared = createSharedTab({
      wait: (secret, onLine) => waitForTab({ signaling, requestId, secret, onLine }).close,
      onHidden: (hidden) => cover.set(hidden),
      onReach(next) {
        reach = next;
        if (shared) parts.onReach();
      },
      onSurface: (surface) => hand.setSurface(surface),
      onPlace: (place) => drawing.setPlace(place),
      onDrawn: () => drawing.setShown(),
      onCopied: (print) => (copied = print),
      onOwnInput: (reason) => hand.ownInput(reason),
      onTakeBack: () => hand.takeBack(),
      onRefused: parts.onRefused,
    });
    shared.setGrant(grant);
    shared.see(handle);
  };

  const look = (): void => {
    const next = track && readHandle(track);
    if (next?.secret === handle?.secret && next?.proof === handle?.proof) return;
    handle = next;
    if (shared) return shared.see(next);
    if (!next || loading) return;
    loading = true;
    // Before anything of it is sent.
    cover.set(true);
    load()
      // Not to be fetched at this moment: it is as any other tab.
      .catch(() => cover.set(false))
      .finally(() => (loading = false));
  };

  const leave = (): void => {
    track?.removeEventListener('capturehandlechange', look);
    track = null;
    handle = null;
    const left = shared;
    // What follows is no news: whoever leaves it knows.
    shared = null;
    left?.close();
    reach = null;
    cover.set(false);
  };
  scope.add(leave);

  return {
    get reach() {
      return reach;
    },
    get hides() {
      return cover.covered;
    },
    isPrivate: (text) => copied !== null && holdsPrinted(text, copied),
    follow(next, surface) {
      const wanted = surface === 'tab' ? next : null;
      if (wanted === track) return;
      leave();
      if (!wanted) return;
      track = wanted;
      track.addEventListener('capturehandlechange', look);
      look();
    },
    settle(request) {
      const given = hand.grant;
      const told = parts.granted(request);
      const isKnown = given && told && told.grantId === given.id;
      grant = isKnown ? { ...given, by: told.by, technician: told.name } : null;
      shared?.setGrant(grant);
    },
    close: () => scope.close(),
  };
}
