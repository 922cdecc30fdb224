import { createStore } from 'zustand/vanilla';
import { noHelper } from '@beside/shared/domain/helper';
import type { EndpointId, RequestId, UserId } from '@beside/shared/domain/ids';
import { linkIsWanted, sendingPage, takesRelay } from '@beside/shared/domain/liveLink';
import type { LiveState, SupportRequest } from '@beside/shared/domain/request';
import { mayIn, partOf } from '@beside/shared/domain/team';
import type { Party } from '@beside/shared/domain/words';
import { Scope } from '@beside/shared/lib/scope';
import { preferredCodec } from '../media/codec/preferredCodec.ts';
import { createEars } from '../media/ears.ts';
import { createGuestLink, type GuestLink } from '../media/guestLink.ts';
import { noProtection } from '../media/sealing/protection.ts';
import { createSeal, type BondPart, type Seal } from '../media/sealing/seal.ts';
import { createStage } from '../media/stage.ts';
import { createViewerLink, type ViewerLink } from '../media/viewerLink.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { createViewerClipboard } from './clipboard/viewerClipboard.ts';
import { describeLink, sameLink } from './linkView.ts';
import type { ReadonlyStore, TechnicianLive, TechnicianLiveView } from './live.ts';
import { noHand } from './control/sharerControl.ts';
import { followQuality, noQuality, type QualityView } from './quality/followQuality.ts';
import { createPictureWatch } from './pictureWatch.ts';
import { takeScreenshot } from './takeScreenshot.ts';
import { createTechnicianRecording } from './recording/technicianRecording.ts';
import { createTechnicianShow } from './technicianShow.ts';
import { createViewing } from './viewing.ts';
import { createVoice } from './voice.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  me: UserId;
  request: ReadonlyStore<SupportRequest>;
}

/**
 * The live part of a request on the technician's page: link, stage, the hand, the technician's own
 * screen, and the voices.
 */
