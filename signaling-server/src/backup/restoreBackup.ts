import type { RecordingId } from '@beside/shared/domain/ids';
import type { FileStorage } from '../files/openFiles.ts';
import { readAll } from '../archive/readTar.ts';
import { restoreDatabase, type Content, type RestoreOptions } from '../storage/backup/restore.ts';
import type { Row } from '../storage/backup/snapshot.ts';
import { readPath, rowSchema } from './format.ts';
import { BadBackup, checkBackup, readBackup } from './readBackup.ts';

interface Parts extends RestoreOptions {
  path: string;
  passphrase: string | undefined;
  files: Pick<FileStorage, 'put' | 'pieces'>;
}

export interface Restored {
  files: number;
  /** Where the old database was put. */
  aside: string | undefined;
}

/**
 * Puts everything back that is in a backup. It is read twice: before it is known to be whole,
 * nothing is touched. Files come before the commit of the database: one too many does no harm.
 *
 * @throws BadBackup, RestoreRefused
 */
export async function restoreBackup({
  path,
  passphrase,
  files,
  ...options
}: Parts): Promise<Restored> {
  const { manifest } = await checkBackup(path, passphrase);
  let count = 0;
  async function* batches(): Content['batches'] {
    for await (const entry of readBackup(path, passphrase, () => undefined)) {
      const what = readPath(entry.path);
      if (!what) throw new BadBackup(`${path} holds what it should not: ${entry.path}.`);
      if (what.kind === 'rows') {
        yield { table: what.table, rows: readRows(await readAll(entry.content)) };
      } else if (what.kind === 'piece') {
        await files.pieces.write(what.id as RecordingId, what.name, await readAll(entry.content));
        count += 1;
      } else {
        await files.put(what.id, entry.size, entry.content);
        count += 1;
      }
    }
  }
  const aside = await restoreDatabase(options, {
    migrations: manifest.migrations,
    batches: batches(),
  });
  return { files: count, aside };
}

function readRows(lines: Buffer): Row[] {
  return lines
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => rowSchema.parse(JSON.parse(line)));
}
