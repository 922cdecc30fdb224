import type { EndpointId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { SideEntry } from '@beside/shared/domain/request';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import type { Told, ToldName } from '@beside/shared/protocol/contract';
import { v4, v7 } from 'uuid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Connection, Signaling } from '../signaling/signaling.ts';
import { countUnreadSide, createSideChat } from './sideChat.ts';

const requestId = v7() as RequestId;
const me = { id: v4() as UserId, name: 'Toni' };
const other = { id: v4() as UserId, name: 'Robin' };

/** A server's memory of one side chat, and the line to it. */
function fakeSignaling() {
  const told = new TypedEmitter<{ [K in ToldName]: Told<K> }>();
  const line = new TypedEmitter<{ change: Connection }>();
  const stored: SideEntry[] = [];
  const noticed: unknown[] = [];
  const say = (text: string, id = v7(), from = other): SideEntry => {
    const entry = { requestId, id: id as never, seq: stored.length + 1, at: 1, from, text };
    stored.push(entry);
    return entry;
  };
  let connection: Connection = { state: 'connected' };
  const request = async (name: string, input: { afterSeq: number; id: string; text: string }) => {
    await Promise.resolve();
    if (name === 'team:post') {
      const known = stored.find(({ id }) => id === input.id);
      return known ?? say(input.text, input.id, me);
    }
    const rest = stored.slice(input.afterSeq);
    return { entries: rest.slice(0, 2), more: rest.length > 2, read: 1 };
  };
  const signaling = {
    party: 'technician',
    endpoint: v4() as EndpointId,
    get connection() {
      return connection;
    },
    request: vi.fn(request),
    notice: (name: string, input: unknown) => void noticed.push([name, input]),
    on: (name: ToldName, listener: never) => told.on(name, listener),
    onConnection: (listener: (next: Connection) => void) => line.on('change', listener),
    close: () => undefined,
  } as unknown as Signaling;
  const become = (next: Connection): void => {
    connection = next;
    line.emit('change', next);
  };
  return { signaling, told, stored, noticed, say, become };
}

const memory = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

describe('the side chat', () => {
  let close = (): void => undefined;
  afterEach(() => close());

  function open(server: ReturnType<typeof fakeSignaling>) {
    const chat = createSideChat({ signaling: server.signaling, requestId, me, storage: memory() });
    close = chat.close;
    const texts = (): string[] =>
      chat.state.getState().entries.map((entry) => (entry.kind === 'message' ? entry.text : ''));
    return { chat, texts };
  }

  it('[T9][C2] reads what was said before, page by page, and fetches a gap instead of guessing', async () => {
    const server = fakeSignaling();
    for (const text of ['a', 'b', 'c']) server.say(text);
    const { chat, texts } = open(server);
    await vi.waitFor(() => expect(chat.state.getState().complete).toBe(true));
    expect(texts()).toEqual(['a', 'b', 'c']);
    server.say('d');
    server.told.emit('team:entry', { entry: server.say('e') });
    expect(texts()).toEqual(['a', 'b', 'c']);
    await vi.waitFor(() => expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e']));
    server.told.emit('team:entry', { entry: { ...server.say('f'), requestId: v7() as RequestId } });
    expect(texts()).toHaveLength(5);
  });

  it('[T9] counts what the others said and was not read, here or on another page', async () => {
    const server = fakeSignaling();
    for (const text of ['a', 'b', 'c']) server.say(text);
    const { chat } = open(server);
    const unread = (): number => countUnreadSide(chat.state.getState(), me.id);
    await vi.waitFor(() => expect(unread()).toBe(2));
    server.told.emit('team:read', { requestId, seq: 2 });
    expect(unread()).toBe(1);
    chat.markRead();
    expect(unread()).toBe(0);
    expect(server.noticed).toEqual([['team:read', { requestId, seq: 3 }]]);
    chat.post('mine');
    await vi.waitFor(() => expect(chat.state.getState().entries).toHaveLength(4));
    expect(unread()).toBe(0);
  });

  it('[T9][C2] what was not answered is sent again when the line is back, and stands once', async () => {
    const server = fakeSignaling();
    const { chat, texts } = open(server);
    await vi.waitFor(() => expect(chat.state.getState().complete).toBe(true));
    const { request } = server.signaling;
    const { RequestFailed } = await import('../signaling/signaling.ts');
    vi.mocked(request).mockImplementationOnce(async (name, input) => {
      await (vi.mocked(request).getMockImplementation() as never as typeof request)(name, input);
      throw new RequestFailed({ code: 'unavailable', retryable: true, traceId: '' });
    });
    chat.post('once');
    await vi.waitFor(() => expect(chat.state.getState().pending[0]?.state).toBe('failed'));
    server.become({ state: 'offline', sinceMs: 0 });
    server.become({ state: 'connected' });
    await vi.waitFor(() => expect(texts()).toEqual(['once']));
    expect(chat.state.getState().pending).toEqual([]);
    expect(server.stored).toHaveLength(1);
  });
});
