import type { MessageId } from '@beside/shared/domain/ids';
import type { ErrorReason, Reply } from '@beside/shared/protocol/errors';
import type { DetailedError } from 'tus-js-client';

/** Why an upload does not go on. */
export type UploadFailure =
  /** The server cannot be reached; what it has, it keeps. */
  | { kind: 'unreachable' }
  | { kind: 'refused'; reason: ErrorReason | undefined; maxBytes?: number | undefined }
  | { kind: 'broken' };

export interface RunningUpload {
  readonly id: MessageId;
  /** Goes on where it was. */
  start(): void;
  /** Stops for now. */
  stop(): void;
  /** Has the server forget it. */
  cancel(): Promise<void>;
}

interface Parts {
  file: File;
  token: string | null;
  /** Origin of the server; empty where the page came from it. */
  server: string;
  metadata: { requestId: string; id: MessageId };
  /** Whether it is still to be sent: to begin takes some time, in which it may be taken back. */
  isWanted: () => boolean;
  /** It is one that was begun earlier, under that id. */
  onResumed: (earlier: MessageId) => void;
  onProgress: (id: MessageId, sent: number) => void;
  onDone: (id: MessageId) => void;
  onFailure: (id: MessageId, failure: UploadFailure) => void;
}

/** At a time: what the bodies of proxies allow, and a part of an object store. */
const chunkBytes = 8 * 1024 * 1024;
/** Short breaks are bridged here; after the last one it is a failure. */
const retryDelays = [0, 500, 2000];
/** Statuses of a server that will answer otherwise in a moment. */
const passing: ReadonlySet<number> = new Set([409, 423, 429, 500, 502, 503, 504]);

/**
 * Begins to send, or goes on with what this browser has sent of the same file before.
 *
 * @returns null where it could not begin, or was not to any more
 */
export async function startUpload(parts: Parts): Promise<RunningUpload | null> {
  const { file, token, metadata } = parts;
  let { id } = metadata;
  const module = await import('tus-js-client').catch((): null => null);
  if (!module) {
    parts.onFailure(id, { kind: 'unreachable' });
    return null;
  }
  /** The library forgets that it was told to stop where it has not yet got round to its first request. */
  let isHalted = false;
  const upload = new module.Upload(file, {
    endpoint: `${parts.server}/api/v1/uploads`,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    metadata: { ...metadata, name: file.name },
    chunkSize: chunkBytes,
    retryDelays,
    removeFingerprintOnSuccess: true,
    fingerprint: () =>
      Promise.resolve(
        ['beside', metadata.requestId, file.name, file.size, file.lastModified].join('|'),
      ),
    onBeforeRequest(request) {
      if (isHalted && request.getMethod() !== 'DELETE') throw new Error('the upload was halted');
    },
    onShouldRetry: (error) => !isHalted && passing.has(error.originalResponse?.getStatus() ?? 503),
    onProgress: (sent) => parts.onProgress(id, sent),
    onSuccess: () => parts.onDone(id),
    onError(error) {
      if (!isHalted) parts.onFailure(id, failureOf(error));
    },
  });
  const [earlier] = await upload.findPreviousUploads();
  if (!parts.isWanted()) return null;
  if (earlier) {
    upload.resumeFromPreviousUpload(earlier);
    id = (earlier.metadata['id'] ?? id) as MessageId;
    parts.onResumed(id);
  }
  const start = (): void => {
    isHalted = false;
    upload.start();
  };
  start();
  return {
    get id() {
      return id;
    },
    start,
    stop() {
      isHalted = true;
      void upload.abort();
    },
    cancel() {
      isHalted = true;
      // Where the server is not reached, it forgets it by itself after a day.
      return upload.abort(true).catch(() => undefined);
    },
  };
}

function failureOf(error: Error | DetailedError): UploadFailure {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (!response) return 'originalRequest' in error ? { kind: 'unreachable' } : { kind: 'broken' };
  const status = response.getStatus();
  const refusal = refusalOf(response.getBody());
  if (refusal && !refusal.retryable) {
    return { kind: 'refused', reason: refusal.reason, maxBytes: refusal.maxBytes };
  }
  if (refusal?.reason === 'file-limit') return { kind: 'unreachable' };
  return passing.has(status) || status === 0 ? { kind: 'unreachable' } : { kind: 'broken' };
}

function refusalOf(body: string) {
  try {
    const reply = JSON.parse(body) as Partial<Extract<Reply<never>, { ok: false }>>;
    return reply.error;
  } catch {
    // A gateway in between answers with a page of its own.
    return undefined;
  }
}
