import type { RequestId, UserId } from '@beside/shared/domain/ids';
import type { Entry, SideEntry } from '@beside/shared/domain/request';
import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import { createStore } from 'zustand/vanilla';
import { keptInTab, type TextStorage } from '../lib/keptText.ts';
import { RequestFailed, type Signaling } from '../signaling/signaling.ts';
import type { Conversation } from './conversation.ts';
import { EntrySequence } from './conversationEntries.ts';
import { PendingPosts, type PendingPost } from './conversationPosts.ts';
import { OthersTyping, OwnTyping } from './conversationTyping.ts';
import type { ReadonlyStore } from './live.ts';

export interface SideChatState {
  /** By `seq`, from 1, without a gap; as the conversation's, so that they are shown alike. */
  entries: readonly Entry[];
  complete: boolean;
  pending: readonly PendingPost[];
  typing: readonly string[];
  /** How far this technician has read, as a `seq`. */
  read: number;
}

/** What the technicians of one session say among themselves. Every method is safe at any time. */
export interface SideChat extends Pick<
  Conversation,
  'requestId' | 'post' | 'retry' | 'discard' | 'typing' | 'markRead' | 'draft' | 'close'
> {
  readonly state: ReadonlyStore<SideChatState>;
}

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  me: { id: UserId; name: string };
  storage?: TextStorage;
  now?: () => number;
}

const retry = { baseMs: 500, maxMs: 10_000 };

export function createSideChat({
  signaling,
  requestId,
  me,
  storage = keptInTab,
  now = Date.now,
}: Parts): SideChat {
  const scope = new Scope();
  const sequence = new EntrySequence<Entry>();
  const posts = new PendingPosts({
    key: `beside.unsent.team.${requestId}`,
    storage,
    now,
    changed: () => store.setState({ pending: posts.posts }),
    async send({ id, text }) {
      ownTyping.stop();
      const { seq, at } = await signaling.request('team:post', { requestId, id, text });
      if (!scope.closed) take([{ requestId, id, seq, at, from: me, text }]);
    },
  });
  const store = createStore<SideChatState>(() => ({
    entries: [],
    complete: false,
    pending: posts.posts,
    typing: [],
    read: 0,
  }));
  const ownTyping = new OwnTyping(scope, now, (typing) =>
    signaling.notice('team:typing', { requestId, typing }),
  );
  const othersTyping = new OthersTyping(scope, (typists) =>
    store.setState({ typing: typists.map(({ name }) => name) }),
  );
  let filling: Promise<void> | null = null;

  function take(entries: readonly SideEntry[]): void {
    sequence.add(entries.map(asEntry));
    for (const { id } of entries) posts.placed(id);
    if (entries.length > 0) othersTyping.clear();
    if (store.getState().entries !== sequence.entries) {
      store.setState({ entries: sequence.entries });
    }
    if (sequence.hasGap) void fill();
  }

  function takeRead(seq: number): void {
    if (seq > store.getState().read) store.setState({ read: seq });
  }

  /** Fetches what is missing; whoever asks meanwhile waits for the same. */
  function fill(): Promise<void> {
    filling ??= fetchMissing(0).finally(() => {
      filling = null;
    });
    return filling;
  }

  async function fetchMissing(tries: number): Promise<void> {
    try {
      for (let more = true; more && !scope.closed;) {
        const afterSeq = sequence.lastSeq;
        const answer = await signaling.request('team:since', { requestId, afterSeq });
        takeRead(answer.read);
        take(answer.entries);
        more = answer.more || sequence.hasGap;
      }
      store.setState({ complete: true });
      posts.resume();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (!error.retryable || signaling.connection.state !== 'connected') return;
      await new Promise<void>((resolve) => {
        scope.after(backoffMs(tries, retry, Math.random()), resolve);
      });
      await fetchMissing(tries + 1);
    }
  }

  const isMine = (message: { requestId: RequestId }): boolean => message.requestId === requestId;
  scope.add(
    signaling.on('team:entry', ({ entry }) => {
      if (isMine(entry)) take([entry]);
    }),
  );
  scope.add(
    signaling.on('team:typing', (message) => {
      if (!isMine(message)) return;
      othersTyping.heard({ party: 'technician', name: message.name }, message.typing);
    }),
  );
  scope.add(
    signaling.on('team:read', (message) => {
      if (isMine(message)) takeRead(message.seq);
    }),
  );
  scope.add(
    signaling.onConnection(({ state }) => {
      if (state === 'connected') void fill();
      else othersTyping.clear();
    }),
  );
  if (signaling.connection.state === 'connected') void fill();

  const draftKey = `beside.draft.team.${requestId}`;
  return {
    requestId,
    state: store,
    post(text) {
      const trimmed = text.trim();
      if (trimmed !== '') posts.add(trimmed);
    },
    retry: (id) => posts.retry(id),
    discard: (id) => posts.discard(id),
    typing: () => ownTyping.keystroke(),
    markRead() {
      const seq = sequence.lastSeq;
      if (seq <= store.getState().read || signaling.connection.state !== 'connected') return;
      takeRead(seq);
      signaling.notice('team:read', { requestId, seq });
    },
    draft: {
      read: () => storage.getItem(draftKey) ?? '',
      write(text) {
        if (text === '') storage.removeItem(draftKey);
        else storage.setItem(draftKey, text);
      },
    },
    close: () => scope.close(),
  };
}

function asEntry({ from, ...entry }: SideEntry): Entry {
  return { ...entry, kind: 'message', from: { ...from, party: 'technician' } };
}

/** How many lines of the others this technician has not read. */
export function countUnreadSide({ entries, read }: SideChatState, me: UserId): number {
  return entries.filter(
    ({ seq, ...entry }) => seq > read && entry.kind === 'message' && entry.from.id !== me,
  ).length;
}
