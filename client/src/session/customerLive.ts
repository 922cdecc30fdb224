import { v4 as uuidV4 } from 'uuid';
import { createStore } from 'zustand/vanilla';
import { noHelper } from '@beside/shared/domain/helper';
import type { RequestId, LinkId, EndpointId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { facesOf, mayIn } from '@beside/shared/domain/team';
import { Scope } from '@beside/shared/lib/scope';
import type { RequestInput, RequestName } from '@beside/shared/protocol/contract';
import { shareAbility } from '../lib/shareAbility.ts';
import { captureScreen } from '../media/capture.ts';
import { linkPaths } from '../media/linkPaths.ts';
import { noProtection } from '../media/sealing/protection.ts';
import { createSeal, type Seal } from '../media/sealing/seal.ts';
import { createSharerLink, type SharerLink } from '../media/sharerLink.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { encodeInput } from '@beside/shared/protocol/input';
import { createCaretPlace } from './clipboard/caretPlace.ts';
import { createCustomerClipboard, showsOwnText } from './clipboard/customerClipboard.ts';
import { createPictureCover } from './clipboard/pictureCover.ts';
import { watchPrivateCopies } from './clipboard/privateCopies.ts';
import { createCustomerControl, noHand } from './control/customerControl.ts';
import { watchOwnInput } from './control/watchOwnInput.ts';
import { createCustomerHelper } from './customerHelper.ts';
import { describeLink, sameLink } from './linkView.ts';
import type { CustomerLive, CustomerLiveView, ReadonlyStore } from './live.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  request: ReadonlyStore<SupportRequest>;
}

