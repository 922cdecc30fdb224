import type { SupportRequest } from '@beside/shared/domain/request';
import { Scope } from '@beside/shared/lib/scope';
import type { StoreApi } from 'zustand/vanilla';
import type { LinkPath } from '../media/linkPaths.ts';
import type { SharerLink } from '../media/sharerLink.ts';
import { createStage } from '../media/stage.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { createViewerClipboard, type ViewerClipboard } from './clipboard/viewerClipboard.ts';
import type { CustomerLiveView, ReadonlyStore } from './live.ts';
import { createPictureWatch } from './pictureWatch.ts';
import { followQuality } from './quality/followQuality.ts';
import { createViewing, type Viewing } from './viewing.ts';

interface Parts {
  signaling: Signaling;
  request: ReadonlyStore<SupportRequest>;
  view: StoreApi<CustomerLiveView>;
  link: () => SharerLink | undefined;
  /** Whether a text was copied out of what is private on this page. */
  isPrivate: (text: string) => boolean;
}

/** The technician's screen on the customer's page (rules S3, I6). */
export interface CustomerShow {
  readonly viewing: Viewing;
  /** What the own clipboard has to do with the technician's (rule I6). */
  readonly clipboard: ViewerClipboard;
  /** A link has just come; what is done for it ends with `scope`. */
  open(link: SharerLink, scope: Scope): void;
  closed(): void;
  follow(request: SupportRequest): void;
  /** Takes back the question for the hand; or lets go of what it holds, and gives it back. */
  letGo(): void;
  close(): void;
}

export function createCustomerShow(parts: Parts): CustomerShow {
  const { signaling, request, view, link, isPrivate } = parts;
  const scope = new Scope();
  const stage = createStage();
  scope.add(() => stage.close());
  const shown = () => {
    const { show } = request.getState().live;
    return show.phase === 'showing' ? show : null;
  };
  const watch = createPictureWatch(stage, {
    expects: () => shown() !== null,
    shown: (path) => {
      link()?.shown(path);
      view.setState({ showSeen: shown() !== null });
    },
  });
  const viewing = createViewing({
    ...{ endpoint: signaling.endpoint, request, stage },
    controlled: () => shown()?.control.phase === 'granted' && !shown()?.paused,
    mayDraw: () => shown()?.paused === false && view.getState().link.state === 'carried',
    send: (label, bytes) => link()?.say(label, bytes) ?? false,
    onRefused: (reason) => view.setState({ showRefused: { reason, at: Date.now() } }),
    onHold: (showHeld) => view.setState({ showHeld }),
    onPaste: (text) => clipboard.offer(text),
    onClipboard: (message) => clipboard.receive(message),
  });
  const clipboard = createViewerClipboard({
    stroke: (stroke) => viewing.sender.stroke(stroke, performance.now()),
    isPrivate,
    onChange: (showClipboard) => view.setState({ showClipboard }),
  });
  let wasShown = false;

  const follow = ({ live: { show } }: SupportRequest): void => {
    const isShown = show.phase === 'showing';
    const grant = isShown && show.control.phase === 'granted' ? show.control.grantId : null;
    viewing.sender.setGrant(grant);
    if (grant === null) clipboard.lapse();
    viewing.drawing.setSharer(isShown ? show.endpoint : null);
    // What was there before the pause is not to be looked at during it.
    stage.setBlank(isShown && show.paused);
    view.setState({ show, showSeen: isShown && view.getState().showSeen });
    const carrying = link()?.carrying;
    if (isShown && !wasShown && carrying) watch.want(carrying);
    wasShown = isShown;
  };

  return {
    viewing,
    clipboard,
    open(opened, own) {
      opened.events.on('track', ({ slot, path, track }) => {
        if (slot === 'screen') stage.setTrack(path, track);
      });
      opened.events.on('carrying', (path: LinkPath) => {
        watch.want(path);
        viewing.sender.pathChanged(performance.now());
      });
      opened.events.on('input', ({ bytes, from }) => {
        if (from === shown()?.endpoint) viewing.hear(bytes);
      });
      opened.events.on('tick', (now) => {
        watch.look();
        viewing.tick(now);
      });
      followQuality({
        ...{ link: opened, stage, scope: own },
        tell({ quality }) {
          if (quality !== undefined) view.setState({ showQuality: quality });
        },
      });
      // Another page may be at the other end: what it has on its board it says by itself.
      viewing.drawing.setSharer(null);
      viewing.drawing.setSharer(shown()?.endpoint ?? null);
    },
    closed() {
      viewing.drawing.setSharer(null);
      view.setState({ showQuality: null });
    },
    follow,
    letGo() {
      const { id: requestId } = request.getState();
      const isAsking = shown()?.control.phase === 'requested';
      viewing.sender.stroke({ type: 'release' }, performance.now());
      void (
        isAsking
          ? signaling.request('control:withdraw', { requestId })
          : signaling.request('control:end', { requestId, why: 'released', screen: 'technician' })
      )
        // The state that everybody is told says how it is.
        .catch(() => undefined);
    },
    close: () => scope.close(),
  };
}