export function createTechnicianLive({ signaling, requestId, me, request }: Parts): TechnicianLive {
  const scope = new Scope();
  const stage = createStage();
  /** Where a guest sees the screen of whoever has the request. */
  const showStage = createStage();
  scope.add(() => showStage.close());
  const { share, control, show } = request.getState().live;
  const view = createStore<TechnicianLiveView>(() => ({
    share,
    control,
    show,
    showingHere: false,
    picking: false,
    showFailure: null,
    showHand: noHand,
    sound: 'none',
    showSeen: false,
    link: { state: 'idle' },
    paused: false,
    protection: noProtection,
    controlHere: false,
    reach: null,
    helper: noHelper,
    held: null,
    clipboard: null,
    showClipboard: null,
  }));
  const quality = createStore<QualityView>(() => noQuality);
  let link: ViewerLink | undefined;
  let guestLink: GuestLink | undefined;
  /** Whether the customer's picture has come since there was one to come. */
  let seen = false;
  let linkKind: LinkKind | null = null;
  let linkScope: Scope | undefined;
  let opening = false;
  const viewing = createViewing({
    ...{ endpoint: signaling.endpoint, request, stage },
    controlled: () => view.getState().controlHere && !view.getState().paused,
    mayDraw: () =>
      mayIn(request.getState(), me, 'control') &&
      view.getState().link.state === 'carried' &&
      !view.getState().paused,
    send: (label, bytes) => link?.say(label, bytes) ?? false,
    onRefused: (refused) => view.setState({ refused: { reason: refused, at: Date.now() } }),
    onHold: (held) => view.setState({ held }),
    onHand: (type, place) => recording.hand(type, place),
    onDraw: (bytes) => recording.draws(bytes),
    onPaste: (text) => clipboard.offer(text),
    onClipboard: (message) => clipboard.receive(message),
  });
  const { sender, drawing } = viewing;
  /** A guest looks at the screen of whoever has the request; what is drawn there is the customer's. */
  const showViewing = createViewing({
    ...{ endpoint: signaling.endpoint, request, stage: showStage },
    controlled: () => false,
    mayDraw: () => false,
    send: () => false,
    onRefused: () => undefined,
    onHold: () => undefined,
  });
  const clipboard = createViewerClipboard({
    stroke: (stroke) => sender.stroke(stroke, performance.now()),
    isPrivate: (text) => ownShow.isPrivate(text),
    onChange: (next) => view.setState({ clipboard: next }),
  });

  const ownShow = createTechnicianShow({
    ...{ signaling, requestId, me, request, view },
    link: () => (guestLink ? undefined : link),
  });
  scope.add(() => ownShow.close());
  const ears = createEars((blocked) => voice.setBlocked(blocked));
  scope.add(() => ears.close());
  let voiceTrack: MediaStreamTrack | null = null;
  const leads = (): boolean => mayIn(request.getState(), me, 'lead');
  const voice = createVoice({
    own: () => (leads() ? 'technician' : null),
    endpoint: signaling.endpoint,
    ears,
    tell: (setting) => signaling.request('voice:set', { requestId, setting }),
    send: (track) => {
      voiceTrack = track;
      link?.setTrack('voice', track);
    },
  });
  scope.add(() => voice.close());
  scope.listen(window, 'pagehide', () => voice.turnOff());
  const watch = createPictureWatch(stage, {
    expects: () => expectsPicture(request.getState(), leads()),
    shown: (path) => {
      seen = true;
      link?.shown(path);
    },
  });
  const showWatch = createPictureWatch(showStage, {
    expects: () => view.getState().show.phase === 'showing',
    shown: () => view.setState({ showSeen: view.getState().show.phase === 'showing' }),
  });

  const recording = createTechnicianRecording({
    ...{ signaling, requestId, me, request },
    picture: () => {
      const { share: now, paused, link: way } = view.getState();
      return now.phase === 'sharing' && !paused && way.state !== 'idle' && seen ? stage.top : null;
    },
    frames: () => stage.frames('direct') + stage.frames('relay'),
    linked: () => link !== undefined,
    drawn: () => drawing.drawn(),
    authorOf: (author) => drawing.authorOf(author),
    ownAuthor: () => drawing.own,
  });
  scope.add(() => recording.close());

  const closeLink = (): void => {
    linkScope?.close();
    linkScope = undefined;
    link = undefined;
    guestLink = undefined;
    drawing.setSharer(null);
    recording.follow();
    showViewing.drawing.setSharer(null);
    stage.clear();
    showStage.clear();
    view.setState({ link: { state: 'idle' }, protection: noProtection, showSeen: false });
    quality.setState(noQuality);
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
      seen = false;
      drive(opened, own);
      ownShow.handOver();
      opened.setTrack('voice', voiceTrack);
      followSharers(request.getState().live);
      view.setState({ link: { state: 'connecting' } });
      recording.follow();
    } finally {
      opening = false;
    }
  };

  /** The seal of one link, which ends with it. */
  const openSeal = async (own: Scope): Promise<Seal> => {
    const seal = await createSeal({
      signaling,
      requestId,
      partOf: (by) => bondPartOf(request.getState(), me, by),
    });
    own.add(() => seal.close());
    own.add(request.subscribe(() => seal.review()));
    seal.events.on('changed', (protection) => view.setState({ protection }));
    return seal;
  };

  const createLink = async (own: Scope): Promise<ViewerLink | undefined> => {
    const wanted = (): LinkKind | null => wantsLink(request.getState(), me, signaling.endpoint);
    const kind = wanted();
    const [seal, servers, codec] = await Promise.all([
      openSeal(own),
      kind === 'lead' ? signaling.request('link:servers', { requestId }) : null,
      preferredCodec(),
    ]);
    if (scope.closed || kind === null || wanted() !== kind) return undefined;
    linkKind = kind;
    view.setState({ protection: seal.protection });
    if (kind !== 'lead') {
      const [hand, masked] = [kind === 'hand', kind === 'masked'];
      const remotes = (): EndpointId[] => sendersIn(request.getState());
      guestLink = createGuestLink({ signaling, requestId, remotes, hand, seal, masked });
      return guestLink;
    }
    return createViewerLink({
      signaling,
      requestId,
      iceServers: (servers?.iceServers ?? []) as RTCIceServer[],
      together: () => takesRelay(request.getState()),
      frames: (path) => stage.frames(path),
      seal,
      codec,
    });
  };

  const drive = (opened: ViewerLink, own: Scope): void => {
    opened.events.on('track', ({ slot, path, track, from }) => {
      // Who leads takes from the customer alone; a guest from both.
      const { live } = request.getState();
      const isTheirs = guestLink !== undefined && from === sendingPage(live, 'technician');
      const side = isTheirs ? 'technician' : 'customer';
      if (slot !== 'screen') ears.setTrack(`${side}-${slot}`, path, track);
      else (isTheirs ? showStage : stage).setTrack(path, track);
    });
    opened.events.on('wanted', ({ path, pictured }) => {
      watch.want(path, pictured);
      if (guestLink) showWatch.want(path);
      sender.pathChanged(performance.now());
    });
    opened.events.on('audible', (path) => ears.listenTo(path));
    opened.events.on('input', (message) => {
      const { bytes, from } = message;
      const { live } = request.getState();
      if (!guestLink) ownShow.receive(message);
      if (from === sharingPage(live, 'customer')) {
        viewing.hear(bytes);
        recording.board(bytes);
      }
      if (guestLink && from === sharingPage(live, 'technician')) showViewing.hear(bytes);
    });
    const following = followQuality({
      ...{ link: opened, stage, scope: own },
      tell: (change) => quality.setState(change),
    });
    opened.events.on('carrying', (path) => following.carried(path, opened.reason));
    opened.events.on('tick', (now) => {
      viewing.tick(now);
      showPause();
      showViewing.tick(now);
      watch.look();
      showWatch.look();
      const carrying = seen ? opened.carrying : null;
      const next = describeLink(carrying, (path) => opened.condition(path));
      ownShow.tick(next.state === 'interrupted');
      if (sameLink(view.getState().link, next)) return;
      view.setState({ link: next });
      following.seen(next);
    });
  };

  let expects = false;
  const follow = (next: SupportRequest): void => {
    const { share: nextShare, control: nextControl } = next.live;
    const mine = nextControl.phase === 'granted' && nextControl.to === me;
    sender.setGrant(mine ? nextControl.grantId : null);
    if (!mine) clipboard.lapse();
    view.setState({
      share: nextShare,
      control: nextControl,
      showSeen: next.live.show.phase === 'showing' && view.getState().showSeen,
      controlHere: mine,
      reach: reachOf(next.live),
      helper: next.live.helper ?? noHelper,
    });
    showPause();
    ownShow.follow(next);
    voice.follow(next);
    const expected = expectsPicture(next, leads());
    if (expected && !expects) awaitPicture();
    expects = expected;
    followLink(next);
    recording.follow();
    followSharers(next.live);
  };

  const followSharers = (live: LiveState): void => {
    drawing.setSharer(link ? sharingPage(live, 'customer') : null);
    showViewing.drawing.setSharer(guestLink ? sharingPage(live, 'technician') : null);
  };

  /** A picture is to come that was not there: until then none is said to be seen. */
  const awaitPicture = (): void => {
    seen = false;
    link?.unshown();
    if (link?.wanted) watch.want(link.wanted);
  };

  const followLink = (next: SupportRequest): void => {
    const kind = wantsLink(next, me, signaling.endpoint);
    const page = sendingPage(next.live, 'customer');
    if (!kind) return closeLink();
    // The customer sends from another page than the one that answered, or this technician's part is
    // another one: begin anew.
    const isOld = kind !== linkKind || (kind === 'lead' && isOther(link?.sharer ?? null, page));
    if (link && isOld) closeLink();
    guestLink?.review();
    void openLink().catch(() => undefined);
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
    quality,
    voice,
    drawing,
    recording,
    ...{ picture: viewing.picture, attach: viewing.attach },
    showing: showViewing,
    ownShow,
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
    offerClipboard: (text) => clipboard.offer(text),
    askForClipboard: () => clipboard.ask(),
    dismissClipboard: () => clipboard.dismiss(),
    withdrawControl: () => ask(signaling.request('control:withdraw', { requestId })),
    close: () => scope.close(),
  };
}

