import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { Scope } from '@beside/shared/lib/scope';
import type { Slot } from '@beside/shared/protocol/slots';
import type { StoreApi } from 'zustand/vanilla';
import type { Signaling } from '../signaling/signaling.ts';
import type { ReadonlyStore, TechnicianLiveView } from './live.ts';
import { createOwnScreen } from './ownScreen.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  request: ReadonlyStore<SupportRequest>;
  view: StoreApi<TechnicianLiveView>;
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  hold(slot: Slot, held: boolean): void;
}

/** The technician's own screen, from the picker to its end (rule S3). */
export interface TechnicianShow {
  /** Opens the browser's picker; has to be called from the click itself. */
  begin(): void;
  pause(): void;
  resume(): void;
  stop(): void;
  follow(request: SupportRequest): void;
  /** Hands everything to a link that has just come. */
  handOver(): void;
  close(): void;
}

export function createTechnicianShow(parts: Parts): TechnicianShow {
  const { signaling, requestId, request, view, setTrack, hold } = parts;
  const scope = new Scope();
  /** Whether everybody has been told that this page shows its screen. */
  let known = false;
  const screen = createOwnScreen({
    setTrack,
    hold,
    onEnded: () => stop(),
    onSound: (sound) => view.setState({ sound }),
  });
  scope.add(() => screen.close());
  scope.add(() => screen.end());

  /** Not to be reached, or refused: the state that everybody is told says how it is. */
  const tell = (name: 'show:pause' | 'show:resume' | 'show:stop'): void =>
    void signaling.request(name, { requestId }).catch(() => undefined);

  const stop = (): void => {
    // The screen goes dark at this very click; the server is told afterwards.
    screen.end();
    tell('show:stop');
  };

  const pick = async (): Promise<void> => {
    view.setState({ picking: true, showFailure: null });
    const capture = await screen.pick();
    view.setState({ picking: false });
    if (!capture.ok) {
      if (capture.why === 'cancelled') return;
      const showFailure = capture.why === 'failed' ? 'capture-failed' : capture.why;
      view.setState({ showFailure });
      return;
    }
    if (scope.closed || request.getState().live.show.phase !== 'off') {
      screen.drop(capture);
      return;
    }
    screen.take(capture);
    const { surface, sound } = capture;
    try {
      await signaling.request('show:start', { requestId, surface, sound: sound !== null });
    } catch {
      screen.end();
      view.setState({ showFailure: 'capture-failed' });
    }
  };

  // A page that goes away takes its screen with it; saying so spares the others the wait.
  scope.listen(window, 'pagehide', () => {
    if (screen.captured) stop();
  });

  return {
    begin() {
      if (!view.getState().picking && !screen.captured) void pick();
    },
    pause() {
      screen.setPaused(true);
      tell('show:pause');
    },
    resume: () => tell('show:resume'),
    stop,
    follow({ live: { show, voice } }) {
      const isHere = show.phase === 'showing' && show.endpoint === signaling.endpoint;
      if (isHere) screen.setPaused(show.paused);
      else if (known) screen.end();
      known = isHere;
      screen.setVoiceHeard(voice.customer.phase === 'on' && !voice.customer.muted);
      view.setState({ show, showingHere: isHere });
    },
    handOver: () => screen.handOver(),
    close: () => scope.close(),
  };
}
