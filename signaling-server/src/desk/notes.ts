import type { RequestId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Note } from '@beside/shared/protocol/contract/notes';
import { maxNotes } from '@beside/shared/protocol/limits';
import type { AccountTransaction, Storage } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { Clock } from '@beside/shared/lib/clock';
import { assertSees, findSeen, viewerOf, type Technician } from './actor.ts';

/** Notes on a request (rule T10): whoever sees the request reads and writes them, each their own. */
export interface Notes {
  list(technician: Technician, requestId: RequestId): Promise<Note[]>;
  /**
   * @throws CodedError 'not-found', 'forbidden' for a note of somebody else, 'conflict' with
   * 'too-many'
   */
  save(technician: Technician, requestId: RequestId, id: string, text: string): Promise<Note>;
  /** A note that is gone already is no failure. @throws CodedError 'not-found', 'forbidden' */
  delete(technician: Technician, requestId: RequestId, id: string): Promise<void>;
}

export function createNotes({
  storage,
  publisher,
  clock,
}: {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
}): Notes {
  /** Does something under the lock of the request, which the technician may see. */
  const within = async <T>(
    technician: Technician,
    requestId: RequestId,
    work: (transaction: AccountTransaction) => Promise<T>,
  ): Promise<T> => {
    const account = storage.forAccount(technician.accountId);
    const viewer = await viewerOf(account, technician);
    return account.transaction(async (transaction) => {
      const row = await transaction.lockRequest(requestId);
      if (!row) throw new CodedError('not-found');
      assertSees(viewer, row.request);
      return work(transaction);
    });
  };

  /** The note, if it is the caller's own to change. */
  const own = (known: Note | undefined, requestId: RequestId, { user }: Technician) => {
    if (known && known.requestId !== requestId) throw new CodedError('not-found');
    if (known && known.author.id !== user.id) throw new CodedError('forbidden');
    return known;
  };

  return {
    async list(technician, requestId) {
      await findSeen(storage, technician, requestId);
      return storage.forAccount(technician.accountId).notes(requestId, maxNotes);
    },

    async save(technician, requestId, id, text) {
      const { user } = technician;
      const { note, isNew } = await within(technician, requestId, async (transaction) => {
        const known = own(await transaction.note(id), requestId, technician);
        if (known?.text === text) return { note: known, isNew: false };
        const now = clock.now();
        if (!known && (await transaction.notes(requestId, maxNotes)).length >= maxNotes) {
          throw new CodedError('conflict', 'too-many');
        }
        const author = { id: user.id, name: user.name };
        const note: Note = known
          ? { ...known, text, editedAt: now }
          : { requestId, id, author, text, createdAt: now, editedAt: null };
        await transaction.saveNote(note);
        return { note, isNew: true };
      });
      if (isNew) publisher.noteChanged(note);
      return note;
    },

    async delete(technician, requestId, id) {
      const wasThere = await within(technician, requestId, async (transaction) => {
        const known = own(await transaction.note(id), requestId, technician);
        if (known) await transaction.deleteNote(known);
        return known !== undefined;
      });
      if (wasThere) publisher.noteDeleted({ requestId, id });
    },
  };
}
