import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { Holdings } from './Holdings.ts';

class Item {
  readonly observer = new EventEmitter();
  readonly id: string;
  closed = false;

  constructor(id: string) {
    this.id = id;
  }

  close(): void {
    this.closed = true;
    this.observer.emit('close');
  }
}

const owner = { closed: false };
const make = (id: string) => () => Promise.resolve(new Item(id));

describe('what a peer holds', () => {
  it('[S6] comes and goes, and each is told once', async () => {
    const told = { opened: vi.fn(), left: vi.fn() };
    const holdings = new Holdings<Item>(2, told);
    const item = await holdings.open(owner, make('a'));
    expect(holdings.get('a')).toBe(item);
    item.close();
    item.close();
    expect(() => holdings.get('a')).toThrow('not-found');
    expect(told.opened).toHaveBeenCalledExactlyOnceWith(item);
    expect(told.left).toHaveBeenCalledExactlyOnceWith(item);
  });

  it('[S6] is bounded, what is still being made included; a failure gives its place back', async () => {
    const holdings = new Holdings<Item>(1);
    const failing = holdings.open(owner, () => Promise.reject(new Error('no')));
    await expect(holdings.open(owner, make('b'))).rejects.toMatchObject({
      code: 'rate-limited',
      reason: 'relay-limit',
    });
    await expect(failing).rejects.toMatchObject({ code: 'bad-request' });
    await expect(holdings.open(owner, make('b'))).resolves.toBeDefined();
  });

  it('[S6] is closed when it is finished after its holder has closed', async () => {
    const holdings = new Holdings<Item>(1);
    const item = new Item('a');
    const opening = holdings.open(owner, () => Promise.resolve(item));
    holdings.close();
    await expect(opening).rejects.toMatchObject({ code: 'not-found' });
    expect(item.closed).toBe(true);
    await expect(holdings.open(owner, make('b'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('[S6] a refusal for an owner that closed meanwhile is not the fault of what was asked', async () => {
    const holdings = new Holdings<Item>(1);
    const closing = { closed: false };
    const opening = holdings.open(closing, () => {
      closing.closed = true;
      return Promise.reject(new Error('handler not found'));
    });
    await expect(opening).rejects.toMatchObject({ code: 'not-found' });
  });
});
