import type { EndpointId, RecordingId } from '@beside/shared/domain/ids';
import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import { RequestFailed } from '../../signaling/signaling.ts';

/** As it is sent; times are by the server's clock. */
export interface PackedPiece {
  from: number;
  to: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Where the pieces are: all sent, on their way, or kept from it. */
export type UploadState = 'sent' | 'waiting' | 'no-room' | 'elsewhere';

interface Parts {
  id: RecordingId;
  endpoint: EndpointId;
  /** The number of the next piece. */
  next: number;
  send(id: RecordingId, number: number, endpoint: EndpointId, piece: PackedPiece): Promise<void>;
  onState(state: UploadState): void;
}

export interface PieceUpload {
  add(piece: PackedPiece): void;
  /** Nothing more is sent. */
  close(): void;
}

const pauses = { baseMs: 1_000, maxMs: 15_000 };
/** What waits here at the most, in bytes; pieces that come then are missing in the recording. */
const maxWaiting = 64 * 1024 * 1024;

/**
 * Sends the pieces of one recording in their order, each until it has come: the server takes one number
 * after the other, and the same piece twice as once.
 */
export function createPieceUpload({ id, endpoint, next, send, onState }: Parts): PieceUpload {
  const scope = new Scope();
  const waiting: PackedPiece[] = [];
  let number = next;
  let sending = false;
  let tries = 0;

  const work = async (): Promise<void> => {
    const [piece] = waiting;
    if (!piece || sending || scope.closed) return;
    sending = true;
    try {
      await send(id, number, endpoint, piece);
      waiting.shift();
      number += 1;
      tries = 0;
      onState('sent');
    } catch (failure) {
      const error = failure instanceof RequestFailed ? failure : null;
      if (error?.retryable) {
        onState(error.reason === 'storage-full' ? 'no-room' : 'waiting');
        scope.after(backoffMs(tries, pauses, Math.random()), () => void work());
        tries += 1;
        return;
      }
      // Another page writes it, or it is over: what waits has nowhere to go.
      waiting.length = 0;
      onState(error?.code === 'conflict' ? 'elsewhere' : 'sent');
      scope.close();
      return;
    } finally {
      sending = false;
    }
    void work();
  };

  return {
    add(piece) {
      const size = waiting.reduce((sum, { bytes }) => sum + bytes.length, piece.bytes.length);
      if (scope.closed || size > maxWaiting) return;
      waiting.push(piece);
      // While it is tried again, the next try takes it along.
      if (tries === 0) void work();
    },
    close: () => scope.close(),
  };
}
