import { Buffer } from 'node:buffer';

/** Takes bytes from a stream by their number. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** @throws Error where it ends before that */
  async exactly(count: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for (let left = count; left > 0;) {
      const chunk = await this.atMost(left);
      chunks.push(chunk);
      left -= chunk.length;
    }
    return Buffer.concat(chunks);
  }

  /** One byte or more. @throws Error where it ends */
  async atMost(count: number): Promise<Buffer> {
    while (this.#held.length === 0) {
      const next = await this.#source.next();
      if (next.done) throw new Error('it ends too early');
      this.#held = Buffer.from(next.value);
    }
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  /** Passes over whatever follows. */
  async drain(): Promise<void> {
    this.#held = Buffer.alloc(0);
    while (!(await this.#source.next()).done);
  }
}
