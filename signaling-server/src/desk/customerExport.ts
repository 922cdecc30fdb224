import { Buffer } from 'node:buffer';
import type { RequestId } from '@beside/shared/domain/ids';
import { tarEnd, tarEntry } from '../archive/writeTar.ts';
import type { StoredRecording } from '../ports/recordings.ts';
import { piecesOf, type PieceReader } from './playback.ts';
import type { AccountStorage } from '../ports.ts';
import type { FileBytes, StoredFile } from '../ports/files.ts';

const entriesAtOnce = 500;

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
    yield* tarEntry(`requests/${id}.json`, json.length, [json]);
    for (const file of files.filter(({ state }) => state === 'stored')) {
      yield* tarEntry(pathOf(file), file.size, await bytes.read(file.id));
    }
    for (const recording of await account.recordings.of(id)) {
      yield* recorded(account, pieces, recording);
    }
  }
  yield tarEnd();
}

/** Its pictures, each a file that can be watched, and what happened meanwhile. */
async function* recorded(
  account: AccountStorage,
  pieces: PieceReader,
  recording: StoredRecording,
): AsyncIterable<Uint8Array> {
  for await (const piece of piecesOf(account, recording.id)) {
    const path = `recordings/${recording.id}/${String(piece.number).padStart(6, '0')}`;
    yield* tarEntry(`${path}.webm`, piece.bytes, [await pieces.picture(recording, piece)]);
    const events = pieces.events(recording, piece);
    if (events) yield* tarEntry(`${path}.jsonl`, events.length, [events]);
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
