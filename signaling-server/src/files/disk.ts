import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openDiskPieces } from './diskPieces.ts';
import type { FileStorage } from './openFiles.ts';

/**
 * Files of a directory, each under the id of its upload; what a person called it is no part of any
 * path.
 *
 * @param recordings where the pieces of recordings go; made with the first of them
 * @throws Error with one plain sentence where the directory cannot be made
 */
export function openDisk(directory: string, recordings: string): FileStorage {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Error(`Files cannot be kept in ${directory}: ${(cause as Error).message}`, { cause });
  }
  const pathOf = (id: string): string => join(directory, id);
  return {
    async openUploads() {
      const { FileStore } = await import('@tus/file-store');
      return new FileStore({ directory });
    },
    bytes: {
      async isWhole(id, size) {
        const found = await stat(pathOf(id)).catch(ifMissing);
        return found?.size === size;
      },
      async seal(id) {
        const file = await open(pathOf(id), 'r+');
        try {
          await file.sync();
        } finally {
          await file.close();
        }
      },
      async read(id, range) {
        const stream = createReadStream(pathOf(id), range);
        await new Promise((resolve, reject) => {
          stream.once('open', resolve);
          stream.once('error', reject);
        });
        return stream;
      },
      async remove(id) {
        // The second is what the upload protocol has noted of it.
        for (const path of [pathOf(id), `${pathOf(id)}.json`]) await rm(path, { force: true });
      },
    },
    async put(id, size, content) {
      const half = `${pathOf(id)}.half`;
      try {
        await pipeline(content, createWriteStream(half, { mode: 0o600, flush: true }));
        if ((await stat(half)).size !== size) throw new Error('a file is not as long as it was');
        await rename(half, pathOf(id));
      } finally {
        await rm(half, { force: true });
      }
    },
    pieces: openDiskPieces(recordings),
    close: () => undefined,
  };
}

function ifMissing(failure: NodeJS.ErrnoException): undefined {
  if (failure.code !== 'ENOENT') throw failure;
}
