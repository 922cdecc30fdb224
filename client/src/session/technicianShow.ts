import type { ControlLevel, ControlSpan } from '@beside/shared/domain/control';
import type { RequestId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { Scope } from '@beside/shared/lib/scope';
import type { RequestInput, RequestName } from '@beside/shared/protocol/contract';
import { encodeInput } from '@beside/shared/protocol/input';
import type { Slot } from '@beside/shared/protocol/slots';
import { inTabTheCustomer } from '@beside/shared/protocol/tabMessages';
import type { StoreApi } from 'zustand/vanilla';
import { linkPaths, type LinkPath } from '../media/linkPaths.ts';
import type { ViewerLink, ViewerLinkEvents } from '../media/viewerLink.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { createOwnClipboard } from './clipboard/ownClipboard.ts';
import { createSharerControl } from './control/sharerControl.ts';
import { createSharerDrawing, type SharerDrawing } from './drawing/sharerDrawing.ts';
import type { ReadonlyStore, TechnicianLiveView } from './live.ts';
import { createSharedPicture } from './sharedPicture.ts';
import { createSharerTab } from './sharerTab.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  me: UserId;
  request: ReadonlyStore<SupportRequest>;
  view: StoreApi<TechnicianLiveView>;
  link: () => ViewerLink | undefined;
}

/** A person's own click: an event that a script has made counts for nothing. */
type Click = { isTrusted: boolean };

