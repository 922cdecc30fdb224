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
}

/** The customers who wait for this technician to say yes or no (rule T6). */
export interface AlertList {
  /** The newest first. */
  readonly state: ReadonlyStore<readonly ShownAlert[]>;
  /** Hears of each that was told live, not of those that were up before. */
  onRaised(listener: (alert: ShownAlert) => void): () => void;
  /** Takes over what was up when the line came up. */
  replace(alerts: readonly Alert[]): void;
  /** @throws RequestFailed, with `someone-was-faster` where somebody was */
  accept(requestId: RequestId): Promise<SupportRequest>;
  decline(requestId: RequestId): Promise<void>;
  close(): void;
}

/** The longest that anything is up: a transfer. */
const longestMs = 60_000;
/** The usual, where the two clocks contradict each other. */
const usualMs = 30_000;

/** The server takes an alert away when its time is over; where the clocks differ, that decides. */
export function endOf({ until }: Pick<Alert, 'until'>, now: number): number {
  const leftMs = until - now;
  return leftMs > 0 && leftMs <= longestMs ? until : now + usualMs;
}

export function createAlertList(signaling: Signaling, now: () => number = Date.now): AlertList {
  const scope = new Scope();
  const store = createStore<readonly ShownAlert[]>(() => []);
  const listeners = new Set<(alert: ShownAlert) => void>();
  const timers = new Map<RequestId, () => void>();

  function drop(requestId: RequestId): void {
    timers.get(requestId)?.();
    timers.delete(requestId);
    const rest = store.getState().filter(({ request }) => request.id !== requestId);
    if (rest.length < store.getState().length) store.setState(rest, true);
  }

  function put(alert: Alert): ShownAlert {
    const { id } = alert.request;
    const shown = { ...alert, endsAt: endOf(alert, now()) };
    drop(id);
    timers.set(
      id,
      scope.after(shown.endsAt - now(), () => drop(id)),
    );
    store.setState([shown, ...store.getState()], true);
    return shown;
  }

  scope.add(
    signaling.on('alert:raised', (alert) => {
      const isKnown = store.getState().some(({ request }) => request.id === alert.request.id);
      const shown = put(alert);
      if (!isKnown) for (const listener of listeners) listener(shown);
    }),
  );
  scope.add(signaling.on('alert:gone', ({ requestId }) => drop(requestId)));
  scope.add(signaling.on('request:hidden', ({ requestId }) => drop(requestId)));

  return {
    state: store,
    onRaised(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    replace(alerts) {
      for (const { request } of store.getState()) drop(request.id);
      for (const alert of alerts.toSorted((one, other) => one.until - other.until)) put(alert);
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
