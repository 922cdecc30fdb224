import type { Readable } from 'node:stream';
import type { FileId, MessageId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { FileRefusal } from '@beside/shared/domain/fileTypes';
import type { ChatFile } from '@beside/shared/domain/request';
import type { ErrorReason } from '@beside/shared/protocol/errors';

export type FileMaker = { party: 'customer'; id: null } | { party: 'technician'; id: UserId };

/** From `checking` on all bytes are there; until `stored` nobody is given any of them. */
export const fileStates = ['uploading', 'checking', 'stored', 'refused'] as const;

/** A file that somebody sends in a request. */
export interface StoredFile {
  id: FileId;
  requestId: RequestId;
  /** Of the entry that it becomes; given by the sender's page. */
  entryId: MessageId;
  maker: FileMaker;
  name: string;
  /** Bytes. */
  size: number;
  state: (typeof fileStates)[number];
  reason: ErrorReason | null;
  /** Media type by its content; null before that was looked at. */
  type: string | null;
  picture: ChatFile['picture'];
  createdAt: number;
}

/** Where the bytes of files are, each under the id of its upload. */
export interface FileBytes {
  /** Whether all bytes of an upload have come. */
  isWhole(id: FileId, size: number): Promise<boolean>;
  /** Makes durable what was received. */
  seal(id: FileId): Promise<void>;
  /** @param range first and last byte, both included */
  read(id: FileId, range?: { start: number; end: number }): Promise<Readable>;
  /** Where there is nothing, nothing happens. */
  remove(id: FileId): Promise<void>;
}

/** What a file is, by its bytes. */
export type Verdict =
  { ok: true; type: string; picture: ChatFile['picture'] } | { ok: false; reason: FileRefusal };

/** Looks into a file: whether it is what its name says. */
export type Inspect = (name: string, open: () => Promise<Readable>) => Promise<Verdict>;

/** Asks a virus scanner. `unreachable`: it has not said anything, and can be asked again. */
export type Scan = (
  open: () => Promise<Readable>,
) => Promise<
  | { result: 'clean' | 'too-large' }
  | { result: 'virus'; name: string }
  | { result: 'unreachable'; why: string }
>;
