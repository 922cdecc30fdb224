import type { StoreApi } from 'zustand/vanilla';
import type { HelperState } from '@beside/shared/domain/helper';
import type { RequestId } from '@beside/shared/domain/ids';
import { Scope } from '@beside/shared/lib/scope';
import type { Signaling } from '../signaling/signaling.ts';
import type { CustomerLiveView } from './live.ts';
import type { DesktopSurface } from './surface/desktop/desktopSurface.ts';
import type { ControlledSurface } from './surface/surface.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  view: StoreApi<CustomerLiveView>;
  /** What is known of the shared picture, in pixels. */
  picture: () => { width?: number; height?: number } | undefined;
  isPaused: () => boolean;
  setSurface(surface: ControlledSurface | null): void;
}

/** Where the capture does not say how large it is: the screen that this page is on. */
function wholeScreen(): { width: number; height: number } {
  const { width, height } = window.screen;
  return { width: width * devicePixelRatio, height: height * devicePixelRatio };
}

/** The desktop helper as the page that shares has to do with it: its code, and the way to it. */
export function createCustomerHelper(parts: Parts) {
  const { signaling, requestId, view, picture, isPaused, setSurface } = parts;
  const scope = new Scope();
  let ready = false;
  /** The customer has ended it here: that holds at once, though the server has not said so yet. */
  let ending = false;
  let surface: DesktopSurface | null = null;

  scope.add(
    signaling.on('helper:done', (batch) => {
      if (batch.requestId === requestId) surface?.done(batch);
    }),
  );

  const connect = async (): Promise<void> => {
    const { createDesktopSurface } = await import('./surface/desktop/desktopSurface.ts');
    if (!ready || surface) return;
    surface = createDesktopSurface(
      (batch) => signaling.notice('helper:input', { requestId, ...batch }),
      isPaused,
    );
    setSurface(surface);
  };

  const disconnect = (): void => {
    if (!surface) return;
    setSurface(null);
    surface.close();
    surface = null;
  };
  scope.add(disconnect);

  const invite = async (): Promise<void> => {
    const { width = wholeScreen().width, height = wholeScreen().height } = picture() ?? {};
    const size = { width: Math.round(width), height: Math.round(height) };
    view.setState({ helperOffer: { state: 'asking' } });
    const invited = await signaling
      .request('helper:invite', { requestId, picture: size })
      .catch(() => null);
    // Closed meanwhile: the code is there for the next time that it is asked for.
    if (scope.closed || view.getState().helperOffer === null) return;
    const { code, expiresAt } = invited ?? {};
    view.setState({
      helperOffer:
        code === undefined || expiresAt === undefined
          ? { state: 'failed' }
          : { state: 'shown', code, expiresAt },
    });
  };

  return {
    follow(helper: HelperState): void {
      const before = view.getState().helper.phase;
      const isSettled = helper.phase === 'ready' || helper.phase === 'none';
      if (helper.phase === 'none' || helper.phase === 'invited') ending = false;
      ready = helper.phase === 'ready' && !ending;
      view.setState({ helper });
      // What was to be done about it has been done, or has become void.
      if (helper.phase !== before && isSettled) view.setState({ helperOffer: null });
      if (!ready) disconnect();
      // Not to be fetched at this moment: the hand is told that nothing carries it out.
      else connect().catch(() => undefined);
    },
    offer(): void {
      const { helperOffer, helper } = view.getState();
      if (helper.phase === 'asking') view.setState({ helperOffer: { state: 'asking' } });
      else if (helperOffer?.state !== 'asking') void invite();
    },
    closeOffer: () => view.setState({ helperOffer: null }),
    end(): void {
      if (view.getState().helper.phase === 'none') return;
      ending = true;
      ready = false;
      disconnect();
      signaling.request('helper:end', { requestId }).catch(() => undefined);
    },
    close: () => scope.close(),
  };
}
