import type { EndpointId, RecordingId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { RecordingSettings } from '@beside/shared/domain/recordingSettings';

/** One recording, without its pieces (rule M3). */
export interface StoredRecording {
  id: RecordingId;
  requestId: RequestId;
  /** Who asked for it, and whose page it writes. */
  by: UserId;
  endpoint: EndpointId;
  /** The key of its pieces, sealed by the installation's own. */
  key: string;
  startedAt: number;
  /** `null` while it runs. */
  endedAt: number | null;
  /** How many there are. */
  pieces: number;
  /** Of all pictures. */
  bytes: number;
  /** Where the newest piece ends; its beginning, where there is none. */
  until: number;
}

/** Some seconds of a recording. */
export interface StoredPiece {
  /** 0, 1, 2 … without a gap. */
  number: number;
  from: number;
  to: number;
  bytes: number;
  /** SHA-256 of all that was sent, in hex. */
  hash: string;
  /** What its picture is kept under; nobody else's. */
  name: string;
  /** What happened meanwhile, sealed, in base64; `null` where nothing did. */
  events: string | null;
}

/** The recordings of one account. */
export interface RecordingStorage {
  settings(): Promise<RecordingSettings>;
  find(id: RecordingId): Promise<StoredRecording | undefined>;
  /** Oldest first. */
  of(requestId: RequestId): Promise<StoredRecording[]>;
  piece(id: RecordingId, number: number): Promise<StoredPiece | undefined>;
  /** From that number on, in order. */
  pieces(id: RecordingId, from: number, limit: number): Promise<StoredPiece[]>;
  /** Those that were over before that time, oldest first. */
  overBefore(at: number, limit: number): Promise<StoredRecording[]>;
}

export interface RecordingTransaction {
  insert(recording: StoredRecording): Promise<void>;
  /** Locked until the commit. */
  lock(id: RecordingId): Promise<StoredRecording | undefined>;
  /** Another page writes it from now on. */
  take(id: RecordingId, endpoint: EndpointId): Promise<void>;
  end(id: RecordingId, at: number): Promise<void>;
  /** The next of a recording that {@link lock} gave. */
  addPiece(recording: StoredRecording, piece: StoredPiece): Promise<void>;
  idsOf(requestId: RequestId): Promise<RecordingId[]>;
  /** With its pieces and its key: what was sealed with it can be opened by nobody. */
  remove(id: RecordingId): Promise<void>;
}

/** Where the sealed pictures of recordings are, each under its recording and a name of its own. */
export interface PieceBytes {
  /**
   * Resolves when it is durable.
   *
   * @throws CodedError 'unavailable', with 'storage-full' where there is no room
   */
  write(id: RecordingId, name: string, bytes: Uint8Array): Promise<void>;
  read(id: RecordingId, name: string): Promise<Buffer>;
  /** Where there is nothing, nothing happens. */
  remove(id: RecordingId, name: string): Promise<void>;
  /** All that is there of a recording. */
  removeAll(id: RecordingId): Promise<void>;
}
