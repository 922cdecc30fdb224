import type { MessageId, RequestId } from '@beside/shared/domain/ids';
import type { Author, Entry, SupportRequest } from '@beside/shared/domain/request';
import { isOver } from '@beside/shared/domain/requestPhase';
import type { Viewer } from '@beside/shared/domain/rights';
import { mayIn } from '@beside/shared/domain/team';
import type { Party } from '@beside/shared/domain/words';
import { authorOf, whyUnwritable, type Writer } from '@beside/shared/domain/writing';
import { CodedError } from '@beside/shared/protocol/errors';
import { entriesPerPage } from '@beside/shared/protocol/limits';
import { auditOf } from '../identity/auditTable.ts';
import type {
  AccountTransaction,
  NewMessage,
  PostedMessage,
  Storage,
  StoredRequest,
  User,
} from '../ports.ts';
import { assertTakesPart, findSeen, viewerOf, type Actor } from './actor.ts';
import type { DeskParts } from './change.ts';
import { createGathering } from './gathering.ts';
import { gatherMs } from './times.ts';

export interface Chat {
  /**
   * Stores a message, once for its id; answers after the commit with its place and time.
   *
   * @param socket that gets the answer, and is not told of the entry besides
   */
  post(
    actor: Actor,
    requestId: RequestId,
    id: MessageId,
    text: string,
    socket?: string,
  ): Promise<{ seq: number; at: number }>;
  since(
    actor: Actor,
    requestId: RequestId,
    afterSeq: number,
  ): Promise<{ entries: Entry[]; more: boolean }>;
  /** @throws CodedError where the actor cannot write, whose typing is nobody's business then */
  assertWrites(actor: Actor, requestId: RequestId): Promise<void>;
  /** Moves the read mark of the actor's side forward. */
  read(actor: Actor, requestId: RequestId, seq: number): Promise<Party>;
}

/** Who has no part in a conversation that goes on, or reads one that is over. */
function isOnlooker(request: SupportRequest, { id }: User): boolean {
  return isOver(request.phase) || !mayIn(request, id, 'follow');
}

export function createChat({ storage, publisher, clock }: DeskParts): Chat {
  const unread = createGathering(gatherMs);

  const writable = async (actor: Actor, requestId: RequestId): Promise<StoredRequest> => {
    const row = await findSeen(storage, actor, requestId);
    assertTakesPart(actor, row.request, 'write');
    return row;
  };

  return {
    async post(actor, requestId, id, text, socket) {
      const at = clock.now();
      const message: NewMessage = {
        ...{ requestId, id, at, text, writer: writerOf(actor) },
        name: actor.party === 'technician' ? actor.user.name : '',
        notice:
          actor.party === 'customer'
            ? { subject: `message:${requestId}`, dueAt: unread.dueAt(requestId, at) }
            : null,
      };
      const { entry, isNoticed, isKnown } = await store(storage, actor, message);
      if (isNoticed && message.notice) unread.set(requestId, message.notice.dueAt);
      if (!isKnown) publisher.entryAppended(actor.accountId, entry, socket);
      return { seq: entry.seq, at: entry.at };
    },

    async since(actor, requestId, afterSeq) {
      const { request } = await findSeen(storage, actor, requestId);
      const account = storage.forAccount(actor.accountId);
      const entries = await account.entriesAfter(requestId, afterSeq, entriesPerPage + 1);
      // Written before it is told, as in the reports: nobody looks unseen.
      if (entries.length > 0 && actor.party === 'technician' && isOnlooker(request, actor.user)) {
        const subject = { kind: 'request', id: requestId } as const;
        const detail = { after: afterSeq };
        await account.audit.append(auditOf(clock, actor.user, 'transcript-read', subject, detail));
      }
      return { entries: entries.slice(0, entriesPerPage), more: entries.length > entriesPerPage };
    },

    async assertWrites(actor, requestId) {
      await writable(actor, requestId);
    },

    async read(actor, requestId, seq) {
      const { request } = await writable(actor, requestId);
      const account = storage.forAccount(actor.accountId);
      await account.saveRead(requestId, actor.party, Math.min(seq, request.lastSeq));
      return actor.party;
    },
  };
}

interface Stored extends PostedMessage {
  /** It was sent before. */
  isKnown: boolean;
}

/** @throws CodedError 'not-found', 'forbidden', 'conflict', 'not-authenticated' */
async function store(storage: Storage, actor: Actor, message: NewMessage): Promise<Stored> {
  const account = storage.forAccount(actor.accountId);
  const posted = await account.post(message);
  if (posted) return { ...posted, isKnown: false };
  const viewer = await viewerOf(account, actor);
  return account.transaction((transaction) => postWhole(transaction, message, viewer));
}

function writerOf(actor: Actor): Writer {
  return actor.party === 'customer'
    ? { party: 'customer', requestId: actor.requestId }
    : { party: 'technician', id: actor.user.id };
}

/** A message that more follows from, that was sent before, or that may not be written. */
async function postWhole(
  transaction: AccountTransaction,
  { requestId, id, at, text, writer, name, notice }: NewMessage,
  viewer: Viewer,
): Promise<Stored> {
  const row = await transaction.lockRequest(requestId);
  if (!row) throw new CodedError('not-found');
  const why = whyUnwritable(viewer, row.request);
  if (why === 'not-found' || why === 'forbidden') throw new CodedError(why);
  const { customer, assignee } = row.request;
  const from = authorOf(writer, name, customer);
  const known = await transaction.entry(requestId, id);
  if (known) return { entry: sameAuthor(known, from), isNoticed: false, isKnown: true };
  if (why) throw new CodedError('conflict', why);
  const entry = await transaction.append(requestId, { kind: 'message', id, at, from, text });
  const isNoticed = notice !== null && assignee !== null;
  if (isNoticed) await transaction.scheduleBy('notice', notice.subject, notice.dueAt);
  return { entry, isNoticed, isKnown: false };
}

/** An id taken by somebody else's entry is a collision, or a try to learn of it. */
function sameAuthor(entry: Entry, { party, id }: Author): Entry {
  const mine = entry.kind === 'message' && entry.from.party === party && entry.from.id === id;
  if (!mine) throw new CodedError('conflict');
  return entry;
}
