import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sealStream } from '../archive/sealStream.ts';
import { tarEnd, tarEntry } from '../archive/writeTar.ts';
import type { FileBytes } from '../ports/files.ts';
import type { PieceBytes } from '../ports/recordings.ts';
import type { Snapshot } from '../storage/backup/snapshot.ts';
import type { FileId, RecordingId } from '@beside/shared/domain/ids';
import * as format from './format.ts';

/** Rows come in parts of about this size. */
const partBytes = 1024 * 1024;

interface Parts {
  snapshot: Snapshot;
  bytes: Pick<FileBytes, 'isWhole' | 'read'>;
  pieces: Pick<PieceBytes, 'read'>;
  secretKey: string | undefined;
  /** Seals it; undefined: a tar archive that anybody can read. */
  passphrase: string | undefined;
}

export interface Written {
  rows: number;
  files: number;
  missing: number;
}

/**
 * Writes a backup while the installation may run.
 *
 * @throws Error where the file is there already, or cannot be written; nothing is left of it then
 */
export async function writeBackup(path: string, parts: Parts): Promise<Written> {
  const written: Written = { rows: 0, files: 0, missing: 0 };
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const { passphrase } = parts;
  try {
    const plain = archive(parts, written);
    if (passphrase === undefined) await pipeline(plain, createGzip(), out);
    else {
      await pipeline(
        plain,
        createGzip(),
        (packed: AsyncIterable<Uint8Array>) => sealStream(packed, passphrase),
        out,
      );
    }
    return written;
  } catch (failure) {
    // What was there before is not ours.
    if ((failure as { code?: unknown }).code !== 'EEXIST') await rm(path, { force: true });
    throw failure;
  }
}

async function* archive(
  { snapshot, bytes, pieces, secretKey }: Parts,
  written: Written,
): AsyncIterable<Uint8Array> {
  const end: format.End = { entries: [], missing: [] };
  async function* noted(
    path: string,
    size: number,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): AsyncIterable<Uint8Array> {
    const hash = createHash('sha256');
    async function* hashed(): AsyncIterable<Uint8Array> {
      for await (const chunk of content) {
        hash.update(chunk);
        yield chunk;
      }
    }
    yield* tarEntry(path, size, hashed());
    end.entries.push({ path, size, sha256: hash.digest('hex') });
  }
  const text = (path: string, content: string): AsyncIterable<Uint8Array> => {
    const buffer = Buffer.from(content);
    return noted(path, buffer.length, [buffer]);
  };

  const manifest: format.Manifest = {
    ...{ format: 'beside-backup', version: 1, madeAt: new Date().toISOString() },
    ...{ database: snapshot.kind, migrations: snapshot.migrations },
    secretKey: format.markOf(secretKey),
  };
  yield* text(format.manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);

  const stored: { id: FileId; size: number }[] = [];
  const recorded: { id: RecordingId; name: string }[] = [];
  for (const table of snapshot.tables) {
    let part = 0;
    let lines = '';
    for await (const row of snapshot.rows(table)) {
      written.rows += 1;
      lines += `${JSON.stringify(row)}\n`;
      if (table.name === 'files' && row['state'] === 'stored') {
        stored.push({ id: row['id'] as FileId, size: Number(row['size']) });
      }
      if (table.name === 'recording_pieces') {
        recorded.push({ id: row['recording_id'] as RecordingId, name: String(row['name']) });
      }
      if (lines.length < partBytes) continue;
      yield* text(format.rowsPath(table.name, ++part), lines);
      lines = '';
    }
    if (lines !== '') yield* text(format.rowsPath(table.name, part + 1), lines);
  }

  for (const { id, size } of stored) {
    // A customer's data may have been deleted since the rows were read.
    if (await bytes.isWhole(id, size)) {
      yield* noted(format.filePath(id), size, await bytes.read(id));
      written.files += 1;
    } else end.missing.push(id);
  }
  for (const { id, name } of recorded) {
    const piece = await pieces.read(id, name).catch(ifMissing);
    if (piece) {
      yield* noted(format.piecePath(id, name), piece.length, [piece]);
      written.files += 1;
    } else end.missing.push(name);
  }
  written.missing = end.missing.length;
  const last = Buffer.from(JSON.stringify(end));
  yield* tarEntry(format.endPath, last.length, [last]);
  yield tarEnd();
}

/** Also as the cause of another failure: on a disk, or in an object store. */
function ifMissing(failure: unknown): undefined {
  const cause =
    failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
  const { code, $metadata } = cause as { code?: string; $metadata?: { httpStatusCode?: number } };
  if (code !== 'ENOENT' && $metadata?.httpStatusCode !== 404) throw failure;
}
