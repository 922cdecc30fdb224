import type { FileId, MessageId } from '@beside/shared/domain/ids';
import { Scope } from '@beside/shared/lib/scope';
import { createStore } from 'zustand/vanilla';
import { v7 } from 'uuid';
import { RequestFailed, type Signaling } from '../../signaling/signaling.ts';
import type { Conversation } from '../conversation.ts';
import type { ReadonlyStore } from '../live.ts';
import { startUpload, type RunningUpload, type UploadFailure } from './tusUpload.ts';

/** A file of this page on its way into the conversation. */
export interface PendingUpload {
  /** Of the entry that it becomes. */
  readonly id: MessageId;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sent: number;
  /**
   * `paused`: goes on by itself when the server can be reached; `checking`: all of it is there, and
   * it is looked at; `refused` is final; `failed` can be tried again.
   */
  readonly state: 'waiting' | 'sending' | 'paused' | 'checking' | 'refused' | 'failed';
  readonly refusal: Extract<UploadFailure, { kind: 'refused' }> | null;
}

/** The files of one conversation, as one page sends and fetches them (rules F1, F3, F4). */
export interface ChatFiles {
  readonly uploads: ReadonlyStore<readonly PendingUpload[]>;
  add(files: Iterable<File>): void;
  /** Takes it back, on the server as well; or forgets one that was refused. */
  cancel(id: MessageId): void;
  retry(id: MessageId): void;
  /** @throws RequestFailed */
  fileLink(id: FileId): Promise<string>;
  /**
   * Of the entry with which it was sent; null for technicians, whose device it is not for.
   *
   * @throws RequestFailed
   */
  readonly profileLink: ((id: MessageId) => Promise<string>) | null;
  close(): void;
}

interface Parts {
  signaling: Signaling;
  conversation: Conversation;
  /** A customer's; a technician is known by the cookie. */
  token: string | null;
  /** Origin of the server; empty where the page came from it. */
  server?: string;
}

/** What was paused is tried again even if the socket never noticed anything. */
const pauseMs = 5_000;

export function createChatFiles({ signaling, conversation, token, server = '' }: Parts): ChatFiles {
  const { requestId } = conversation;
  const scope = new Scope();
  const store = createStore<readonly PendingUpload[]>(() => []);
  const files = new Map<MessageId, File>();
  const running = new Map<MessageId, RunningUpload>();

  const find = (id: MessageId) => store.getState().find((upload) => upload.id === id);
  const update = (id: MessageId, change: Partial<PendingUpload>): void =>
    store.setState(
      store.getState().map((upload) => (upload.id === id ? { ...upload, ...change } : upload)),
      true,
    );
  const drop = (id: MessageId): void => {
    files.delete(id);
    running.delete(id);
    store.setState(
      store.getState().filter((upload) => upload.id !== id),
      true,
    );
    pump();
  };

  const isPlaced = (id: MessageId): boolean =>
    conversation.state.getState().entries.some((entry) => entry.id === id);

  /** One at a time, so that they arrive in the order in which they were chosen. */
  function pump(): void {
    const uploads = store.getState();
    if (scope.closed || uploads.some(({ state }) => state === 'sending')) return;
    const next = uploads.find(({ state }) => state === 'waiting');
    if (!next) return;
    update(next.id, { state: 'sending' });
    void send(next.id);
  }

  async function send(id: MessageId): Promise<void> {
    const file = files.get(id);
    const known = running.get(id);
    if (!file) return;
    if (known) {
      known.start();
      return;
    }
    const upload = await startUpload({
      file,
      token,
      server,
      metadata: { requestId, id },
      isWanted: () => !scope.closed && find(id) !== undefined,
      onResumed: (earlier) => rename(id, earlier),
      onProgress: (at, sent) => update(at, { sent }),
      onDone: (at) => {
        // What was refused, or stands there, was told before the answer to the last byte came.
        if (find(at)?.state === 'sending') update(at, { state: 'checking', sent: file.size });
        if (isPlaced(at)) drop(at);
        pump();
      },
      onFailure: failed,
    });
    if (upload) running.set(upload.id, upload);
  }

  /** It goes on with one that was begun before this page was loaded anew. */
  function rename(id: MessageId, earlier: MessageId): void {
    const file = files.get(id);
    if (id === earlier || !file) return;
    if (find(earlier)) drop(earlier);
    files.set(earlier, file);
    files.delete(id);
    update(id, { id: earlier });
  }

  function failed(id: MessageId, failure: UploadFailure): void {
    if (!find(id)) return;
    if (failure.kind === 'refused') update(id, { state: 'refused', refusal: failure });
    else if (failure.kind === 'broken') update(id, { state: 'failed' });
    else {
      update(id, { state: 'paused' });
      scope.after(pauseMs, resume);
    }
    pump();
  }

  function resume(): void {
    for (const { id, state } of store.getState())
      if (state === 'paused') update(id, { state: 'waiting' });
    pump();
  }

  /** What the server has told meanwhile to nobody. */
  async function askAgain(id: MessageId): Promise<void> {
    try {
      const { state, reason } = await signaling.request('file:state', { requestId, id });
      if (find(id)?.state !== 'checking') return;
      if (state === 'refused') failed(id, { kind: 'refused', reason: reason ?? undefined });
      if (isPlaced(id)) drop(id);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (error.code === 'not-found') failed(id, { kind: 'broken' });
    }
  }

  scope.add(
    conversation.state.subscribe(({ entries }, before) => {
      if (entries === before.entries) return;
      for (const { id } of store.getState()) if (isPlaced(id)) drop(id);
    }),
  );
  scope.add(
    signaling.on('file:refused', ({ requestId: of, id, reason }) => {
      if (of === requestId) failed(id, { kind: 'refused', reason });
    }),
  );
  scope.add(
    signaling.onConnection(({ state }) => {
      if (state !== 'connected') return;
      resume();
      for (const upload of store.getState()) {
        if (upload.state === 'checking') void askAgain(upload.id);
      }
    }),
  );
  scope.add(() => {
    for (const upload of running.values()) upload.stop();
  });

  return {
    uploads: store,
    add(chosen) {
      const added = [...chosen].map((file): PendingUpload => {
        const id = v7() as MessageId;
        files.set(id, file);
        return { id, name: file.name, size: file.size, sent: 0, state: 'waiting', refusal: null };
      });
      store.setState([...store.getState(), ...added], true);
      pump();
    },
    cancel(id) {
      const upload = running.get(id);
      const isOver = find(id)?.state === 'refused';
      drop(id);
      if (upload && !isOver) void upload.cancel();
    },
    retry(id) {
      update(id, { state: 'waiting', refusal: null });
      pump();
    },
    fileLink: async (fileId) =>
      server + (await signaling.request('file:link', { requestId, fileId })).url,
    profileLink:
      signaling.party === 'customer'
        ? async (id) => server + (await signaling.request('profile:link', { requestId, id })).url
        : null,
    close: () => scope.close(),
  };
}
