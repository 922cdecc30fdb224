import { createStore } from 'zustand/vanilla';
import { noHelper } from '@beside/shared/domain/helper';
import type { RequestId, LinkId, EndpointId } from '@beside/shared/domain/ids';
import { linkIsWanted, sendingPage } from '@beside/shared/domain/liveLink';
import type { SupportRequest } from '@beside/shared/domain/request';
import { facesOf } from '@beside/shared/domain/team';
import { Scope } from '@beside/shared/lib/scope';
import type { RequestInput, RequestName } from '@beside/shared/protocol/contract';
import { shareAbility } from '../lib/shareAbility.ts';
import { preferredCodec } from '../media/codec/preferredCodec.ts';
import { createEars } from '../media/ears.ts';
import { noProtection } from '../media/sealing/protection.ts';
import { createSeal, type Seal } from '../media/sealing/seal.ts';
import { createSharerLink, type SharerLink } from '../media/sharerLink.ts';
import { createStage } from '../media/stage.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { createCustomerControl } from './control/customerControl.ts';
import { createCustomerHelper } from './customerHelper.ts';
import { describeLink, sameLink } from './linkView.ts';
import type { CustomerLive, CustomerLiveView, ReadonlyStore } from './live.ts';
import { createOwnScreen, release } from './ownScreen.ts';
import { createPictureWatch } from './pictureWatch.ts';
import { createVoice } from './voice.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  request: ReadonlyStore<SupportRequest>;
}

/**
 * The live part of a request on the customer's page: capture, link, the grant of control, the
 * technician's screen, and the voices.
 */
