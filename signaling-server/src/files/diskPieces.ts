import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { PieceBytes } from '../ports/recordings.ts';

/** Pieces of recordings in a directory, one below it for each recording. */
export function openDiskPieces(directory: string): PieceBytes {
  const folderOf = (id: RecordingId): string => join(directory, id);
  const pathOf = (id: RecordingId, name: string): string => join(folderOf(id), name);
  return {
    async write(id, name, bytes) {
      const path = pathOf(id, name);
      try {
        await mkdir(folderOf(id), { recursive: true, mode: 0o700 });
        const file = await open(`${path}.part`, 'w', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(`${path}.part`, path);
      } catch (failure) {
        await rm(`${path}.part`, { force: true }).catch(() => undefined);
        throw codedFailure(failure);
      }
    },
    read: (id, name) =>
      readFile(pathOf(id, name)).catch((cause: unknown) => {
        throw new CodedError('unavailable', undefined, { cause });
      }),
    remove: (id, name) => rm(pathOf(id, name), { force: true }),
    removeAll: (id) => rm(folderOf(id), { recursive: true, force: true }),
  };
}

const noRoom = new Set(['ENOSPC', 'EDQUOT']);

function codedFailure(cause: unknown): CodedError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return new CodedError('unavailable', noRoom.has(code) ? 'storage-full' : undefined, { cause });
}
