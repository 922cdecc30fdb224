import * as z from 'zod';
import type { AuditAct } from '@beside/shared/domain/audit';
import {
  accountIdSchema,
  recordingIdSchema,
  userIdSchema,
  type RecordingId,
  type RequestId,
} from '@beside/shared/domain/ids';
import { seesCompany } from '@beside/shared/domain/rights';
import type { Clock } from '@beside/shared/lib/clock';
import type { OpenedRecording, RecordingView } from '@beside/shared/protocol/admin/recordings';
import { CodedError } from '@beside/shared/protocol/errors';
import { maxPieces } from '@beside/shared/protocol/recording';
import { auditOf } from '../identity/auditTable.ts';
import { createSigner } from '../identity/signedLinks.ts';
import type { AccountStorage, Storage } from '../ports.ts';
import type { PieceBytes, StoredPiece, StoredRecording } from '../ports/recordings.ts';
import { assertMay, technicianViewer, type Technician } from './actor.ts';
import { joinWebm } from './joinWebm.ts';
import type { RecordingKeys } from './recordingKeys.ts';
import { watchMs } from './times.ts';

const claimsSchema = z.strictObject({
  account: accountIdSchema,
  recording: recordingIdSchema,
  user: userIdSchema,
});

/** How many pieces of a recording are looked up at a time. */
const atOnce = 100;

/**
 * Recordings that are looked at, for those with the right to see reports, of their companies alone.
 * Who looks is written down before anything is shown.
 */
export interface Playback {
  of(account: AccountStorage, requestId: RequestId): Promise<RecordingView[]>;
  /** @throws CodedError 'not-found', 'forbidden' */
  open(reader: Technician, id: RecordingId): Promise<OpenedRecording>;
  /** The address of one file of it. */
  download(reader: Technician, id: RecordingId): Promise<{ url: string; expiresAt: number }>;
  /** For good. */
  remove(by: Technician, id: RecordingId): Promise<void>;
  /**
   * @param key from {@link open}, of the same reader
   * @throws CodedError 'not-found', the same for all that opens nothing; 'unavailable'
   */
  piece(reader: Technician, id: RecordingId, key: string, number: number): Promise<Buffer>;
  /** What happened, as JSON lines, read as they are taken. */
  events(reader: Technician, id: RecordingId, key: string): Promise<AsyncIterable<Uint8Array>>;
  /** All of it as one WebM file, read as it is taken. */
  file(reader: Technician, id: RecordingId, key: string): Promise<AsyncIterable<Uint8Array>>;
}

interface Parts {
  storage: Storage;
  clock: Clock;
  bytes: PieceBytes;
  keys: RecordingKeys;
  /** Signs what is handed out; the same on all nodes. */
  linkKey: string;
  kick: () => void;
}

/** Reads what is sealed, piece by piece. */
export function createPieceReader({
  bytes,
  keys,
}: Pick<Parts, 'keys'> & { bytes: Pick<PieceBytes, 'read'> }) {
  return {
    async picture(recording: StoredRecording, { number, name }: StoredPiece): Promise<Buffer> {
      const sealed = await bytes.read(recording.id, name);
      return keys.open(recording, `${number}:picture`, sealed);
    },
    events(recording: StoredRecording, { number, events }: StoredPiece): Buffer | null {
      if (events === null) return null;
      return keys.open(recording, `${number}:events`, Buffer.from(events, 'base64'));
    },
  };
}
export type PieceReader = ReturnType<typeof createPieceReader>;

/** All pieces in their order, looked up as they are taken. */
export async function* piecesOf(
  account: Pick<AccountStorage, 'recordings'>,
  id: RecordingId,
): AsyncIterable<StoredPiece> {
  for (let from = 0; ;) {
    const found = await account.recordings.pieces(id, from, atOnce);
    yield* found;
    if (found.length < atOnce) return;
    from += found.length;
  }
}

