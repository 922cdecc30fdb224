import { v7 as uuidV7 } from 'uuid';
import type { AccountId, FileId, MessageId, RequestId } from '@beside/shared/domain/ids';
import { fileNameOf } from '@beside/shared/domain/fileName';
import { refusalBefore } from '@beside/shared/domain/fileRules';
import { isIos } from '@beside/shared/domain/fileTypes';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import { CodedError, type ErrorReason } from '@beside/shared/protocol/errors';
import type { FileMaker, StoredFile } from '../ports/files.ts';
import type { DueRow } from '../ports/due.ts';
import { assertMay, assertTakesPart, findSeen, type Actor } from './actor.ts';
import type { FileParts } from './files.ts';
import { checkAgainMs, uploadMs } from './times.ts';

/** How much one person can have begun in a request: files, and bytes in largest files. */
const maxUnfinished = 10;
const maxUnfinishedLargest = 4;

/** Files on their way in (rules F1, F2). */
export interface Uploads {
  /**
   * Lets an upload begin.
   *
   * @param sent.name as its sender calls it, unchecked
   * @throws CodedError, with the reason why this file cannot be sent
   */
  begin(
    actor: Actor,
    sent: { requestId: RequestId; entryId: MessageId; name: string; size: number },
  ): Promise<FileId>;
  /**
   * Only its maker goes on with an upload, and asks how far it is.
   *
   * @param alsoWhole whether it may be one of which all has come
   * @throws CodedError('not-found')
   */
  assertOwn(actor: Actor, id: FileId, alsoWhole: boolean): Promise<void>;
  /** All bytes are there: from now on it is looked at. Said again, it is the same. */
  received(accountId: AccountId, id: FileId): Promise<void>;
  /** Its maker took it back, and its bytes are gone. */
  aborted(accountId: AccountId, id: FileId): Promise<void>;
  state(
    actor: Actor,
    requestId: RequestId,
    entryId: MessageId,
  ): Promise<{ state: StoredFile['state']; reason: ErrorReason | null }>;
  /** An upload that has not come to its end in time is removed; what was refused is forgotten. */
  expire(row: DueRow, file: StoredFile): Promise<void>;
}

export function makerOf(actor: Actor): FileMaker {
  return actor.party === 'technician'
    ? { party: 'technician', id: actor.user.id }
    : { party: 'customer', id: null };
}

function isMaker(actor: Actor, { maker, requestId }: StoredFile): boolean {
  return actor.party === 'technician'
    ? maker.id === actor.user.id
    : maker.party === 'customer' && actor.requestId === requestId;
}

export function createUploads(
  { storage, clock, bytes }: FileParts,
  check: (accountId: AccountId, id: FileId) => void,
): Uploads {
  const received: Uploads['received'] = async (accountId, id) => {
    await bytes.seal(id);
    const changed = await storage.forAccount(accountId).transaction(async (transaction) => {
      const file = await transaction.lockFile(id);
      if (file?.state !== 'uploading') return false;
      await transaction.saveFile({ ...file, state: 'checking' });
      // Whoever is alive then looks at it, if this node does not come to an end with it.
      await transaction.schedule('file', id, clock.now() + checkAgainMs);
      return true;
    });
    if (changed) check(accountId, id);
  };

  return {
    async begin(actor, { requestId, entryId, name: given, size }) {
      await findSeen(storage, actor, requestId);
      if (actor.party === 'technician') await assertMay(storage, actor, 'files', requestId);
      const account = storage.forAccount(actor.accountId);
      const rules = await account.fileRules();
      const now = clock.now();
      const maker = makerOf(actor);
      const id = uuidV7() as FileId;
      const name = fileNameOf(given);
      await account.transaction(async (transaction) => {
        const row = await transaction.lockRequest(requestId);
        if (!row) throw new CodedError('not-found');
        assertTakesPart(actor, row.request, 'write');
        if (!chatIsOpen(row.request.phase)) throw new CodedError('conflict', 'phase-forbids');
        if (await transaction.entry(requestId, entryId)) throw new CodedError('conflict');
        const picturesOnly = actor.party === 'customer' && isIos(row.details.source.userAgent);
        const refusal = refusalBefore({ name, size }, rules, picturesOnly);
        if (refusal === 'too-large') throw CodedError.tooLarge(rules.maxBytes);
        if (refusal) throw new CodedError('bad-request', refusal);
        const begun = await transaction.unfinishedFiles(requestId, maker);
        const tooMany =
          begun.count >= maxUnfinished ||
          begun.bytes + size > rules.maxBytes * maxUnfinishedLargest;
        if (tooMany) throw new CodedError('rate-limited', 'file-limit');
        await transaction.insertFile({
          ...{ id, requestId, entryId, maker, name, size },
          ...{ state: 'uploading', reason: null, type: null, picture: null, createdAt: now },
        });
        await transaction.schedule('file', id, now + uploadMs);
      });
      return id;
    },

    async assertOwn(actor, id, alsoWhole) {
      const file = await storage.forAccount(actor.accountId).file(id);
      const isThere = file && isMaker(actor, file) && file.state !== 'refused';
      if (!isThere || (!alsoWhole && file.state !== 'uploading')) throw new CodedError('not-found');
      // The node may have died between the last byte and the note of it.
      if (alsoWhole && file.state === 'uploading' && (await bytes.isWhole(id, file.size))) {
        await received(actor.accountId, id);
      }
    },

    received,

    async aborted(accountId, id) {
      await storage.forAccount(accountId).transaction(async (transaction) => {
        const file = await transaction.lockFile(id);
        if (file?.state === 'uploading') await transaction.deleteFile(id);
      });
    },

    async state(actor, requestId, entryId) {
      await findSeen(storage, actor, requestId);
      const uploads = await storage.forAccount(actor.accountId).uploads(requestId, entryId);
      const file = uploads.find((upload) => isMaker(actor, upload));
      if (!file) throw new CodedError('not-found');
      return { state: file.state, reason: file.reason };
    },

    async expire({ accountId }, { id, state, size }) {
      if (state === 'uploading' && (await bytes.isWhole(id, size))) {
        await received(accountId, id);
        return;
      }
      await bytes.remove(id);
      await storage.forAccount(accountId).transaction((transaction) => transaction.deleteFile(id));
    },
  };
}
