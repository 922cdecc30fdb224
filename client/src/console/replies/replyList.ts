import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import type { ReadyReply } from '@beside/shared/protocol/contract/replies';
import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore } from '../../session/live.ts';
import { RequestFailed, type Signaling } from '../../signaling/signaling.ts';

export interface ReplyListState {
  /** By their shortcuts; the technician's own comes first of two alike. */
  replies: readonly ReadyReply[];
  /** Whether this technician may write those of the account. */
  mayShare: boolean;
}

/** The ready replies that this technician can use (rule T10), live. */
export interface ReplyList {
  readonly state: ReadonlyStore<ReplyListState>;
  /** @throws RequestFailed */
  save(reply: ReadyReply): Promise<void>;
  /** @throws RequestFailed */
  remove(id: string): Promise<void>;
  close(): void;
}

const retry = { baseMs: 500, maxMs: 10_000 };

const byShortcut = (one: ReadyReply, other: ReadyReply): number =>
  one.shortcut.localeCompare(other.shortcut) || Number(one.shared) - Number(other.shared);

export function createReplyList(signaling: Signaling): ReplyList {
  const scope = new Scope();
  const store = createStore<ReplyListState>(() => ({ replies: [], mayShare: false }));

  function put(reply: ReadyReply): void {
    const others = store.getState().replies.filter(({ id }) => id !== reply.id);
    store.setState({ replies: [...others, reply].sort(byShortcut) });
  }

  function drop(gone: string): void {
    store.setState({ replies: store.getState().replies.filter(({ id }) => id !== gone) });
  }

  async function load(tries = 0): Promise<void> {
    try {
      const { replies, mayShare } = await signaling.request('replies:list', {});
      if (!scope.closed) store.setState({ replies: replies.toSorted(byShortcut), mayShare });
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
  scope.add(signaling.on('reply:changed', ({ reply }) => put(reply)));
  scope.add(signaling.on('reply:deleted', ({ id }) => drop(id)));
  if (signaling.connection.state === 'connected') void load();

  return {
    state: store,
    async save(reply) {
      put((await signaling.request('reply:save', reply)).reply);
    },
    async remove(id) {
      await signaling.request('reply:delete', { id });
      drop(id);
    },
    close: () => scope.close(),
  };
}
