import type { FileId } from '@beside/shared/domain/ids';
import type { FileBytes, Inspect, Scan, StoredFile } from '../ports/files.ts';
import type { DueRow } from '../ports/due.ts';
import type { PieceBytes } from '../ports/recordings.ts';
import type { DeskParts } from './change.ts';
import { createDownloads, type Downloads } from './downloads.ts';
import { createFileChecks } from './fileChecks.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { checkAgainMs } from './times.ts';

/** What happens to files, for whoever counts and notes it. */
export type FileStep =
  'stored' | 'refused' | 'virus' | 'too-large-for-scanner' | 'held' | 'downloaded';

/** What the desk needs to keep files. */
export interface FileDrivers {
  bytes: FileBytes;
  pieces: PieceBytes;
  inspect: Inspect;
  /** Undefined where no scanner was configured. */
  scan: Scan | undefined;
  /** Signs links; the same on all nodes. */
  linkKey: string;
  /** @param detail never a name that a person gave */
  onFile: (step: FileStep, file: StoredFile, detail?: string) => void;
}

export interface FileParts extends DeskParts, FileDrivers {
  onFailure: (failure: unknown, row: DueRow | undefined) => void;
}

export interface Files {
  uploads: Uploads;
  downloads: Downloads;
  /** An upload may have run out, or a check have come to no end. */
  due(row: DueRow): Promise<void>;
  /** Waits for the checks that are under way. */
  close(): Promise<void>;
}

export function createFiles(parts: FileParts): Files {
  const { storage, clock } = parts;
  const checks = createFileChecks(parts);
  const uploads = createUploads(parts, checks.begin);
  return {
    uploads,
    downloads: createDownloads(parts),
    async due(row) {
      const { accountId, subject } = row;
      const account = storage.forAccount(accountId);
      const id = subject as FileId;
      const file = await account.file(id);
      if (!file) {
        // It was deleted with its customer; or it is gone already, which is no harm.
        await parts.bytes.remove(id);
        return;
      }
      if (file.state === 'stored') return;
      if (file.state !== 'checking') {
        await uploads.expire(row, file);
        return;
      }
      // Nothing else that is due waits for a scanner: the next look is set, then this one begins.
      await account.transaction((transaction) =>
        transaction.schedule('file', id, clock.now() + checkAgainMs),
      );
      checks.begin(accountId, id);
    },
    close: () => checks.close(),
  };
}
