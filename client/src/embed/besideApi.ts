/** What is told to the page that carries the embed. */
export interface BesideEvents {
  opened: Record<string, never>;
  closed: Record<string, never>;
  'request-started': { requestId: string };
  'request-ended': { requestId: string };
}

/** `window.Beside`: what the page that carries the embed can do with it. */
export interface BesideApi {
  open(): void;
  close(): void;
  /** @returns takes the listener away */
  on<K extends keyof BesideEvents>(
    event: K,
    listener: (message: BesideEvents[K]) => void,
  ): () => void;
}

declare global {
  interface Window {
    Beside?: BesideApi;
  }
}

type Listener = (message: never) => void;

/** The API with its other end: who carries out what the page asks, and tells what happens. */
export interface ApiEnds {
  api: BesideApi;
  /** What was asked before is carried out now. */
  connect(panel: { open(): void; close(): void }): void;
  emit<K extends keyof BesideEvents>(event: K, message: BesideEvents[K]): void;
}

/** @param report takes what a listener of the page throws: it is not ours to stop for */
export function createBesideApi(report: (failure: unknown) => void = reportError): ApiEnds {
  const listeners = new Map<string, Set<Listener>>();
  let panel: { open(): void; close(): void } | undefined;
  let wantsOpen = false;
  return {
    api: {
      open() {
        if (panel) panel.open();
        else wantsOpen = true;
      },
      close() {
        if (panel) panel.close();
        else wantsOpen = false;
      },
      on(event, listener) {
        const all = listeners.get(event) ?? new Set();
        listeners.set(event, all.add(listener));
        return () => void all.delete(listener);
      },
    },
    connect(connected) {
      panel = connected;
      if (wantsOpen) connected.open();
    },
    emit(event, message) {
      for (const listener of [...(listeners.get(event) ?? [])]) {
        try {
          listener(message as never);
        } catch (failure) {
          report(failure);
        }
      }
    },
  };
}