export function createPlayback(parts: Parts): Playback {
  const { storage, clock, linkKey, kick } = parts;
  const signer = createSigner(linkKey, 'recording');
  const reading = createPieceReader(parts);

  const visible = async (reader: Technician, id: RecordingId) => {
    const account = storage.forAccount(reader.accountId);
    await assertMay(storage, reader, 'see-reports');
    const [{ companies }, recording] = await Promise.all([
      technicianViewer(account, reader),
      account.recordings.find(id),
    ]);
    const stored = recording && (await account.request(recording.requestId));
    if (!stored || !seesCompany(companies, stored.request.companyId)) {
      throw new CodedError('not-found');
    }
    return { account, recording };
  };

  const note = (
    account: AccountStorage,
    { user }: Technician,
    act: AuditAct,
    { id, requestId }: StoredRecording,
  ): Promise<void> => {
    const subject = { kind: 'request', id: requestId } as const;
    return account.audit.append(auditOf(clock, user, act, subject, { recording: id }));
  };

  const sign = ({ user, accountId }: Technician, id: RecordingId) => {
    const expiresAt = clock.now() + watchMs;
    const key = signer.sign({ account: accountId, recording: id, user: user.id }, expiresAt);
    return { key, expiresAt };
  };

  /** What was handed out opens what its reader may see today. */
  const opened = async (reader: Technician, id: RecordingId, key: string) => {
    const claims = claimsSchema.safeParse(signer.read(key, clock.now())).data;
    const isTheirs =
      claims?.recording === id &&
      claims.user === reader.user.id &&
      claims.account === reader.accountId;
    if (!isTheirs) throw new CodedError('not-found');
    return visible(reader, id);
  };

  return {
    async of(account, requestId) {
      const found = await account.recordings.of(requestId);
      if (found.length === 0) return [];
      const people = new Map((await account.reports.people()).map(({ id, name }) => [id, name]));
      return found.map((recording) => viewOf(recording, people.get(recording.by) ?? ''));
    },

    async open(reader, id) {
      const { account, recording } = await visible(reader, id);
      await note(account, reader, 'recording-played', recording);
      const pieces = await account.recordings.pieces(id, 0, maxPieces);
      return {
        id,
        startedAt: recording.startedAt,
        pieces: pieces.map(({ number, from, to, bytes }) => ({ number, from, to, bytes })),
        ...sign(reader, id),
      };
    },

    async download(reader, id) {
      const { account, recording } = await visible(reader, id);
      await note(account, reader, 'recording-downloaded', recording);
      const { key, expiresAt } = sign(reader, id);
      return { url: `/api/admin/recordings/${id}/file?key=${key}`, expiresAt };
    },

    async remove(by, id) {
      const { account, recording } = await visible(by, id);
      // What is being written would go on into nothing.
      if (recording.endedAt === null) throw new CodedError('conflict', 'phase-forbids');
      await removeRecording(account, recording, by.user, clock);
      kick();
    },

    async piece(reader, id, key, number) {
      const { account, recording } = await opened(reader, id, key);
      const piece = await account.recordings.piece(id, number);
      if (!piece) throw new CodedError('not-found');
      return reading.picture(recording, piece);
    },

    async events(reader, id, key) {
      const { account, recording } = await opened(reader, id, key);
      return (async function* () {
        for await (const piece of piecesOf(account, id)) {
          const lines = reading.events(recording, piece);
          if (lines) yield lines;
        }
      })();
    },

    async file(reader, id, key) {
      const { account, recording } = await opened(reader, id, key);
      const clips = async function* () {
        for await (const piece of piecesOf(account, id)) {
          yield { at: piece.from, bytes: await reading.picture(recording, piece) };
        }
      };
      return joinWebm(clips(), recording.until);
    },
  };
}

/** The rows go in one commit with the note of it; with them its key, and its bytes follow. */
export async function removeRecording(
  account: Pick<AccountStorage, 'transaction'>,
  { id, requestId }: StoredRecording,
  by: { id: Technician['user']['id'] } | null,
  clock: Clock,
): Promise<void> {
  await account.transaction(async (transaction) => {
    await transaction.recordings.remove(id);
    await transaction.schedule('recording', id, clock.now());
    const subject = { kind: 'request', id: requestId } as const;
    await transaction.audit(auditOf(clock, by, 'recording-removed', subject, { recording: id }));
  });
}

function viewOf(recording: StoredRecording, name: string): RecordingView {
  const { id, by, startedAt, endedAt, until, pieces, bytes } = recording;
  return { id, by: { id: by, name }, startedAt, endedAt, until, pieces, bytes };
}