/** The live part of a request on the customer's page: capture, link, and the grant of control. */
export function createCustomerLive({ signaling, requestId, request }: Parts): CustomerLive {
  const scope = new Scope();
  const { share, control } = request.getState().live;
  const view = createStore<CustomerLiveView>(() => ({
    share,
    control,
    link: { state: 'idle' },
    protection: noProtection,
    sharingHere: false,
    picking: false,
    failure: null,
    ability: shareAbility(),
    helper: noHelper,
    helperOffer: null,
    hand: noHand,
    clipboard: null,
  }));
  let link: SharerLink | undefined;
  let sealing: Promise<Seal> | undefined;
  let track: MediaStreamTrack | null = null;
  let hasPageSurface = false;
  /** Names this page towards the capture, for as long as it is open. */
  const handle = uuidV4();

  type Plain = { requestId: RequestId };
  /**
   * Tells the server; what it refuses shows in the state that it tells everybody.
   *
   * @returns whether it was taken
   */
  const tell = <K extends RequestName>(
    name: K,
    more: Omit<RequestInput<K>, keyof Plain>,
  ): Promise<boolean> =>
    signaling.request(name, { ...more, requestId } as RequestInput<K>).then(
      () => true,
      () => false,
    );

  const copies = watchPrivateCopies(window);
  scope.add(() => copies.close());
  const say = (bytes: Uint8Array<ArrayBuffer>): void =>
    linkPaths.forEach((path) => link?.reply(path, bytes));
  const pace = (): void => {
    const paused = cover.covered || isPaused(request.getState());
    link?.setPaused(paused);
    if (track) track.enabled = !paused;
  };
  const cover = createPictureCover(scope, pace);
  const caret = createCaretPlace(document);
  const clipboard = createCustomerClipboard({
    say(message) {
      if (hand.grant) say(encodeInput({ ...message, grantId: hand.grant.id }));
    },
    tell: (to) => void tell('control:clipboard', { to }),
    mayInsert: () => hand.grant?.level === 'pointer-and-keyboard' && hasPageSurface,
    keepCaret: () => caret.keep(),
    insert: async (text) => ((await caret.comeBack()) ? hand.insert(text) : 'needs-customer'),
    isPrivate: (text) => copies.isPrivate(text),
    // Not there where the page is not secure.
    clipboard: (navigator as Partial<Navigator>).clipboard,
    onChange(next) {
      cover.set(showsOwnText(next));
      view.setState({ clipboard: next });
      hand.setClipboardAsks(next !== null);
    },
  });
  scope.add(() => clipboard.close());
  const hand = createCustomerControl({
    tell: (name: 'control:grant' | 'control:end', more: object) => tell(name, more as never),
    reply: (path, bytes) => link?.reply(path, bytes),
    say,
    onClipboard: (message) => clipboard.receive(message),
    onShut: () => clipboard.reset(),
    onChange: (next) => view.setState({ hand: next }),
  });
  scope.add(() => hand.close());
  const helper = createCustomerHelper({
    signaling,
    requestId,
    view,
    picture: () => track?.getSettings(),
    isPaused: () => isPaused(request.getState()),
    setSurface: (surface) => hand.setSurface(surface),
  });
  scope.add(() => helper.close());
  // On the whole desktop the hand's own doing comes here as the customer's.
  scope.add(watchOwnInput(window, (reason) => hasPageSurface && hand.ownInput(reason)));

  const endCapture = (): void => {
    track?.stop();
    track = null;
    link?.setTrack(null);
    helper.follow(noHelper);
    hand.setSurface(null);
    hasPageSurface = false;
    view.setState({ sharingHere: false });
  };

  const closeLink = (): void => {
    link?.close();
    link = undefined;
    view.setState({ link: { state: 'idle' } });
  };

  /** One seal for all who see what is shared, from the question until the end of sharing. */
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
    const [{ iceServers }, seal] = await Promise.all([
      signaling.request('link:servers', { requestId }),
      openSeal(),
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
    });
    link = opened;
    opened.events.on('input', ({ label, bytes, path }) => hand.receive(label, bytes, path));
    opened.events.on('tick', () => {
      const next = describeLink(opened.carrying, (path) => opened.condition(path));
      if (next.state === 'interrupted') hand.release();
      if (!sameLink(view.getState().link, next)) view.setState({ link: next });
    });
    opened.setPaused(cover.covered || isPaused(request.getState()));
    if (track) opened.setTrack(track);
  };

  /** Of several open pages of the customer the one answers that shares, or that is looked at. */
  const answersLinks = (): boolean => {
    const state = request.getState().live.share;
    if (state.phase === 'off') return false;
    if (state.phase === 'sharing') return state.endpoint === signaling.endpoint && track !== null;
    return document.visibilityState === 'visible' || track !== null;
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
    view.setState({ share: nextShare, control: nextControl });
    if (nextShare.phase === 'off') {
      endCapture();
      closeLink();
      closeSeal();
    } else if (nextShare.phase === 'sharing' && nextShare.endpoint === signaling.endpoint) {
      pace();
    }
    void sealing?.then((seal) => seal.review());
    helper.follow(track ? (next.live.helper ?? noHelper) : noHelper);
    hand.keepOnly((user) => mayIn(next, user, 'control'));
    hand.follow(nextControl);
  };
  scope.add(request.subscribe(follow));
  follow(request.getState());
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
    if (track) stop();
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
    const capture = await captureScreen(handle);
    view.setState({ picking: false });
    if (scope.closed) {
      if (capture.ok) capture.track.stop();
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
      capture.track.stop();
      return;
    }
    track = capture.track;
    track.addEventListener('ended', stop);
    link?.setTrack(track);
    if (capture.surface === 'this-page') hand.setSurface(await loadPageSurface());
    hasPageSurface = capture.surface === 'this-page';
    view.setState({ sharingHere: true });
    await tell('share:start', { surface: capture.surface });
  };

  return {
    view,
    share() {
      if (!view.getState().picking && track === null) void pick();
    },
    decline: () => void tell('share:decline', {}),
    pause() {
      link?.setPaused(true);
      if (track) track.enabled = false;
      void tell('share:pause', {});
    },
    resume: () => void tell('share:resume', {}),
    stop,
    allowControl(level, span, click) {
      if (click.isTrusted) hand.allow(level, span);
    },
    declineControl: () => void tell('control:decline', {}),
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
    close: () => scope.close(),
  };
}

function isPaused({ live }: SupportRequest): boolean {
  return live.share.phase === 'sharing' && live.share.paused;
}

async function loadPageSurface() {
  const { createPageSurface } = await import('./surface/page/pageSurface.ts');
  return createPageSurface({ window });
}
