import type { EndpointId, MessageId, PortalId, RequestId } from '@beside/shared/domain/ids';
import { idleLiveState, type Entry, type SupportRequest } from '@beside/shared/domain/request';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import type {
  NoticeInput,
  NoticeName,
  RequestInput,
  RequestName,
  RequestOutput,
  Told,
  ToldName,
} from '@beside/shared/protocol/contract';
import type { ErrorCode } from '@beside/shared/protocol/errors';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestFailed, type Connection, type Signaling } from '../signaling/signaling.ts';
import { createConversation, type Conversation } from './conversation.ts';

const requestId = v7() as RequestId;

function buildRequest(change: Partial<SupportRequest> = {}): SupportRequest {
  return {
    id: requestId,
    version: 1,
    phase: 'waiting',
    portal: { id: v7() as PortalId, slug: 'demo', name: 'Demo' },
    customer: { name: 'Ada', email: null },
    question: 'Why?',
    assignee: null,
    createdAt: 0,
    phaseSince: 0,
    lastSeq: 0,
    live: idleLiveState,
    outcome: null,
    ...change,
  };
}

function failure(code: ErrorCode): RequestFailed {
  return new RequestFailed({ code, retryable: code === 'unavailable', traceId: '' });
}

/** A server's memory of one conversation, and the line to it. */
class FakeSignaling implements Signaling {
  readonly party = 'customer';
  readonly endpoint = v7() as EndpointId;
  connection: Connection = { state: 'connected' };
  readonly stored: Entry[] = [];
  readonly asked: RequestName[] = [];
  readonly notices: unknown[] = [];
  pageSize = 200;
  /** What happens to the next posts: their answer is lost on the way back, or they are refused. */
  answers: ('lose' | ErrorCode)[] = [];
  /** What the answer to following waits for on the way back. */
  followed: Promise<void> | undefined;
  readonly #told = new TypedEmitter<{ [K in ToldName]: Told<K> }>();
  readonly #line = new TypedEmitter<{ change: Connection }>();

  say(text: string, seq = this.stored.length + 1, id = v7() as MessageId): Entry {
    const from = { party: 'technician', id: null, name: 'Tess' } as const;
    const entry: Entry = { requestId, id, seq, at: seq, kind: 'message', from, text };
    this.stored.push(entry);
    return entry;
  }

  tell<K extends ToldName>(name: K, message: Told<K>): void {
    this.#told.emit(name, message as never);
  }

  become(connection: Connection): void {
    this.connection = connection;
    this.#line.emit('change', connection);
  }

  async request<K extends RequestName>(name: K, input: RequestInput<K>): Promise<RequestOutput<K>> {
    if (this.connection.state !== 'connected') throw failure('unavailable');
    this.asked.push(name);
    await Promise.resolve();
    const answer = this.#answer(name, input as never) as RequestOutput<K>;
    if (name === 'request:follow') await this.followed;
    return answer;
  }

  #answer(name: RequestName, input: { afterSeq: number; id: MessageId; text: string }): unknown {
    const rest = this.stored.slice(input.afterSeq);
    const page = { entries: rest.slice(0, this.pageSize), more: rest.length > this.pageSize };
    const read = { customer: 0, technician: 0 };
    switch (name) {
      case 'request:follow':
        return { request: buildRequest(), details: null, presence: [], read, ...page };
      case 'chat:since':
        return page;
      case 'chat:post': {
        const answer = this.answers.shift();
        if (answer && answer !== 'lose') throw failure(answer);
        const known = this.stored.find((entry) => entry.id === input.id);
        const entry = known ?? this.say(input.text, undefined, input.id);
        if (answer === 'lose') throw failure('unavailable');
        return { seq: entry.seq, at: entry.at };
      }
      default:
        return {};
    }
  }

  notice<K extends NoticeName>(name: K, input: NoticeInput<K>): void {
    this.notices.push([name, input]);
  }

  on<K extends ToldName>(name: K, listener: (message: Told<K>) => void): () => void {
    return this.#told.on(name, listener);
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    return this.#line.on('change', listener);
  }

  get listeners(): number {
    return this.#told.size + this.#line.size;
  }

  close(): void {
    this.#told.clear();
  }
}

class MemoryStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