/** The technician's own screen, and what the customer may do on it (rules S3, I6). */
export interface OwnShow {
  readonly drawing: SharerDrawing;
  /** Opens the browser's picker; has to be called from the click itself. */
  begin(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  /** Gives the hand, asked for or not; the click must be the technician's own (`isTrusted`). */
  allowControl(level: ControlLevel, span: ControlSpan, click: Click): void;
  declineControl(): void;
  takeBackControl(): void;
  /** Takes over the text of the customer's clipboard, by the technician's own click. */
  takeClipboard(click: Click): void;
  /** Reads the own clipboard and shows it; it is not sent yet. */
  readClipboard(click: Click): void;
  sendClipboard(text: string, click: Click): void;
  declineClipboard(): void;
}

/** The same with what its owner tells it. */
export interface TechnicianShow extends OwnShow {
  follow(request: SupportRequest): void;
  /** Hands everything to a link that has just come. */
  handOver(): void;
  /** What came from the page at the other end. */
  receive(message: ViewerLinkEvents['input']): void;
  /** Whether a text was copied out of what is private on this page. */
  isPrivate(text: string): boolean;
  /** Some twenty times a second. */
  tick(interrupted: boolean): void;
  close(): void;
}

export function createTechnicianShow(parts: Parts): TechnicianShow {
  const { signaling, requestId, me, request, view, link } = parts;
  const scope = new Scope();
  /** Whether everybody has been told that this page shows its screen. */
  let known = false;
  /** Paused here: that holds at once, and until the technician says otherwise. */
  let held = false;

  type Plain = { requestId: RequestId };
  /** Not to be reached, or refused: the state that everybody is told says how it is. */
  const tell = <K extends RequestName>(
    name: K,
    more: Omit<RequestInput<K>, keyof Plain>,
  ): Promise<boolean> =>
    signaling.request(name, { ...more, requestId } as RequestInput<K>).then(
      () => true,
      () => false,
    );
  const say = (bytes: Uint8Array<ArrayBuffer>): void =>
    linkPaths.forEach((path: LinkPath) => link()?.reply(path, bytes));

  const drawing = createSharerDrawing({
    ...{ endpoint: signaling.endpoint, user: me, request },
    // A guest looks on; the customer is whoever is at the other end.
    whoIs: (endpoint) => (endpoint === link()?.sharer ? null : undefined),
    track: () => picture.track,
    link() {
      const way = link();
      return way && { remote: way.sharer, carrying: way.wanted, say: way.say };
    },
  });
  scope.add(() => drawing.close());

  const clipboard = createOwnClipboard({
    party: 'technician',
    hand: () => hand,
    isTabPrivate: (text) => tab.isPrivate(text),
    say,
    tell: (to) => void tell('control:clipboard', { to }),
    onChange: (showClipboard) => view.setState({ showClipboard }),
    onCover: () => applyKept(),
  });
  scope.add(() => clipboard.close());

  const hand = createSharerControl<null>({
    tell: (name: 'control:grant' | 'control:end', more: object) =>
      tell(name, { ...more, ...(name === 'control:end' && { screen: 'technician' }) } as never),
    reply: (path, bytes) => link()?.reply(path, bytes),
    say,
    onClipboard: (message) => clipboard.receive(message),
    onShut: () => clipboard.reset(),
    onChange(showHand) {
      view.setState({ showHand });
      tab.settle(request.getState());
    },
  });
  scope.add(() => hand.close());

  const tab = createSharerTab({
    ...{ signaling, requestId, hand, drawing },
    granted({ customer, live: { show } }) {
      if (show.phase !== 'showing' || show.control.phase !== 'granted') return null;
      const { grantId } = show.control;
      return { grantId, by: inTabTheCustomer, name: customer.name };
    },
    onHidden: () => applyKept(),
    onReach: () => mend(),
    onRefused: ({ grant, ...refused }) =>
      say(encodeInput({ type: 'refused', grantId: grant, ...refused })),
  });
  scope.add(() => tab.close());

  const applyKept = (): void => picture.setKept(clipboard.covers || tab.hides);
  const picture = createSharedPicture({
    setTrack: (slot: Slot, track) => link()?.setTrack(slot, track),
    hold: (slot: Slot, held) => link()?.hold(slot, held),
    onSound: (sound) => view.setState({ sound }),
    // No hand reaches into the console: other customers are in it.
    reachable: false,
    onShown({ surface }) {
      drawing.setSurface(surface);
      tab.follow(null, 'unknown');
      hand.setSurface(null);
      tab.follow(picture.track, surface);
      mend();
    },
    onGone() {
      tab.follow(null, 'unknown');
      hand.setSurface(null);
      drawing.setSurface(null);
    },
    onEnded: () => stop(),
  });
  scope.add(() => picture.close());

  const isHere = ({ live: { show } }: SupportRequest): boolean =>
    show.phase === 'showing' && show.endpoint === signaling.endpoint;

  /** Says again what holds here and was not heard: the line may have been down when it was said. */
  const mend = (): void => {
    const { show } = request.getState().live;
    if (show.phase !== 'showing' || !isHere(request.getState()) || !picture.track) return;
    if (show.surface !== picture.surface) void tell('show:switch', { surface: picture.surface });
    else if ((show.tab ?? null) !== tab.reach) void tell('tab:reach', { reach: tab.reach });
  };

  const end = (): void => {
    hand.takeBack('sharing-ended');
    held = false;
    picture.end();
  };
  const stop = (): void => {
    // The screen goes dark at this very click; the server is told afterwards.
    end();
    void tell('show:stop', {});
  };

  const pick = async (): Promise<void> => {
    view.setState({ picking: true, showFailure: null });
    const picked = await picture.pick();
    view.setState({ picking: false });
    if (typeof picked === 'string') {
      if (picked === 'cancelled') return;
      view.setState({ showFailure: picked === 'failed' ? 'capture-failed' : picked });
      return;
    }
    if (scope.closed || request.getState().live.show.phase !== 'off') {
      picked.drop();
      return;
    }
    picked.take();
    const { surface } = picture;
    if (await tell('show:start', { surface, sound: picked.sound })) return;
    picture.end();
    view.setState({ showFailure: 'capture-failed' });
  };

  // A page that goes away takes its screen with it; saying so spares the others the wait.
  scope.listen(window, 'pagehide', () => {
    if (picture.track) stop();
  });
  scope.listen<KeyboardEvent>(
    document,
    'keydown',
    (event) => {
      if (!event.isTrusted || event.key !== 'Escape' || !hand.grant) return;
      // It has had its meaning: nothing else is closed by it.
      event.preventDefault();
      hand.takeBack();
    },
    { capture: true },
  );
  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') mend();
    }),
  );

  const setPaused = (paused: boolean): void => {
    picture.setPaused(paused);
    drawing.setPaused(paused);
    hand.setPaused(paused);
  };

  return {
    drawing,
    begin() {
      if (!view.getState().picking && !picture.track) void pick();
    },
    pause() {
      held = picture.track !== null;
      setPaused(true);
      void tell('show:pause', {});
    },
    resume() {
      held = false;
      void tell('show:resume', {});
    },
    stop,
    allowControl(level, span, click) {
      if (!click.isTrusted) return;
      if (hand.asked) hand.allow(level, span);
      else hand.offer(null, level, span);
    },
    declineControl: () => void tell('control:decline', {}),
    takeBackControl: () => hand.takeBack(),
    takeClipboard(click) {
      if (click.isTrusted) void clipboard.take('copy');
    },
    readClipboard(click) {
      if (click.isTrusted) void clipboard.read();
    },
    sendClipboard(text, click) {
      if (click.isTrusted) clipboard.send(text);
    },
    declineClipboard: () => clipboard.decline(),
    isPrivate: (text) => clipboard.isPrivate(text),
    follow(next) {
      const { show, voice } = next.live;
      const here = isHere(next);
      if (here && show.phase === 'showing') {
        if (show.paused) held = false;
        setPaused(show.paused || held);
      }
      if (known && !here) end();
      known = here;
      picture.setVoiceHeard(voice.customer.phase === 'on' && !voice.customer.muted);
      view.setState({ show, showingHere: here });
      mend();
      hand.follow(show.phase === 'showing' ? show.control : { phase: 'none' }, here);
      tab.settle(next);
    },
    handOver: () => picture.handOver(),
    receive({ label, bytes, path, from }) {
      if (hand.grant) hand.receive(label, bytes, path);
      drawing.receive(from, label, bytes);
    },
    tick(interrupted) {
      hand.tick();
      drawing.tick();
      if (interrupted) hand.release();
    },
    close: () => scope.close(),
  };
}
