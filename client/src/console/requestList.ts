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
  let again = false;
  /** What was told since the reading began, and may not be in it yet. */
  const told = new Set<RequestId>();
  /** The last version that was seen of what may not be seen any more. */
  const hidden = new Map<RequestId, number>();

  function accept(request: SupportRequest): void {
    const { requests } = store.getState();
    const known = requests.get(request.id)?.version ?? hidden.get(request.id) ?? 0;
    if (known >= request.version) return;
    hidden.delete(request.id);
    told.add(request.id);
    store.setState({ requests: new Map(requests).set(request.id, request) });
  }

  function hide(requestId: RequestId, version: number): void {
    const requests = new Map(store.getState().requests);
    hidden.set(requestId, version);
    if (requests.delete(requestId)) store.setState({ requests });
  }

  /** The list as it was read, and what was told meanwhile where that is newer. */
  function replace(read: readonly SupportRequest[]): void {
    const { requests: known } = store.getState();
    const merged = new Map(read.map((request) => [request.id, request]));
    for (const request of known.values()) {
      const other = merged.get(request.id);
      // What is not in the list is not to be seen any more.
      const isNewer = other ? other.version < request.version : told.has(request.id);
      if (isNewer) merged.set(request.id, request);
    }
    for (const id of merged.keys()) hidden.delete(id);
    store.setState({ requests: merged, state: 'ready' });
  }

  async function load(tries = 0): Promise<void> {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    told.clear();
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
      if (again) {
        again = false;
        void load();
      }
    }
  }

  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') void load();
    }),
  );
  scope.add(signaling.on('request:changed', ({ request }) => accept(request)));
  scope.add(signaling.on('request:hidden', ({ requestId, version }) => hide(requestId, version)));
  scope.add(signaling.on('sight:changed', () => void load()));
  if (signaling.connection.state === 'connected') void load();

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    accept,
    close: () => scope.close(),
  };
}
