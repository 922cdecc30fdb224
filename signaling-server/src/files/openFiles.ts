import { join } from 'node:path';
import type { DataStore } from '@tus/server';
import type { FileBytes, Inspect, Scan } from '../ports/files.ts';
import type { PieceBytes } from '../ports/recordings.ts';
import { createScan } from './clamd.ts';
import { openDisk } from './disk.ts';
import { inspect } from './inspect.ts';

/** Where files are kept, and what the upload protocol writes them to: the same place. */
export interface FileStorage {
  bytes: FileBytes;
  /** Its library is loaded with the first upload: it is not small. */
  openUploads(): Promise<DataStore>;
  /** Puts bytes there that were there before: all of them, durably, or none. */
  put(id: string, size: number, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Recordings, beside the files. */
  pieces: PieceBytes;
  close(): void;
}

export interface FileDrivers extends FileStorage {
  inspect: Inspect;
  /** Undefined where no scanner was configured. */
  scan: Scan | undefined;
}

interface Options {
  dataDir: string;
  s3Url: string | undefined;
  clamdUrl: string | undefined;
}

/** @throws Error with one plain sentence where files cannot be kept */
export async function openFiles({ dataDir, s3Url, clamdUrl }: Options): Promise<FileDrivers> {
  const storage =
    s3Url === undefined
      ? openDisk(join(dataDir, 'files'), join(dataDir, 'recordings'))
      : await loadS3(s3Url);
  return { ...storage, inspect, scan: clamdUrl === undefined ? undefined : createScan(clamdUrl) };
}

/** Loaded only where it is used: the SDK is not small. */
async function loadS3(url: string): Promise<FileStorage> {
  const { openS3 } = await import('./s3.ts');
  return openS3(url);
}