/** What a hand can do there (rule I3). */
function reachOf({ share, helper }: LiveState): TechnicianLiveView['reach'] {
  if (share.phase !== 'sharing') return null;
  const { surface } = share;
  if (surface === 'this-page') return { surface, input: 'page' };
  if (share.tab) {
    return { surface, input: 'tab', ...(share.tab === 'linked' && { missing: 'consent' }) };
  }
  const isHelped = surface === 'screen' && helper?.phase === 'ready';
  return { surface, input: isHelped ? 'desktop' : 'none' };
}

type LinkKind = 'lead' | 'guest' | 'hand' | 'masked';

/**
 * Who leads is linked as soon as anything is wanted, from the one page that sends something, if there
 * is one; a guest when there is something to see or to hear.
 */
function wantsLink(request: SupportRequest, me: UserId, here: EndpointId): LinkKind | null {
  if (!linkIsWanted(request.live)) return null;
  if (mayIn(request, me, 'lead')) {
    return isOther(here, sendingPage(request.live, 'technician')) ? null : 'lead';
  }
  if (sendersIn(request).length === 0 || !mayIn(request, me, 'follow')) return null;
  if (partOf(request, me) === 'masked') return 'masked';
  return mayIn(request, me, 'control') ? 'hand' : 'guest';
}

/** The pages from which something goes, the customer's first. */
function sendersIn({ live }: SupportRequest): EndpointId[] {
  return (['customer', 'technician'] as const).flatMap((side) => sendingPage(live, side) ?? []);
}

/** From where there is a screen of that side to be seen. */
function sharingPage({ share, show }: LiveState, side: Party): EndpointId | null {
  if (side === 'technician') return show.phase === 'showing' ? show.endpoint : null;
  return share.phase === 'sharing' ? share.endpoint : null;
}

/** Who leads waits for the picture from the question on. */
function expectsPicture({ live: { share } }: SupportRequest, leads: boolean): boolean {
  return share.phase === 'sharing' || (leads && share.phase === 'proposed');
}

/**
 * Whoever leads sends to colleagues as well, who agree with this page for that. Masked ones get the
 * customer's keys from here, too: the customer's page is not to know of them.
 */
function bondPartOf(request: SupportRequest, me: UserId, by: UserId | null): BondPart {
  if (by === null || !mayIn(request, me, 'lead') || !mayIn(request, by, 'follow')) return null;
  return partOf(request, by) === 'masked' ? 'through' : 'party';
}

function isOther(known: EndpointId | null, page: EndpointId | null): boolean {
  return known !== null && page !== null && known !== page;
}
