import { createHash, randomUUID } from 'node:crypto';
import type { EndpointId, RecordingId } from '@beside/shared/domain/ids';
import { nextRecord, recordOf } from '@beside/shared/domain/recording';
import { CodedError } from '@beside/shared/protocol/errors';
import {
  maxPieceMs,
  maxPieces,
  maxRecordingBytes,
  unpackPiece,
} from '@beside/shared/protocol/recording';
import type { Storage } from '../ports.ts';
import type { DueRow } from '../ports/due.ts';
import type { PieceBytes, StoredPiece, StoredRecording } from '../ports/recordings.ts';
import { assertMay, type Actor } from './actor.ts';
import type { SystemChanger } from './change.ts';
import type { RecordingKeys } from './recordingKeys.ts';
import { lateMs } from './times.ts';
import type { Clock } from '@beside/shared/lib/clock';

/** What is sent of a recording, piece by piece (rule M3). */
export interface SentPiece {
  number: number;
  from: number;
  to: number;
  /** The page that sends it. */
  endpoint: string;
  bytes: Uint8Array;
}

/** Recordings on their way in. */
export interface Recordings {
  /**
   * Keeps the next piece, sealed. Sent again with the same bytes, it is kept already.
   *
   * @throws CodedError 'not-found'; 'conflict' for another page than the one that writes, another
   *   number than the next, or a piece of a time that is not recorded; 'bad-request', with `maxBytes`
   *   where the recording is full; 'unavailable', with 'storage-full' where there is no room
   */
  write(actor: Actor, id: RecordingId, piece: SentPiece): Promise<void>;
  /** What was kept of a recording that is gone. */
  due(row: DueRow): Promise<void>;
}

interface Parts {
  storage: Storage;
  clock: Clock;
  bytes: PieceBytes;
  keys: RecordingKeys;
  changeBySystem: SystemChanger;
}

/** Clocks of two machines that were compared over a network are this far apart at the most, in ms. */
const clockSlackMs = 5_000;

export function createRecordings(parts: Parts): Recordings {
  const { storage, clock, bytes, keys, changeBySystem } = parts;

  const assertFits = (recording: StoredRecording, { from, to }: SentPiece): void => {
    const { startedAt, endedAt } = recording;
    const now = clock.now();
    const isSpan = to > from && to - from <= maxPieceMs;
    if (!isSpan) throw new CodedError('bad-request');
    const latest = (endedAt ?? now) + clockSlackMs;
    const isLate = endedAt !== null && now > endedAt + lateMs;
    if (from < startedAt - clockSlackMs || to > latest || isLate) {
      throw new CodedError('conflict', 'phase-forbids');
    }
  };

  const endFull = async (accountId: Actor['accountId'], recording: StoredRecording) => {
    await changeBySystem(accountId, recording.requestId, ({ request }) => {
      const record = recordOf(request.live);
      if (record.phase !== 'recording' || record.id !== recording.id) return undefined;
      const ended = nextRecord(record, { type: 'end', why: 'full' });
      return {
        request: { live: { ...request.live, record: ended } },
        events: [{ code: 'record-ended', why: 'full' }],
      };
    });
    throw CodedError.tooLarge(maxRecordingBytes);
  };

  return {
    async write(actor, id, piece) {
      const { accountId } = actor;
      const account = storage.forAccount(accountId);
      const recording = await account.recordings.find(id);
      const isOwn = actor.party === 'technician' && recording?.by === actor.user.id;
      if (!recording || !isOwn) throw new CodedError('not-found');
      await assertMay(storage, actor, 'record', recording.requestId);
      if (recording.endpoint !== (piece.endpoint as EndpointId)) throw new CodedError('conflict');
      const opened = unpackPiece(piece.bytes);
      if (!opened) throw new CodedError('bad-request');
      const hash = createHash('sha256').update(piece.bytes).digest('hex');
      const { number } = piece;
      if (number < recording.pieces)
        return assertSame(await account.recordings.piece(id, number), hash);
      assertFits(recording, piece);
      if (number > recording.pieces) throw new CodedError('conflict');
      const size = opened.picture.length;
      if (number >= maxPieces || recording.bytes + size > maxRecordingBytes) {
        return endFull(accountId, recording);
      }
      const name = randomUUID();
      await bytes.write(id, name, keys.seal(recording, `${number}:picture`, opened.picture));
      const events =
        opened.events.length > 0
          ? keys.seal(recording, `${number}:events`, opened.events).toString('base64')
          : null;
      const { from, to } = piece;
      const stored: StoredPiece = { number, from, to, bytes: size, hash, name, events };
      try {
        await account.transaction(async (transaction) => {
          const now = await transaction.recordings.lock(id);
          if (!now) throw new CodedError('not-found');
          if (now.pieces !== number) throw new CodedError('conflict');
          await transaction.recordings.addPiece(now, stored);
        });
      } catch (failure) {
        await bytes.remove(id, name);
        throw failure;
      }
    },

    async due({ accountId, subject }) {
      const id = subject as RecordingId;
      if (await storage.forAccount(accountId).recordings.find(id)) return;
      await bytes.removeAll(id);
    },
  };
}

/** @throws CodedError('conflict') where something else was sent under that number */
function assertSame(kept: StoredPiece | undefined, hash: string): void {
  if (kept?.hash !== hash) throw new CodedError('conflict');
}
