import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { Scope } from '@beside/shared/lib/scope';
import type { Alert } from '@beside/shared/protocol/contract/availability';
import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore } from '../../session/live.ts';
import type { Signaling } from '../../signaling/signaling.ts';

/** An alert that is up here; its end is by this machine's clock. */
export interface ShownAlert extends Alert {
  endsAt: number;
  /** How long it is up altogether. */
  wholeMs: number;
}

/** The customers who wait for this technician to say yes or no (rule T6). */
export interface AlertList {
  /** The newest first. */
  readonly state: ReadonlyStore<readonly ShownAlert[]>;
  /** Hears of each that was told live, not of those that were up before. */
  onRaised(listener: (alert: ShownAlert) => void): () => void;
  /**
   * Called when it is asked what is up; the answer goes to what it returns, and takes the place of
   * all but what was told live in between, which is newer.
   */
  renew(): (alerts: readonly Alert[]) => void;
  /** @throws RequestFailed, with `someone-was-faster` where somebody was */
  accept(requestId: RequestId): Promise<SupportRequest>;
  decline(requestId: RequestId): Promise<void>;
  close(): void;
}

/** The longest that anything is up by the server's time: a transfer. */
const longestMs = 60_000;
/** The usual, where the two clocks contradict each other. */
const usualMs = 30_000;

/**
 * When an alert leaves this page. An offer stays as long as it is open, because not answering it has
 * consequences; anything else for as long as the technician likes.
 *
 * @param seconds how long, as the technician likes it
 */
export function endOf(
  { until, offer }: Pick<Alert, 'until' | 'offer'>,
  now: number,
  seconds: number,
): number {
  const leftMs = until - now;
  const agree = leftMs > 0 && leftMs <= longestMs;
  if (offer) return agree ? until : now + usualMs;
  return agree ? until - usualMs + seconds * 1000 : now + seconds * 1000;
}

interface Parts {
  now?: () => number;
  /** How long a pop-up stays, as the technician likes it. */
  seconds: () => number;
}

export function createAlertList(
  signaling: Signaling,
  { now = Date.now, seconds }: Parts,
): AlertList {
  const scope = new Scope();
  const store = createStore<readonly ShownAlert[]>(() => []);
  const listeners = new Set<(alert: ShownAlert) => void>();
  const timers = new Map<RequestId, () => void>();
  /** Told live since it was last asked what is up. */
  let told = new Set<RequestId>();

  function drop(requestId: RequestId): void {
    timers.get(requestId)?.();
    timers.delete(requestId);
    const rest = store.getState().filter(({ request }) => request.id !== requestId);
    if (rest.length < store.getState().length) store.setState(rest, true);
  }

  function put(alert: Alert): ShownAlert {
    const { id } = alert.request;
    const endsAt = endOf(alert, now(), seconds());
    const leftMs = endsAt - now();
    const wholeMs = alert.offer ? (leftMs > usualMs + 500 ? longestMs : usualMs) : seconds() * 1000;
    const shown = { ...alert, endsAt, wholeMs };
    drop(id);
    if (leftMs <= 0) return shown;
    timers.set(
      id,
      scope.after(shown.endsAt - now(), () => drop(id)),
    );
    store.setState([shown, ...store.getState()], true);
    return shown;
  }

  scope.add(
    signaling.on('alert:raised', (alert) => {
      told.add(alert.request.id);
      const isKnown = store.getState().some(({ request }) => request.id === alert.request.id);
      const shown = put(alert);
      if (!isKnown) for (const listener of listeners) listener(shown);
    }),
  );
  scope.add(
    signaling.on('alert:gone', ({ requestId, why, invitation = false }) => {
      told.add(requestId);
      const shown = store.getState().find(({ request }) => request.id === requestId);
      if (!shown || (shown.origin === 'invitation') !== invitation) return;
      // The request still waits: it is shown for as long as this technician likes.
      if (why === 'expired' && !shown.offer && shown.endsAt > now()) return;
      drop(requestId);
    }),
  );
  scope.add(signaling.on('request:hidden', ({ requestId }) => drop(requestId)));

  return {
    state: store,
    onRaised(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    renew() {
      const since = (told = new Set<RequestId>());
      const isOlder = ({ request }: Alert): boolean => !since.has(request.id);
      return (alerts) => {
        for (const { request } of store.getState().filter(isOlder)) drop(request.id);
        const up = alerts.filter(isOlder).toSorted((one, other) => one.until - other.until);
        for (const alert of up) put(alert);
      };
    },
    async accept(requestId) {
      const { request } = await signaling.request('alert:accept', { requestId });
      drop(requestId);
      return request;
    },
    async decline(requestId) {
      drop(requestId);
      await signaling.request('alert:decline', { requestId });
    },
    close: () => scope.close(),
  };
}
