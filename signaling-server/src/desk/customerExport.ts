import { Buffer } from 'node:buffer';
import type { RequestId } from '@beside/shared/domain/ids';
import type { StoredRecording } from '../ports/recordings.ts';
import { piecesOf, type PieceReader } from './playback.ts';
import type { AccountStorage, FileBytes, StoredFile } from '../ports.ts';

const entriesAtOnce = 500;
const block = 512;

/** All that is kept of these requests: each as JSON, and the files that were sent, as a tar archive. */
export async function* exportCustomer(
  account: AccountStorage,
  { bytes, pieces }: { bytes: Pick<FileBytes, 'read'>; pieces: PieceReader },
  ids: readonly RequestId[],
): AsyncIterable<Uint8Array> {
  for (const id of ids) {
    const files = await account.privacy.filesOf(id);
    const about = await aboutRequest(account, id, files);
    if (!about) continue;
    const json = Buffer.from(`${JSON.stringify(about, null, 2)}\n`);
    yield* entry(`requests/${id}.json`, json.length, [json]);
    for (const file of files.filter(({ state }) => state === 'stored')) {
      yield* entry(pathOf(file), file.size, await bytes.read(file.id));
    }
    for (const recording of await account.recordings.of(id)) {
      yield* recorded(account, pieces, recording);
    }
  }
  // Two empty blocks say that nothing follows.
  yield Buffer.alloc(2 * block);
}

/** Its pictures, each a file that can be watched, and what happened meanwhile. */
async function* recorded(
  account: AccountStorage,
  pieces: PieceReader,
  recording: StoredRecording,
): AsyncIterable<Uint8Array> {
  for await (const piece of piecesOf(account, recording.id)) {
    const path = `recordings/${recording.id}/${String(piece.number).padStart(6, '0')}`;
    yield* entry(`${path}.webm`, piece.bytes, [await pieces.picture(recording, piece)]);
    const events = pieces.events(recording, piece);
    if (events) yield* entry(`${path}.jsonl`, events.length, [events]);
  }
}

/** Without the name that somebody gave it: that stands in the JSON. */
function pathOf({ id, name }: StoredFile): string {
  const [extension = ''] = /\.[a-z0-9]{1,8}$/i.exec(name) ?? [];
  return `files/${id}${extension.toLowerCase()}`;
}

async function aboutRequest(account: AccountStorage, id: RequestId, files: readonly StoredFile[]) {
  const stored = await account.request(id);
  if (!stored) return undefined;
  const { request, details } = stored;
  return {
    request,
    details,
    entries: await all((after) => account.entriesAfter(id, after, entriesAtOnce)),
    sideEntries: await all((after) => account.sideEntriesAfter(id, after, entriesAtOnce)),
    notes: await account.notes(id, 10_000),
    files: files.map((file) => ({ ...file, path: pathOf(file) })),
    log: (await account.sessionLog(id))?.rows ?? [],
  };
}

async function all<T extends { seq: number }>(read: (after: number) => Promise<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (;;) {
    const page = await read(found.at(-1)?.seq ?? 0);
    found.push(...page);
    if (page.length < entriesAtOnce) return found;
  }
}

/** One file of the archive (POSIX.1-1988, ustar). */
async function* entry(
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
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return head;
}