export function createCustomerLive({ signaling, requestId, request }: Parts): CustomerLive {
  const scope = new Scope();
  const { share, control, show } = request.getState().live;
  const view = createStore<CustomerLiveView>(() => ({
    share,
    control,
    show,
    showSeen: false,
    link: { state: 'idle' },
    protection: noProtection,
    sharingHere: false,
    picking: false,
    failure: null,
    sound: 'none',
    ability: shareAbility(),
    handActive: false,
    helper: noHelper,
    helperOffer: null,
  }));
  let link: SharerLink | undefined;
  let sealing: Promise<Seal> | undefined;
  const screen = createOwnScreen({
    setTrack: (slot, track) => link?.setTrack(slot, track),
    hold: (slot, held) => link?.hold(slot, held),
    onEnded: () => stop(),
    onSound: (sound) => view.setState({ sound }),
  });
  /** Where the technician's screen is shown. */
  const stage = createStage();
  scope.add(() => stage.close());
  const watch = createPictureWatch(stage, {
    expects: () => view.getState().show.phase === 'showing',
    shown: (path) => {
      link?.shown(path);
      view.setState({ showSeen: view.getState().show.phase === 'showing' });
    },
  });
  const ears = createEars((blocked) => voice.setBlocked(blocked));
  scope.add(() => ears.close());

  type Plain = { requestId: RequestId };
  /** Tells the server; what it refuses shows in the state that it tells everybody. */
  const tell = <K extends RequestName>(
    name: K,
    more: Omit<RequestInput<K>, keyof Plain>,
  ): Promise<unknown> =>
    signaling.request(name, { ...more, requestId } as RequestInput<K>).catch(() => undefined);

  const hand = createCustomerControl({
    tell: (name, more) => void tell(name, more as never),
    reply: (path, bytes) => link?.reply(path, bytes),
    setActive: (handActive) => view.setState({ handActive }),
  });
  scope.add(() => hand.close());
  const helper = createCustomerHelper({
    signaling,
    requestId,
    view,
    picture: () => screen.picture?.getSettings(),
    isPaused: () => isPaused(request.getState()),
    setSurface: (surface) => hand.setSurface(surface),
  });
  scope.add(() => helper.close());

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

  const endCapture = (): void => {
    screen.end();
    helper.follow(noHelper);
    hand.setSurface(null);
    view.setState({ sharingHere: false });
  };

  const closeLink = (): void => {
    link?.close();
    link = undefined;
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
    opened.events.on('input', ({ label, bytes, path }) => hand.receive(label, bytes, path));
    opened.events.on('tick', () => {
      watch.look();
      const next = describeLink(opened.carrying, (path) => opened.condition(path));
      if (next.state === 'interrupted') hand.release();
      if (!sameLink(view.getState().link, next)) view.setState({ link: next });
    });
    opened.events.on('track', ({ slot, path, track }) => {
      if (slot === 'screen') stage.setTrack(path, track);
      else ears.setTrack(`technician-${slot}`, path, track);
    });
    opened.events.on('carrying', (path) => {
      // The other end sends this way already.
      ears.listenTo(path);
      watch.want(path);
    });
    screen.handOver();
    opened.setTrack('voice', voiceTrack);
  };

  /** Of several open pages of the customer the one answers that sends, or that is looked at. */
  const answersLinks = (): boolean => {
    const { live } = request.getState();
    if (!linkIsWanted(live)) return false;
    const sends = screen.captured || voiceTrack !== null;
    const page = sendingPage(live, 'customer');
    if (page !== null) return page === signaling.endpoint && sends;
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
    const { share: nextShare, control: nextControl, show: nextShow } = next.live;
    const wasShown = view.getState().show.phase === 'showing';
    const isShown = nextShow.phase === 'showing';
    const showSeen = isShown && view.getState().showSeen;
    view.setState({ share: nextShare, control: nextControl, show: nextShow, showSeen });
    if (nextShare.phase === 'off') endCapture();
    else if (nextShare.phase === 'sharing' && nextShare.endpoint === signaling.endpoint) {
      screen.setPaused(nextShare.paused);
    }
    screen.setVoiceHeard(isSpeaking(next));
    voice.follow(next);
    if (!linkIsWanted(next.live)) {
      closeLink();
      closeSeal();
    } else if (isShown && !wasShown && link?.carrying) watch.want(link.carrying);
    void sealing?.then((seal) => seal.review());
    helper.follow(screen.captured ? (next.live.helper ?? noHelper) : noHelper);
    hand.follow(nextControl);
  };
  scope.add(request.subscribe(follow));
  follow(request.getState());
  scope.listen<KeyboardEvent>(
    document,
    'keydown',
    (event) => {
      if (event.isTrusted && event.key === 'Escape' && hand.granted) hand.takeBack();
    },
    { capture: true },
  );
  // A page that goes away takes its picture with it; saying so spares the others the wait.
  scope.listen(window, 'pagehide', () => {
    if (screen.captured) stop();
    voice.turnOff();
  });
  scope.add(closeSeal);
  scope.add(closeLink);
  scope.add(endCapture);

  const stop = (): void => {
    // The screen goes dark at this very click; the server is told afterwards.
    hand.takeBack('sharing-ended');
    endCapture();
    void tell('share:stop', {});
  };

  const pick = async (): Promise<void> => {
    view.setState({ picking: true, failure: null });
    const capture = await screen.pick();
    view.setState({ picking: false });
    if (scope.closed) {
      release(capture);
      return;
    }
    if (!capture.ok) {
      if (capture.why !== 'cancelled') {
        const failure = capture.why === 'failed' ? 'capture-failed' : capture.why;
        view.setState({ failure });
      }
      await tell('share:cancel', {});
      return;
    }
    if (request.getState().live.share.phase !== 'proposed') {
      // Withdrawn while the picker was open.
      release(capture);
      return;
    }
    screen.take(capture);
    if (capture.surface === 'this-page') hand.setSurface(await loadPageSurface());
    view.setState({ sharingHere: true });
    await tell('share:start', { surface: capture.surface, sound: capture.sound !== null });
  };

  return {
    view,
    voice,
    attachShow: (container) => stage.attach(container),
    share() {
      if (!view.getState().picking && !screen.captured) void pick();
    },
    decline: () => void tell('share:decline', {}),
    pause() {
      screen.setPaused(true);
      void tell('share:pause', {});
    },
    resume: () => void tell('share:resume', {}),
    stop,
    allowControl(level, click) {
      if (click.isTrusted) hand.allow(level);
    },
    declineControl: () => void tell('control:decline', {}),
    takeBackControl: () => hand.takeBack(),
    offerHelper: () => helper.offer(),
    closeHelperOffer: () => helper.closeOffer(),
    endHelper: () => helper.end(),
    close: () => scope.close(),
  };
}

function isPaused({ live }: SupportRequest): boolean {
  return live.share.phase === 'sharing' && live.share.paused;
}

function isSpeaking({ live: { voice } }: SupportRequest): boolean {
  return voice.technician.phase === 'on' && !voice.technician.muted;
}

async function loadPageSurface() {
  const { createPageSurface } = await import('./surface/page/pageSurface.ts');
  return createPageSurface({ window });
}
