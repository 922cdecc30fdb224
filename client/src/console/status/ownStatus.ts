import { firstStatus, type Status } from '@beside/shared/domain/availability';
import type { UserId } from '@beside/shared/domain/ids';
import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import type { Alert } from '@beside/shared/protocol/contract/availability';
import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore } from '../../session/live.ts';
import { RequestFailed, type Signaling } from '../../signaling/signaling.ts';

export interface OwnStatusState {
  status: Status;
  /** How many requests this technician is given at a time; `null` until it is known. */
  limit: number | null;
  /** Set away by the server, because an offer was not taken; over with the next choice. */
  missed: boolean;
}

/** What the technician says of themselves (rule T1), the same on all of their pages. */
export interface OwnStatus {
  readonly state: ReadonlyStore<OwnStatusState>;
  /** @throws RequestFailed */
  set(status: Status): Promise<void>;
  close(): void;
}

interface Parts {
  signaling: Signaling;
  me: UserId;
  /** Called when it is asked which alerts are up; the answer goes to what it returns. */
  renewAlerts: () => (alerts: readonly Alert[]) => void;
}

const retry = { baseMs: 500, maxMs: 10_000 };

export function createOwnStatus({ signaling, me, renewAlerts }: Parts): OwnStatus {
  const scope = new Scope();
  const store = createStore<OwnStatusState>(() => ({
    status: firstStatus,
    limit: null,
    missed: false,
  }));

  async function load(tries = 0): Promise<void> {
    const takeAlerts = renewAlerts();
    try {
      const { technician, limit, alerts } = await signaling.request('status:get', {});
      if (scope.closed) return;
      store.setState({ status: technician.status, limit });
      takeAlerts(alerts);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (signaling.connection.state !== 'connected') return;
      scope.after(backoffMs(tries, retry, Math.random()), () => void load(tries + 1));
    }
  }

  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') void load();
    }),
  );
  scope.add(
    signaling.on('status:changed', ({ technician, why }) => {
      // A node of the release before tells of colleagues by this as well.
      if (technician.id !== me) return;
      const { missed } = store.getState();
      const isSet = why === 'chosen' || why === 'offer-missed';
      store.setState({
        status: technician.status,
        missed: isSet ? why === 'offer-missed' : missed,
      });
    }),
  );
  // Alerts are up for what may be seen.
  scope.add(signaling.on('sight:changed', () => void load()));
  if (signaling.connection.state === 'connected') void load();

  return {
    state: store,
    async set(status) {
      const technician = await signaling.request('status:set', { status });
      store.setState({ status: technician.status, missed: false });
    },
    close: () => scope.close(),
  };
}
