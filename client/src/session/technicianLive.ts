import { createStore } from 'zustand/vanilla';
import { noHelper } from '@beside/shared/domain/helper';
import type { RequestId, UserId } from '@beside/shared/domain/ids';
import type { LiveState, SupportRequest } from '@beside/shared/domain/request';
import { isShared, mayIn, partOf } from '@beside/shared/domain/team';
import { Scope } from '@beside/shared/lib/scope';
import { createGuestLink } from '../media/guestLink.ts';
import { listenToGestures } from '../media/picture/gestures.ts';
import { noProtection } from '../media/sealing/protection.ts';
import { createSeal, type Seal } from '../media/sealing/seal.ts';
import { createStage } from '../media/stage.ts';
import { createViewerLink, type ViewerLink } from '../media/viewerLink.ts';
import type { LinkPath } from '../media/linkPaths.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { captureInput } from './control/inputCapture.ts';
import { InputSender, type Stroke } from './control/inputSender.ts';
import { describeLink, sameLink } from './linkView.ts';
import type { ReadonlyStore, TechnicianLive, TechnicianLiveView } from './live.ts';
import { followQuality, noQuality } from './quality/followQuality.ts';
import { takeScreenshot } from './takeScreenshot.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  me: UserId;
  request: ReadonlyStore<SupportRequest>;
}

