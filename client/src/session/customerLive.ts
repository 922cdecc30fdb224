import { createStore } from 'zustand/vanilla';
import { noHelper } from '@beside/shared/domain/helper';
import type { RequestId, LinkId, EndpointId } from '@beside/shared/domain/ids';
import { linkIsWanted, sendingPage } from '@beside/shared/domain/liveLink';
import { recordOf } from '@beside/shared/domain/recording';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { CustomerPage } from '@beside/shared/domain/sessionWindow';
import type { ShareState } from '@beside/shared/domain/sharing';
import { facesOf, mayIn } from '@beside/shared/domain/team';
import { Scope } from '@beside/shared/lib/scope';
import type { RequestInput, RequestName } from '@beside/shared/protocol/contract';
import { shareAbility } from '../lib/shareAbility.ts';
import { preferredCodec } from '../media/codec/preferredCodec.ts';
import { createEars } from '../media/ears.ts';
import { linkPaths } from '../media/linkPaths.ts';
import { noProtection } from '../media/sealing/protection.ts';
import { createSeal, type Seal } from '../media/sealing/seal.ts';
import { createSharerLink, type SharerLink } from '../media/sharerLink.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { encodeInput } from '@beside/shared/protocol/input';
import { createCaretPlace } from './clipboard/caretPlace.ts';
import { createOwnClipboard } from './clipboard/ownClipboard.ts';
import { createSharerControl, noHand } from './control/sharerControl.ts';
import { watchOwnInput } from './control/watchOwnInput.ts';
import { createRecordConsent } from './recording/recordConsent.ts';
import { createCustomerHelper } from './customerHelper.ts';
import { createCustomerShow } from './customerShow.ts';
import { createSharerTab } from './sharerTab.ts';
import { followPages } from './drawing/drawingPeople.ts';
import { createSharerDrawing } from './drawing/sharerDrawing.ts';
import { describeLink, sameLink } from './linkView.ts';
import type { CustomerLive, CustomerLiveView, ReadonlyStore } from './live.ts';
import { createSharedPicture } from './sharedPicture.ts';
import { createVoice } from './voice.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  request: ReadonlyStore<SupportRequest>;
  /** Whether this is the portal, or the session window that goes with it. */
  page: CustomerPage;
}

/**
 * The live part of a request on the customer's page: capture, link, the grant of control, the
 * technician's screen, and the voices.
 */
