import { Buffer } from 'node:buffer';
import { ByteReader } from './ByteReader.ts';
import { sumOf } from './writeTar.ts';

const block = 512;

export interface TarEntry {
  path: string;
  size: number;
  /** What is not read of it is passed over. */
  content: AsyncIterable<Uint8Array>;
}

/**
 * The files of a tar archive, one after another, as {@link tarEntry} writes them.
 *
 * @throws Error where it is none, or ends before its end
 */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncIterable<TarEntry> {
  const reader = new ByteReader(source);
  for (;;) {
    const head = await reader.exactly(block);
    // What was packed checks itself at its very end.
    if (head.every((byte) => byte === 0)) return reader.drain();
    const text = (from: number, to: number): string =>
      head.subarray(from, to).toString('latin1').replace(/\0.*$/s, '').trim();
    if (Number.parseInt(text(148, 156), 8) !== sumOf(head)) throw new Error('a head is damaged');
    const size = Number.parseInt(text(124, 136), 8);
    let left = size;
    async function* content(): AsyncIterable<Uint8Array> {
      while (left > 0) {
        const chunk = await reader.atMost(left);
        left -= chunk.length;
        yield chunk;
      }
    }
    yield { path: text(0, 100), size, content: content() };
    while (left > 0) left -= (await reader.atMost(left)).length;
    await reader.exactly(-size & (block - 1));
  }
}

/** Everything of an entry, which has to be small. */
export async function readAll(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
