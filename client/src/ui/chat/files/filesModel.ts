import type { FileId, MessageId } from '@beside/shared/domain/ids';
import type { ErrorReason } from '@beside/shared/protocol/errors';

/** A file on its way, or one that did not get through. */
export interface UploadView {
  readonly id: MessageId;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'paused' | 'checking' | 'refused' | 'failed';
  readonly refusal: {
    reason: ErrorReason | undefined;
    maxBytes?: number | undefined;
  } | null;
}

/** What the parts of the chat that have to do with files need of the session. */
export interface FilesModel {
  readonly uploads: {
    getState(): readonly UploadView[];
    subscribe(listener: () => void): () => void;
  };
  add(files: Iterable<File>): void;
  cancel(id: MessageId): void;
  retry(id: MessageId): void;
  fileLink(id: FileId): Promise<string>;
  /** Null where it is not the reader's device that installs profiles. */
  readonly profileLink: ((id: MessageId) => Promise<string>) | null;
}
