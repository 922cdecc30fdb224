import { CodedError } from '@beside/shared/protocol/errors';
import { ask } from './ask.ts';

/** What can be held: mediasoup's transports, producers and consumers are such. */
export interface Held {
  readonly id: string;
  readonly closed: boolean;
  readonly observer: { once(event: 'close', listener: () => void): unknown };
  close(): void;
}

/**
 * What one peer holds of one kind. An item leaves when it closes, by whichever way; closing the
 * holdings closes all, and those that are still being made as soon as they are.
 */
export class Holdings<T extends Held> {
  readonly #items = new Map<string, T>();
  readonly #limit: number;
  readonly #opened: (item: T) => void;
  readonly #left: (item: T) => void;
  #opening = 0;
  #closed = false;

  /** @param told called as an item comes and as it goes */
  constructor(limit: number, told: { opened?(item: T): void; left?(item: T): void } = {}) {
    this.#limit = limit;
    this.#opened = (item) => told.opened?.(item);
    this.#left = (item) => told.left?.(item);
  }

  get size(): number {
    return this.#items.size;
  }

  get full(): boolean {
    return this.#items.size + this.#opening >= this.#limit;
  }

  close(): void {
    this.#closed = true;
    for (const item of [...this.#items.values()]) item.close();
  }

  /** In the order in which they came. */
  values(): T[] {
    return [...this.#items.values()];
  }

  has(id: string): boolean {
    return this.#items.has(id);
  }

  /** @throws CodedError('not-found'), for what somebody else holds too */
  get(id: string): T {
    const item = this.#items.get(id);
    if (!item) throw new CodedError('not-found');
    return item;
  }

  /**
   * Makes one and holds it.
   *
   * @param owner what the item is made on; when it closes meanwhile, the item does too
   * @throws CodedError 'rate-limited' at the limit, 'not-found' when the owner or the holder is
   *   gone, 'bad-request' and 'unavailable' as {@link ask}
   */
  async open(owner: { readonly closed: boolean }, make: () => Promise<T>): Promise<T> {
    if (this.#gone(owner)) throw new CodedError('not-found');
    if (this.full) throw new CodedError('rate-limited', 'relay-limit');
    this.#opening += 1;
    const item = await ask(owner, make).finally(() => (this.#opening -= 1));
    if (this.#gone(owner)) item.close();
    if (item.closed) throw new CodedError('not-found');
    this.#items.set(item.id, item);
    item.observer.once('close', () => {
      if (this.#items.delete(item.id)) this.#left(item);
    });
    this.#opened(item);
    return item;
  }

  #gone(owner: { readonly closed: boolean }): boolean {
    return this.#closed || owner.closed;
  }
}