export function createCustomerLive({ signaling, requestId, request, page }: Parts): CustomerLive {
  const scope = new Scope();
  const { share, control, show } = request.getState().live;
  const view = createStore<CustomerLiveView>(() => ({
    share,
    control,
    show,
    record: recordOf(request.getState().live),
    showSeen: false,
    showQuality: null,
    showHeld: null,
    link: { state: 'idle' },
    protection: noProtection,
    sharingHere: false,
    title: null,
    picking: false,
    failure: null,
    sound: 'none',
    privatePlaces: 0,
    ability: shareAbility(),
    helper: noHelper,
    helperOffer: null,
    hand: noHand,
    clipboard: null,
    showClipboard: null,
  }));
  let link: SharerLink | undefined;
  let linkScope: Scope | undefined;
  let sealing: Promise<Seal> | undefined;
  /** The customer has paused here: that holds at once, and until they say otherwise. */
  let held = false;
  /** Where sharing has a window of its own, the customer shares from this page all the same. */
  let stays = false;
  const theirs = createCustomerShow({
    ...{ signaling, request, view },
    link: () => link,
    isPrivate: (text) => clipboard.isPrivate(text),
  });
  scope.add(() => theirs.close());
  const ears = createEars((blocked) => voice.setBlocked(blocked));
  scope.add(() => ears.close());

  type Plain = { requestId: RequestId };
  /**
   * Tells the server; what it refuses shows in the state that it tells everybody.
   *
   * @returns whether it was heard and done
   */
  const tell = <K extends RequestName>(
    name: K,
    more: Omit<RequestInput<K>, keyof Plain>,
  ): Promise<boolean> =>
    signaling.request(name, { ...more, requestId } as RequestInput<K>).then(
      () => true,
      () => false,
    );

  const pages = followPages(signaling, requestId, () => request.getState());
  scope.add(pages.stop);
  const drawing = createSharerDrawing({
    ...{ endpoint: signaling.endpoint, user: null, whoIs: pages.whoIs, request },
    track: () => picture.track,
    link: () => link,
  });
  scope.add(() => drawing.close());

  const say = (bytes: Uint8Array<ArrayBuffer>): void =>
    linkPaths.forEach((path) => link?.reply(path, bytes));
  const sharesItself = (): boolean => picture.track !== null && picture.surface === 'this-page';
  const caret = createCaretPlace(document);
  const clipboard = createOwnClipboard({
    party: 'customer',
    hand: () => hand,
    isTabPrivate: (text) => tab.isPrivate(text),
    say,
    tell: (to) => void tell('control:clipboard', { to }),
    page: {
      mayInsert: () => hand.grant?.level === 'pointer-and-keyboard' && sharesItself(),
      keepCaret: () => caret.keep(),
      insert: async (text) => ((await caret.comeBack()) ? hand.insert(text) : 'needs-customer'),
    },
    onChange: (next) => view.setState({ clipboard: next }),
    onCover: () => applyPause(),
  });
  scope.add(() => clipboard.close());
  const consent = createRecordConsent(() => performance.now());
  const hand = createSharerControl({
    tell: (name: 'control:grant' | 'control:end', more: object) => tell(name, more as never),
    reply: (path, bytes) => link?.reply(path, bytes),
    say,
    onClipboard: (message) => clipboard.receive(message),
    onShut: () => clipboard.reset(),
    onChange(next) {
      view.setState({ hand: next });
      tab.settle(request.getState());
    },
  });
  scope.add(() => hand.close());
  const tab = createSharerTab({
    ...{ signaling, requestId, hand, drawing },
    granted({ assignee, team, live: { control } }) {
      if (control.phase !== 'granted') return null;
      const people = [assignee, ...(team?.members ?? [])];
      const name = people.find((person) => person?.id === control.to)?.name ?? '';
      return { grantId: control.grantId, by: control.to, name };
    },
    onHidden: () => applyPause(),
    onReach: () => mend(),
    onRefused: ({ grant, ...refused }) =>
      say(encodeInput({ type: 'refused', grantId: grant, ...refused })),
  });
  scope.add(() => tab.close());
  const helper = createCustomerHelper({
    signaling,
    requestId,
    view,
    picture: () => picture.track?.getSettings(),
    isPaused: () => isPaused(),
    setSurface: (surface) => hand.setSurface(surface),
  });
  scope.add(() => helper.close());
  // On the whole desktop the hand's own doing comes here as the customer's.
  scope.add(watchOwnInput(window, (reason) => sharesItself() && hand.ownInput(reason)));

  let voiceTrack: MediaStreamTrack | null = null;
  const voice = createVoice({
    own: () => 'customer',
    endpoint: signaling.endpoint,
    ears,
    tell: (setting) => signaling.request('voice:set', { requestId, setting }),
    send: (track) => {
      voiceTrack = track;
      link?.setTrack('voice', track);
    },
  });
  scope.add(() => voice.close());

  const isHere = ({ live }: SupportRequest): boolean =>
    live.share.phase === 'sharing' && live.share.endpoint === signaling.endpoint;

  const isPaused = (): boolean => {
    const { share: now } = request.getState().live;
    return now.phase === 'sharing' && (now.paused || (held && isHere(request.getState())));
  };

  const applyPause = (): void => {
    const paused = isPaused();
    // What is covered stands still at the viewer; it is no pause, and what was agreed stays.
    picture.setPaused(paused);
    picture.setKept(clipboard.covers || tab.hides);
    link?.setPaused(paused);
    // Nobody clicks on what nobody sees.
    hand.setPaused(paused);
    drawing.setPaused(paused);
    view.setState({ share: shownAs(request.getState().live.share, paused) });
  };

  const picture = createSharedPicture({
    reachable: true,
    setTrack: (slot, track) => link?.setTrack(slot, track),
    hold: (slot, kept) => link?.hold(slot, kept),
    onSound: (sound) => view.setState({ sound }),
    onPrivate: (privatePlaces) => view.setState({ privatePlaces }),
    onGone() {
      held = false;
      helper.follow(noHelper);
      tab.follow(null, 'unknown');
      hand.setSurface(null);
      drawing.setSurface(null);
      view.setState({ sharingHere: false, title: null });
    },
    onShown(shown) {
      drawing.setSurface(shown.surface);
      // What it moves is the screen that it was asked for: nothing of that is to be seen any more.
      if (shown.surface !== 'screen') helper.end();
      tab.follow(null, 'unknown');
      hand.setSurface(shown.reach);
      tab.follow(picture.track, shown.surface);
      view.setState({ title: shown.title });
      applyPause();
      mend();
    },
    onEnded: () => stop(),
  });

  /** Says again what holds here and was not heard: the line may have been down when it was said. */
  const mend = (): void => {
    const { share: now } = request.getState().live;
    if (now.phase !== 'sharing' || !isHere(request.getState())) return;
    const { track, surface } = picture;
    if (!track) void tell('share:stop', {});
    else if (held && !now.paused) void tell('share:pause', {});
    else if (now.surface !== surface) void tell('share:switch', { surface });
    else if ((now.tab ?? null) !== tab.reach) void tell('tab:reach', { reach: tab.reach });
    if (track && surface !== 'screen') helper.end();
  };

  const closeLink = (): void => {
    linkScope?.close();
    linkScope = undefined;
    link?.close();
    link = undefined;
    theirs.closed();
    view.setState({ link: { state: 'idle' } });
  };

  /** One seal for all who take part, for as long as there is anything to be linked for. */
  const openSeal = (): Promise<Seal> => {
    sealing ??= createSeal({
      signaling,
      requestId,
      partOf: (by) => (by !== null && facesOf(request.getState()).includes(by) ? 'party' : null),
    }).then((seal) => {
      seal.events.on('changed', (protection) => view.setState({ protection }));
      view.setState({ protection: seal.protection });
      return seal;
    });
    return sealing;
  };

  const closeSeal = (): void => {
    void sealing?.then((seal) => seal.close());
    sealing = undefined;
    view.setState({ protection: noProtection });
  };

  const openLink = async (linkId: LinkId, viewer: EndpointId): Promise<void> => {
    if (link?.linkId === linkId || !answersLinks()) return;
    const [{ iceServers }, seal, codec] = await Promise.all([
      signaling.request('link:servers', { requestId }),
      openSeal(),
      preferredCodec(),
    ]);
    if (scope.closed || link?.linkId === linkId || !answersLinks()) return;
    closeLink();
    const opened = createSharerLink({
      signaling,
      requestId,
      linkId,
      viewer,
      iceServers: iceServers as RTCIceServer[],
      seal,
      codec,
    });
    link = opened;
    linkScope = scope.child();
    theirs.open(opened, linkScope);
    opened.events.on('input', ({ label, bytes, path, from }) => {
      hand.receive(label, bytes, path);
      drawing.receive(from, label, bytes);
    });
    opened.events.on('tick', () => {
      hand.tick();
      drawing.tick();
      const next = describeLink(opened.carrying, (path) => opened.condition(path));
      if (next.state === 'interrupted') hand.release();
      if (!sameLink(view.getState().link, next)) view.setState({ link: next });
    });
    opened.events.on('track', ({ slot, path, track }) => {
      if (slot !== 'screen') ears.setTrack(`technician-${slot}`, path, track);
    });
    // The other end sends this way already.
    opened.events.on('carrying', (path) => ears.listenTo(path));
    opened.setPaused(isPaused());
    picture.handOver();
    picture.prepare();
    opened.setTrack('voice', voiceTrack);
  };

  /** Of several open pages of the customer the one answers that sends, or that is looked at. */
  const answersLinks = (): boolean => {
    const { live } = request.getState();
    if (!linkIsWanted(live)) return false;
    const sends = picture.track !== null || voiceTrack !== null;
    const sending = sendingPage(live, 'customer');
    if (sending !== null) return sending === signaling.endpoint && sends;
    // The window that is made for sharing answers, unless it could not be had.
    const isOnlyAsked = !linkIsWanted({ ...live, share: { phase: 'off' } });
    if (live.sessionWindow && isOnlyAsked && page === 'portal' && !stays) return false;
    return document.visibilityState === 'visible' || sends;
  };

  scope.add(
    signaling.on('link:opened', (message) => {
      if (message.requestId !== requestId) return;
      // Not to be reached at this moment: the viewer asks again by itself.
      openLink(message.linkId, message.viewer).catch(() => undefined);
    }),
  );

  const follow = (next: SupportRequest): void => {
    const { share: nextShare, control: nextControl } = next.live;
    const record = recordOf(next.live);
    // Before the question is to be seen: from now on nobody else may answer it.
    hand.setRecordAsks(record.phase === 'proposed' && isHere(next));
    consent.follow(record);
    view.setState({ control: nextControl, record });
    if (nextShare.phase === 'off') {
      stays = false;
      picture.end();
    }
    // Heard: from now on the pause is everybody's, and can be ended from another page.
    if (nextShare.phase === 'sharing' && nextShare.paused) held = false;
    applyPause();
    mend();
    picture.setVoiceHeard(isSpeaking(next));
    voice.follow(next);
    if (!linkIsWanted(next.live)) {
      closeLink();
      closeSeal();
    }
    theirs.follow(next);
    void sealing?.then((seal) => seal.review());
    helper.follow(picture.track ? (next.live.helper ?? noHelper) : noHelper);
    hand.keepOnly((user) => mayIn(next, user, 'control'));
    hand.follow(nextControl, isHere(next));
    tab.settle(next);
  };
  scope.add(request.subscribe(follow));
  follow(request.getState());
  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') mend();
    }),
  );
  scope.listen<KeyboardEvent>(
    document,
    'keydown',
    (event) => {
      if (event.isTrusted && event.key === 'Escape' && hand.grant) hand.takeBack();
    },
    { capture: true },
  );
  // A page that goes away takes its picture with it; saying so spares the others the wait.
  scope.listen(window, 'pagehide', () => {
    if (picture.track) stop();
    voice.turnOff();
  });
  scope.add(closeSeal);
  scope.add(closeLink);
  scope.add(() => picture.close());

  const stop = (): void => {
    // The screen goes dark at this very click; the server is told afterwards.
    hand.takeBack('sharing-ended');
    picture.end();
    void tell('share:stop', {});
  };

  const pick = async (): Promise<void> => {
    view.setState({ picking: true, failure: null });
    const picked = await picture.pick();
    if (scope.closed) {
      if (typeof picked !== 'string') picked.drop();
      return;
    }
    view.setState({ picking: false });
    if (typeof picked === 'string') {
      if (picked !== 'cancelled') {
        view.setState({ failure: picked === 'failed' ? 'capture-failed' : picked });
      }
      await tell('share:cancel', {});
      return;
    }
    // Withdrawn while the picker was open.
    if (request.getState().live.share.phase !== 'proposed') {
      picked.drop();
      return;
    }
    const chosen = picked.take();
    view.setState({ sharingHere: true });
    const { surface } = picture;
    const started = await tell('share:start', { surface, sound: picked.sound });
    // Nothing is shown of which nobody was told: neither the bar nor the record would know of it.
    if (!started && picture.track === chosen) {
      picture.end();
      view.setState({ failure: 'capture-failed' });
    }
  };

  return {
    view,
    voice,
    hidden: picture.hidden,
    drawing,
    showing: theirs.viewing,
    share(click) {
      if (!click.isTrusted || view.getState().picking || picture.track) return;
      stays = true;
      void pick();
    },
    decline: () => void tell('share:decline', {}),
    pause() {
      held = picture.track !== null;
      applyPause();
      void tell('share:pause', {});
    },
    resume() {
      held = false;
      // The picture goes on when everybody has been told; at once where the pause was never heard of.
      applyPause();
      void tell('share:resume', {});
    },
    stop,
    allowControl(level, span, click) {
      if (click.isTrusted) hand.allow(level, span);
    },
    declineControl: () => void tell('control:decline', {}),
    allowRecord(click) {
      if (consent.isOwn(click)) void tell('record:agree', {});
    },
    declineRecord: () => void tell('record:decline', {}),
    stopRecord: () => void tell('record:stop', {}),
    takeBackControl: () => hand.takeBack(),
    offerHelper: () => helper.offer(),
    closeHelperOffer: () => helper.closeOffer(),
    endHelper: () => helper.end(),
    askAgain: () => hand.askAgain(),
    takeClipboard(how, click) {
      if (click.isTrusted) void clipboard.take(how);
    },
    readClipboard(click) {
      if (click.isTrusted) void clipboard.read();
    },
    sendClipboard(text, click) {
      if (click.isTrusted) clipboard.send(text);
    },
    declineClipboard: () => clipboard.decline(),
    requestShowControl: (level) => void tell('control:request', { level }),
    releaseShowControl: () => theirs.letGo(),
    showClipboard: theirs.clipboard,
    close: () => scope.close(),
  };
}

function shownAs(share: ShareState, paused: boolean): ShareState {
  return share.phase === 'sharing' && share.paused !== paused ? { ...share, paused } : share;
}

function isSpeaking({ live: { voice } }: SupportRequest): boolean {
  return voice.technician.phase === 'on' && !voice.technician.muted;
}
