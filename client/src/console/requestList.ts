import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import type { ListCursor } from '@beside/shared/protocol/contract/desk';
import { createStore } from 'zustand/vanilla';
import { RequestFailed, type Signaling } from '../signaling/signaling.ts';

export interface RequestListState {
  requests: ReadonlyMap<RequestId, SupportRequest>;
  /** `failed` while the first page could not be had; it is tried again by itself. */
  state: 'loading' | 'failed' | 'ready';
  /** Whether there may be older ones that are not held; a search finds them. */
  hasMore: boolean;
}

/** Every request that this technician may see, live. */
export interface RequestList {
  getState(): RequestListState;
  subscribe(listener: (state: RequestListState) => void): () => void;
  /** Takes a newer state of a request that an answer brought. */
  accept(request: SupportRequest): void;
  /** Fetches those that have this text and are not held. @throws RequestFailed */
  find(search: string): Promise<void>;
  close(): void;
}

const retry = { baseMs: 500, maxMs: 10_000 };
/** All open ones are held, and those that are over up to this many; older ones are searched for. */
const maxHeld = 12_000;
/** What is told within this time is shown at once, so that a rush costs one drawing. */
const gatherMs = 30;

export function createRequestList(signaling: Signaling): RequestList {
  const scope = new Scope();
  const store = createStore<RequestListState>(() => ({
    requests: new Map(),
    state: 'loading',
    hasMore: true,
  }));
  let told: SupportRequest[] = [];
  let loading = false;
  let again = false;
  /** Counts the readings of the whole list. */
  let reading = 0;
  /** What this reading has brought, and what was told since it began: all that may be seen. */
  let current = new Set<RequestId>();
  /** What may not be seen any more: the version that it had then, and during which reading. */
  const hidden = new Map<RequestId, { version: number; reading: number }>();

  /** A page says that somebody may see it, unless it was hidden while the page was on its way. */
  function isHidden({ id, version }: SupportRequest, isListed: boolean): boolean {
    const last = hidden.get(id);
    if (!last || last.version < version) return false;
    return !isListed || last.reading === reading;
  }

  /** Takes what is newer than what is held. */
  function merge(
    listed: readonly SupportRequest[],
    accepted: readonly SupportRequest[],
    rest: Partial<RequestListState> = {},
  ): void {
    const others = [...accepted, ...told];
    told = [];
    const { requests } = store.getState();
    const merged = new Map(requests);
    const isNews = (request: SupportRequest, isListed: boolean): boolean => {
      if (isHidden(request, isListed)) return false;
      hidden.delete(request.id);
      current.add(request.id);
      const known = merged.get(request.id);
      if (known && known.version >= request.version) return false;
      merged.set(request.id, request);
      return true;
    };
    const news = [
      ...listed.filter((request) => isNews(request, true)),
      ...others.filter((request) => isNews(request, false)),
    ];
    if (news.length > 0) store.setState({ ...rest, requests: merged });
    else if (Object.keys(rest).length > 0) store.setState(rest);
  }

  function hide(requestId: RequestId, version: number): void {
    const requests = new Map(store.getState().requests);
    hidden.set(requestId, { version, reading });
    told = told.filter(({ id }) => id !== requestId);
    current.delete(requestId);
    if (requests.delete(requestId)) store.setState({ requests });
  }

  /** After a whole reading: what it has not brought is not to be seen any more. */
  function forgetTheRest(): void {
    const { requests } = store.getState();
    const kept = [...requests].filter(([id]) => current.has(id));
    if (kept.length < requests.size) store.setState({ requests: new Map(kept) });
  }

  function gather(request: SupportRequest): void {
    if (told.push(request) === 1) scope.after(gatherMs, () => merge([], []));
  }

  /** The open ones come first, so that what matters is there with the first page. */
  async function load(tries = 0): Promise<void> {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    reading += 1;
    current = new Set();
    let after: ListCursor | undefined;
    let count = 0;
    try {
      do {
        const page = await signaling.request('requests:list', after ? { after } : {});
        count += page.requests.length;
        after = page.next ?? undefined;
        merge(page.requests, [], { state: 'ready', hasMore: after !== undefined });
      } while (after && !scope.closed && !(after.isOver && count >= maxHeld));
      forgetTheRest();
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
  scope.add(signaling.on('request:changed', ({ request }) => gather(request)));
  scope.add(signaling.on('request:hidden', ({ requestId, version }) => hide(requestId, version)));
  scope.add(signaling.on('sight:changed', () => void load()));
  if (signaling.connection.state === 'connected') void load();

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    accept: (request) => merge([], [request]),
    async find(search) {
      merge((await signaling.request('requests:list', { search })).requests, []);
    },
    close: () => scope.close(),
  };
}
