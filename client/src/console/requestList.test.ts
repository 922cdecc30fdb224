import type { EndpointId, PortalId, RequestId } from '@beside/shared/domain/ids';
import { idleLiveState, type SupportRequest } from '@beside/shared/domain/request';
import { isOver } from '@beside/shared/domain/requestPhase';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import type { RequestInput, Told, ToldName } from '@beside/shared/protocol/contract';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestFailed, type Connection, type Signaling } from '../signaling/signaling.ts';
import { createRequestList, type RequestList } from './requestList.ts';

const pageSize = 500;

function build(at: number, change: Partial<SupportRequest> = {}): SupportRequest {
  return {
    id: v7() as RequestId,
    version: 1,
    phase: at < 3 ? 'waiting' : 'closed',
    portal: { id: 'p' as PortalId, slug: 'demo', name: 'Demo' },
    customer: { name: `Customer ${at}`, email: null },
    question: '',
    assignee: null,
    createdAt: 1_000_000 - at,
    phaseSince: 0,
    lastSeq: 0,
    live: idleLiveState,
    outcome: null,
    ...change,
  };
}

/** A server that has these requests, in the order of the list. */
class FakeSignaling implements Signaling {
  readonly party = 'technician';
  readonly endpoint = v7() as EndpointId;
  readonly connection: Connection = { state: 'connected' };
  readonly stored: SupportRequest[];
  readonly asked: RequestInput<'requests:list'>[] = [];
  failing = false;
  readonly #told = new TypedEmitter<{ [K in ToldName]: Told<K> }>();

  constructor(count: number) {
    this.stored = Array.from({ length: count }, (_, at) => build(at));
  }

  async request(name: string, input: object): Promise<never> {
    if (name !== 'requests:list') throw new Error(name);
    const { after, search } = input as RequestInput<'requests:list'>;
    this.asked.push({ after, search });
    await Promise.resolve();
    if (this.failing)
      throw new RequestFailed({ code: 'unavailable', retryable: true, traceId: '' });
    const fitting = this.stored.filter(({ customer }) => customer.name.includes(search ?? ''));
    const from = after ? fitting.findIndex(({ id }) => id === after.id) + 1 : 0;
    const requests = fitting.slice(from, from + pageSize);
    const last = requests.at(pageSize - 1);
    const next = last
      ? { id: last.id, createdAt: last.createdAt, isOver: isOver(last.phase) }
      : null;
    return { requests, next } as never;
  }

  notice(): void {}
  on<K extends ToldName>(name: K, listener: (message: Told<K>) => void): () => void {
    return this.#told.on(name, listener);
  }
  onConnection(): () => void {
    return () => {};
  }
  tell(request: SupportRequest): void {
    this.emit('request:changed', { request });
  }
  emit<K extends ToldName>(name: K, message: Told<K>): void {
    this.#told.emit(name, message as never);
  }
  close(): void {}
}

describe('the list of requests', () => {
  let list: RequestList;
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  const open = (signaling: FakeSignaling): RequestList => (list = createRequestList(signaling));

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    list.close();
    vi.useRealTimers();
  });

  it('[T2] fetches page by page until it has all', async () => {
    const signaling = new FakeSignaling(1_234);
    open(signaling);
    await settle();
    expect(list.getState()).toMatchObject({ state: 'ready', hasMore: false });
    expect([...list.getState().requests.keys()]).toEqual(signaling.stored.map(({ id }) => id));
    expect(signaling.asked).toHaveLength(3);
  });

  it('[T2] holds at least the newest ten thousand, and finds older ones on the server', async () => {
    const signaling = new FakeSignaling(20_000);
    open(signaling);
    await settle();
    const { requests, hasMore } = list.getState();
    expect(hasMore).toBe(true);
    expect(requests.size).toBeGreaterThanOrEqual(10_000);
    expect(requests.size).toBeLessThan(15_000);
    const oldest = signaling.stored.at(-1)!;
    expect(requests.has(oldest.id)).toBe(false);
    await list.find(oldest.customer.name);
    expect(list.getState().requests.get(oldest.id)).toBe(oldest);
  });

  it('[T2] what is told while it is fetched is not overwritten by what was read before', async () => {
    const signaling = new FakeSignaling(10);
    const [first] = signaling.stored;
    open(signaling);
    const newer = { ...first!, version: 2, phase: 'assigned' as const };
    signaling.tell(newer);
    await settle();
    expect(list.getState().requests.get(first!.id)).toBe(newer);
  });

  it('[T2] a rush of changes is drawn once', async () => {
    const signaling = new FakeSignaling(10);
    open(signaling);
    await settle();
    let drawn = 0;
    list.subscribe(() => (drawn += 1));
    for (const request of signaling.stored) signaling.tell({ ...request, version: 2 });
    await vi.advanceTimersByTimeAsync(50);
    expect(drawn).toBe(1);
    expect([...list.getState().requests.values()].map(({ version }) => version)).toEqual(
      Array(10).fill(2),
    );
  });

  it('[T2] a list that cannot be had is asked for again by itself', async () => {
    const signaling = new FakeSignaling(2);
    signaling.failing = true;
    open(signaling);
    await settle();
    expect(list.getState().state).toBe('failed');
    signaling.failing = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(list.getState()).toMatchObject({ state: 'ready', hasMore: false });
  });

  it('[T12] what is hidden is gone, and an answer that came late does not bring it back', async () => {
    const signaling = new FakeSignaling(2);
    const [first, second] = signaling.stored as [SupportRequest, SupportRequest];
    const ids = () => [...list.getState().requests.keys()];
    open(signaling);
    await settle();
    signaling.emit('request:hidden', { requestId: first.id, version: 3 });
    expect(ids()).toEqual([second.id]);
    list.accept({ ...first, version: 3 });
    expect(ids()).toEqual([second.id]);
    signaling.tell({ ...first, version: 4 });
    await vi.advanceTimersByTimeAsync(50);
    expect(ids()).toEqual([second.id, first.id]);
  });

  it('[T12] when it changes what may be seen, only what is listed stays, and what was told since', async () => {
    const signaling = new FakeSignaling(2);
    const [first, second] = signaling.stored as [SupportRequest, SupportRequest];
    const ids = () => [...list.getState().requests.keys()];
    open(signaling);
    await settle();
    signaling.stored.splice(signaling.stored.indexOf(first), 1);
    signaling.emit('sight:changed', {});
    const added = build(5);
    signaling.tell(added);
    await vi.advanceTimersByTimeAsync(50);
    expect(ids()).toEqual([second.id, added.id]);
  });

  it('[T12] a page that was on its way does not bring back what was hidden meanwhile', async () => {
    const signaling = new FakeSignaling(2);
    const [first, second] = signaling.stored as [SupportRequest, SupportRequest];
    open(signaling);
    signaling.emit('request:hidden', { requestId: first.id, version: 1 });
    await settle();
    expect([...list.getState().requests.keys()]).toEqual([second.id]);
  });

  it('leaves no timer behind', async () => {
    const signaling = new FakeSignaling(2);
    open(signaling);
    await settle();
    signaling.tell(build(0));
    list.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
