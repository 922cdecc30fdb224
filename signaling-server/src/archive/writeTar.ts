import { Buffer } from 'node:buffer';

const block = 512;

/** One file of a tar archive (POSIX.1-1988, ustar). @param path 100 ASCII characters at most */
export async function* tarEntry(
  path: string,
  size: number,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  yield headOf(path, size);
  let sent = 0;
  for await (const chunk of content) {
    sent += chunk.length;
    yield chunk;
  }
  // What is missing would move everything behind it.
  if (sent !== size) throw new Error('a file is not as long as it was');
  const rest = size % block;
  if (rest > 0) yield Buffer.alloc(block - rest);
}

/** Two empty blocks say that nothing follows. */
export const tarEnd = (): Uint8Array => Buffer.alloc(2 * block);

function headOf(path: string, size: number): Buffer {
  const head = Buffer.alloc(block);
  const octal = (value: number, length: number): string =>
    `${value.toString(8).padStart(length - 1, '0')}\0`;
  head.write(path, 0, 100, 'ascii');
  head.write(octal(0o600, 8), 100, 'ascii');
  head.write(octal(0, 8), 108, 'ascii');
  head.write(octal(0, 8), 116, 'ascii');
  head.write(octal(size, 12), 124, 'ascii');
  head.write(octal(0, 12), 136, 'ascii');
  head.write('        0', 148, 'ascii');
  head.write('ustar\u000000', 257, 'ascii');
  head.write(`${sumOf(head).toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return head;
}

/** The check sum of a head, whose own field counts as spaces. */
export function sumOf(head: Uint8Array): number {
  return head.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}
