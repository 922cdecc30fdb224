import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import { createStore } from 'zustand/vanilla';
import { RequestFailed, type Signaling } from '../signaling/signaling.ts';

export interface RequestListState {
  requests: ReadonlyMap<RequestId, SupportRequest>;
  /** `failed` while the first list could not be had; it is tried again by itself. */
  state: 'loading' | 'failed' | 'ready';
}

/** Every request that this technician may see, live. */
export interface RequestList {
  getState(): RequestListState;
  subscribe(listener: (state: RequestListState) => void): () => void;
  /** Takes a newer state of a request that an answer brought. */
  accept(request: SupportRequest): void;
  close(): void;
}

const retry = { baseMs: 500, maxMs: 10_000 };

export function createRequestList(signaling: Signaling): RequestList {
  const scope = new Scope();
  const store = createStore<RequestListState>(() => ({ requests: new Map(), state: 'loading' }));
  let loading = false;

  function accept(request: SupportRequest): void {
    const { requests } = store.getState();
    const known = requests.get(request.id);
    if (known && known.version >= request.version) return;
    store.setState({ requests: new Map(requests).set(request.id, request) });
  }

  /** The list as it was read, and what was told meanwhile where that is newer. */
  function replace(read: readonly SupportRequest[]): void {
    const { requests: known } = store.getState();
    const merged = new Map(read.map((request) => [request.id, request]));
    for (const request of known.values()) {
      const other = merged.get(request.id);
      if (!other || other.version < request.version) merged.set(request.id, request);
    }
    store.setState({ requests: merged, state: 'ready' });
  }

  async function load(tries = 0): Promise<void> {
    if (loading) return;
    loading = true;
    try {
      replace((await signaling.request('requests:list', {})).requests);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (store.getState().state === 'loading') store.setState({ state: 'failed' });
      if (signaling.connection.state === 'connected') {
        scope.after(backoffMs(tries, retry, Math.random()), () => void load(tries + 1));
      }
    } finally {
      loading = false;
    }
  }

  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') void load();
    }),
  );
  scope.add(signaling.on('request:changed', ({ request }) => accept(request)));
  if (signaling.connection.state === 'connected') void load();

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    accept,
    close: () => scope.close(),
  };
}