/** The live part of a request on the technician's page: link, stage, and the hand. */
export function createTechnicianLive({ signaling, requestId, me, request }: Parts): TechnicianLive {
  const scope = new Scope();
  const stage = createStage();
  const { share, control } = request.getState().live;
  const view = createStore<TechnicianLiveView>(() => ({
    share,
    control,
    link: { state: 'idle' },
    paused: false,
    ...noQuality,
    protection: noProtection,
    controlHere: false,
    reach: null,
    helper: noHelper,
  }));
  let link: ViewerLink | undefined;
  let linkKind: LinkKind | null = null;
  let linkScope: Scope | undefined;
  let opening = false;
  const sender = new InputSender({
    send: (channel, bytes) => link?.send(channel, bytes) ?? false,
    onRefused: (refused) => view.setState({ refused: { reason: refused, at: Date.now() } }),
  });

  const closeLink = (): void => {
    linkScope?.close();
    linkScope = undefined;
    link = undefined;
    stage.clear();
    view.setState({ link: { state: 'idle' }, protection: noProtection, ...noQuality });
  };

  /** A pause is heard of by the server and by the link itself; whichever is first. */
  const showPause = (): void => {
    const { share: now } = request.getState().live;
    const paused = (now.phase === 'sharing' && now.paused) || link?.paused === true;
    stage.setBlank(paused);
    if (view.getState().paused !== paused) view.setState({ paused });
  };

  const openLink = async (): Promise<void> => {
    if (link || opening) return;
    opening = true;
    try {
      const own = scope.child();
      const opened = await createLink(own).catch((failure: unknown) => {
        own.close();
        throw failure;
      });
      if (!opened) return own.close();
      link = opened;
      linkScope = own;
      own.add(() => opened.close());
      drive(opened, own);
      view.setState({ link: { state: 'connecting' } });
    } finally {
      opening = false;
    }
  };

  /** The seal of one link, which ends with it. */
  const openSeal = async (own: Scope): Promise<Seal> => {
    const seal = await createSeal({
      signaling,
      requestId,
      // Masked colleagues get their keys from here: the customer's page is not to know of them.
      partOf: (by) =>
        by !== null && partOf(request.getState(), by) === 'masked' ? 'through' : null,
    });
    own.add(() => seal.close());
    own.add(request.subscribe(() => seal.review()));
    seal.events.on('changed', (protection) => view.setState({ protection }));
    return seal;
  };

  const createLink = async (own: Scope): Promise<ViewerLink | undefined> => {
    const kind = wantsLink(request.getState(), me);
    const [seal, servers] = await Promise.all([
      openSeal(own),
      kind === 'lead' ? signaling.request('link:servers', { requestId }) : null,
    ]);
    const { share: now } = request.getState().live;
    if (scope.closed || kind === null || wantsLink(request.getState(), me) !== kind)
      return undefined;
    linkKind = kind;
    view.setState({ protection: seal.protection });
    if (kind !== 'lead') {
      if (now.phase !== 'sharing') return undefined;
      const [hand, masked] = [kind === 'hand', kind === 'masked'];
      return createGuestLink({ signaling, requestId, sharer: now.endpoint, hand, seal, masked });
    }
    return createViewerLink({
      signaling,
      requestId,
      iceServers: (servers?.iceServers ?? []) as RTCIceServer[],
      together: () => isShared(request.getState()),
      frames: (path) => stage.frames(path),
      seal,
    });
  };

  const drive = (opened: ViewerLink, own: Scope): void => {
    /** Frames that the wanted path's element had when it was wanted: the next one is the first new. */
    let awaited: { path: LinkPath; frames: number } | null = null;
    opened.events.on('track', ({ path, track }) => stage.setTrack(path, track));
    const show = (path: LinkPath): void => {
      awaited = null;
      stage.show(path);
      opened.shown(path);
    };
    const look = (): void => {
      if (awaited && stage.frames(awaited.path) !== awaited.frames) show(awaited.path);
    };
    opened.events.on('wanted', ({ path, pictured }) => {
      awaited = { path, frames: stage.frames(path) };
      if (pictured) show(path);
      // Not only at the next tick: the old picture stands still maybe.
      else stage.onNextFrame(path, look);
      sender.pathChanged(performance.now());
    });
    opened.events.on('answer', (bytes) => sender.answer(bytes));
    const quality = followQuality({
      ...{ link: opened, stage, scope: own },
      tell: (change) => view.setState(change),
    });
    opened.events.on('tick', (now) => {
      sender.tick(now);
      showPause();
      look();
      const next = describeLink(opened.carrying, (path) => opened.condition(path));
      if (sameLink(view.getState().link, next)) return;
      view.setState({ link: next });
      quality.seen(next);
    });
  };

  const follow = (next: SupportRequest): void => {
    const { share: nextShare, control: nextControl } = next.live;
    const mine = nextControl.phase === 'granted' && nextControl.to === me;
    sender.setGrant(mine ? nextControl.grantId : null);
    view.setState({
      share: nextShare,
      control: nextControl,
      controlHere: mine,
      reach: reachOf(next.live),
      helper: next.live.helper ?? noHelper,
    });
    showPause();
    const kind = wantsLink(next, me);
    if (!kind) closeLink();
    // The customer shares from another page than the one that answered, or this technician's part is
    // another one: begin anew.
    else if (
      link &&
      (kind !== linkKind ||
        (nextShare.phase === 'sharing' && link.sharer && link.sharer !== nextShare.endpoint))
    ) {
      closeLink();
      void openLink().catch(() => undefined);
    } else void openLink().catch(() => undefined);
  };
  scope.add(request.subscribe(follow));
  // What could not be asked for while offline is asked for again.
  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') follow(request.getState());
    }),
  );
  follow(request.getState());
  scope.add(() => stage.close());

  const ask = async (work: Promise<unknown>): Promise<void> => {
    await work;
  };
  return {
    view,
    picture: stage.picture,
    attach(container, { isLocal, onIdleWheel }) {
      const own = scope.child();
      const controlled = (): boolean => view.getState().controlHere && !view.getState().paused;
      const stroke = (made: Stroke): void => sender.stroke(made, performance.now());
      own.add(stage.attach(container));
      own.add(
        listenToGestures(container, {
          ...{ view: stage.picture, controlled, onIdleWheel },
          letGo: () => stroke({ type: 'release' }),
        }),
      );
      own.add(
        captureInput(container, {
          ...{ enabled: controlled, stroke, isLocal },
          picture: () => stage.top,
          move: (move) => sender.move(move),
        }),
      );
      return () => own.close();
    },
    screenshot: () =>
      takeScreenshot(stage, () => {
        const { share: now, link: way, paused } = view.getState();
        return now.phase === 'sharing' && !paused && way.state === 'carried';
      }),
    propose: () => ask(signaling.request('share:propose', { requestId })),
    withdraw: () => ask(signaling.request('share:withdraw', { requestId })),
    stopSharing: () => ask(signaling.request('share:stop', { requestId })),
    requestControl: (level) => ask(signaling.request('control:request', { requestId, level })),
    releaseControl: () => {
      if (view.getState().controlHere) sender.stroke({ type: 'release' }, performance.now());
      return ask(signaling.request('control:end', { requestId, why: 'released' }));
    },
    close: () => scope.close(),
  };
}

/** What a hand can do there (rule I3). */
function reachOf({ share, helper }: LiveState): TechnicianLiveView['reach'] {
  if (share.phase !== 'sharing') return null;
  const { surface } = share;
  if (surface === 'this-page') return { surface, input: 'page' };
  const isHelped = surface === 'screen' && helper?.phase === 'ready';
  return { surface, input: isHelped ? 'desktop' : 'none' };
}

type LinkKind = 'lead' | 'guest' | 'hand' | 'masked';

/** Who leads is linked as soon as the customer is asked, a guest when there is something to see. */
function wantsLink(request: SupportRequest, me: UserId): LinkKind | null {
  const { share } = request.live;
  if (share.phase === 'off') return null;
  if (mayIn(request, me, 'lead')) return 'lead';
  if (share.phase !== 'sharing' || !mayIn(request, me, 'follow')) return null;
  if (partOf(request, me) === 'masked') return 'masked';
  return mayIn(request, me, 'control') ? 'hand' : 'guest';
}