const texts = (conversation: Conversation): string[] =>
  conversation.state
    .getState()
    .entries.map((entry) => (entry.kind === 'message' ? entry.text : entry.kind));
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe('conversation', () => {
  let signaling: FakeSignaling;
  let storage: MemoryStorage;
  const open = (): Conversation => createConversation({ signaling, requestId, storage });

  beforeEach(() => {
    vi.useFakeTimers();
    signaling = new FakeSignaling();
    storage = new MemoryStorage();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('[C2] fetches everything that was said, page by page', async () => {
    signaling.pageSize = 2;
    for (const text of ['a', 'b', 'c', 'd', 'e']) signaling.say(text);
    const conversation = open();
    await settle();
    expect(texts(conversation)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(conversation.state.getState().complete).toBe(true);
  });

  it('[C2] puts what comes out of turn in order and drops what comes twice', async () => {
    const conversation = open();
    await settle();
    const first = signaling.say('first');
    const second = signaling.say('second');
    signaling.tell('chat:entry', { entry: second });
    expect(texts(conversation)).toEqual([]);
    signaling.tell('chat:entry', { entry: first });
    signaling.tell('chat:entry', { entry: second });
    await settle();
    expect(texts(conversation)).toEqual(['first', 'second']);
  });

  it('[C2] fetches a gap and never shows across it', async () => {
    const conversation = open();
    await settle();
    signaling.say('missed');
    signaling.tell('chat:entry', { entry: signaling.say('heard') });
    expect(texts(conversation)).toEqual([]);
    await settle();
    expect(texts(conversation)).toEqual(['missed', 'heard']);
    expect(signaling.asked.filter((name) => name === 'chat:since')).toHaveLength(1);
  });

  it('[C2] shows a message at once and places it when it is acknowledged', async () => {
    const conversation = open();
    await settle();
    conversation.post('  hello ');
    expect(conversation.state.getState().pending).toMatchObject([
      { text: 'hello', state: 'sending' },
    ]);
    await settle();
    expect(conversation.state.getState().pending).toEqual([]);
    expect(texts(conversation)).toEqual(['hello']);
    signaling.tell('chat:entry', { entry: signaling.stored[0]! });
    expect(texts(conversation)).toEqual(['hello']);
  });

  it('[C2] a message that is acknowledged before the conversation is known is in it afterwards', async () => {
    const followed: PromiseWithResolvers<void> = Promise.withResolvers();
    signaling.followed = followed.promise;
    const conversation = open();
    conversation.post('early');
    await settle();
    followed.resolve();
    await settle();
    expect(texts(conversation)).toEqual(['early']);
    expect(conversation.state.getState().pending).toEqual([]);
  });

  it('[C2] sends messages one after the other, in the order in which they were written', async () => {
    const conversation = open();
    await settle();
    for (const text of ['1', '2', '3']) conversation.post(text);
    await settle();
    expect(texts(conversation)).toEqual(['1', '2', '3']);
  });

  it('[C2] a message whose acknowledgement was lost is sent again on reconnection, not doubled', async () => {
    const conversation = open();
    await settle();
    signaling.answers = ['lose'];
    conversation.post('once');
    await settle();
    expect(conversation.state.getState().pending).toMatchObject([{ state: 'failed' }]);
    signaling.become({ state: 'offline', sinceMs: 0 });
    signaling.become({ state: 'connected' });
    await settle();
    expect(texts(conversation)).toEqual(['once']);
    expect(signaling.stored).toHaveLength(1);
    expect(conversation.state.getState().pending).toEqual([]);
  });

  it('[C2] a refused message says so, stays, and goes with the same id when tried again', async () => {
    const conversation = open();
    await settle();
    signaling.answers = ['rate-limited'];
    conversation.post('too fast');
    await settle();
    const [post] = conversation.state.getState().pending;
    expect(post).toMatchObject({ state: 'failed', refusal: { code: 'rate-limited' } });
    signaling.become({ state: 'offline', sinceMs: 0 });
    signaling.become({ state: 'connected' });
    await settle();
    expect(signaling.stored).toEqual([]);
    conversation.retry(post!.id);
    await settle();
    expect(signaling.stored.map(({ id }) => id)).toEqual([post!.id]);
  });

  it('[P7] what was written without a line survives a reload and goes when the line is back', async () => {
    signaling.connection = { state: 'offline', sinceMs: 0 };
    const before = open();
    before.post('written in a tunnel');
    before.draft.write('half a sen');
    await settle();
    before.close();

    const after = open();
    expect(after.draft.read()).toBe('half a sen');
    expect(after.state.getState().pending).toMatchObject([{ text: 'written in a tunnel' }]);
    signaling.become({ state: 'connected' });
    await settle();
    expect(texts(after)).toEqual(['written in a tunnel']);
    expect([...storage.items.keys()]).toEqual([`beside.draft.${requestId}`]);
  });

  it('[C2] asks only for what it has not got when the line comes back', async () => {
    signaling.say('before');
    const conversation = open();
    await settle();
    signaling.become({ state: 'offline', sinceMs: 0 });
    signaling.say('meanwhile');
    signaling.become({ state: 'connected' });
    await settle();
    expect(texts(conversation)).toEqual(['before', 'meanwhile']);
  });

  it('keeps the request of the highest version, in whichever order they come', async () => {
    const conversation = open();
    await settle();
    signaling.tell('request:changed', { request: buildRequest({ version: 3, phase: 'active' }) });
    signaling.tell('request:changed', { request: buildRequest({ version: 2, phase: 'assigned' }) });
    expect(conversation.state.getState().request?.phase).toBe('active');
  });

  it('[C1] tells of typing seldom, and of its end after a pause', async () => {
    const conversation = open();
    await settle();
    for (let stroke = 0; stroke < 10; stroke += 1) {
      conversation.typing();
      await vi.advanceTimersByTimeAsync(200);
    }
    await vi.advanceTimersByTimeAsync(5000);
    expect(signaling.notices).toEqual([
      ['chat:typing', { requestId, typing: true }],
      ['chat:typing', { requestId, typing: false }],
    ]);
  });

  it('[C1] forgets that somebody types when they say something or are not heard of again', async () => {
    const conversation = open();
    await settle();
    const tell = (): void =>
      signaling.tell('chat:typing', { requestId, party: 'technician', name: 'Tess', typing: true });
    const typing = (): number => conversation.state.getState().typing.length;
    tell();
    expect(typing()).toBe(1);
    signaling.tell('chat:entry', { entry: signaling.say('done') });
    expect(typing()).toBe(0);
    tell();
    await vi.advanceTimersByTimeAsync(8000);
    expect(typing()).toBe(0);
  });

  it('[C1] tells once how far was read', async () => {
    signaling.say('a');
    const conversation = open();
    await settle();
    conversation.markRead();
    conversation.markRead();
    expect(signaling.notices).toEqual([['chat:read', { requestId, seq: 1 }]]);
  });

  it('leaves no listener and no timer behind', async () => {
    const conversation = open();
    await settle();
    conversation.typing();
    conversation.close();
    conversation.close();
    await settle();
    expect(signaling.listeners).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(signaling.asked).toContain('request:unfollow');
  });
});
