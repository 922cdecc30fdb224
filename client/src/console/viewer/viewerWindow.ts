import type { RequestId } from '@beside/shared/domain/ids';
import { Scope } from '@beside/shared/lib/scope';
import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore } from '../../session/live.ts';
import { dressWindow } from './dressWindow.ts';

export interface OpenedWindow {
  requestId: RequestId;
  window: Window;
  /** The browser's own, which stays above all others. */
  floating: boolean;
}

/** The one window beside the console's page, in which a shared screen can be shown. */
export interface ViewerWindow {
  readonly state: ReadonlyStore<OpenedWindow | null>;
  /**
   * Has to be called from a click or a key.
   *
   * @param size of its inside, in CSS px
   * @returns whether the browser allowed it
   */
  open(
    requestId: RequestId,
    title: string,
    size: { width: number; height: number },
  ): Promise<boolean>;
  /** The picture goes back to the page. */
  close(): void;
}

interface FloatingWindows {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
}

export function createViewerWindow(): ViewerWindow {
  const store = createStore<OpenedWindow | null>(() => null);
  let scope = new Scope();
  const close = (): void => scope.close();

  return {
    state: store,
    async open(requestId, title, size) {
      close();
      const { documentPictureInPicture: floats } = window as {
        documentPictureInPicture?: FloatingWindows;
      };
      // Refused where it is switched off; an ordinary window may be allowed all the same.
      const floating = await floats?.requestWindow(size).catch(() => null);
      const opened = floating ?? openOrdinary(size);
      if (!opened) return false;
      dressWindow(opened, title);
      scope = new Scope();
      scope.add(() => opened.close());
      // The picture is taken out before the window goes, and with it what it needs to play on.
      scope.add(() => store.setState(null, true));
      scope.listen(opened, 'pagehide', close);
      // Without this page nothing would fill it any more.
      scope.listen(window, 'pagehide', close);
      store.setState({ requestId, window: opened, floating: floating != null }, true);
      return true;
    },
    close,
  };
}

function openOrdinary({ width, height }: { width: number; height: number }): Window | null {
  return window.open('', '', `popup,width=${width},height=${height}`);
}
