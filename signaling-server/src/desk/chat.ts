import type { MessageId, RequestId } from '@beside/shared/domain/ids';
import type { Entry, SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen, isOver } from '@beside/shared/domain/requestPhase';
import type { Viewer } from '@beside/shared/domain/rights';
import { mayIn } from '@beside/shared/domain/team';
import type { Party } from '@beside/shared/domain/words';
import { CodedError } from '@beside/shared/protocol/errors';
import { entriesPerPage } from '@beside/shared/protocol/limits';
import { auditOf } from '../identity/auditTable.ts';
import type { AccountTransaction, Conversation, StoredRequest, User } from '../ports.ts';
import { assertSees, assertTakesPart, findSeen, viewerOf, type Actor } from './actor.ts';
import type { DeskParts } from './change.ts';
import { createGathering } from './gathering.ts';
import { gatherMs } from './times.ts';

export interface Chat {
  /** Stores a message, once for its id; answers after the commit with its place and time. */
  post(
    actor: Actor,
    requestId: RequestId,
    id: MessageId,
    text: string,
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

interface Post {
  actor: Actor;
  viewer: Viewer;
  requestId: RequestId;
  id: MessageId;
  text: string;
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

  const append = async (
    transaction: AccountTransaction,
    { id, text, ...post }: Post,
  ): Promise<{ entry: Entry; added: boolean }> => {
    const { actor, requestId } = post;
    const conversation = await lockWritable(transaction, post);
    if (!chatIsOpen(conversation.phase)) {
      const known = await transaction.entry(requestId, id);
      if (known) return { entry: sameAuthor(known, actor), added: false };
      throw new CodedError('conflict', 'phase-forbids');
    }
    const from =
      actor.party === 'technician'
        ? { party: actor.party, id: actor.user.id, name: actor.user.name }
        : { party: actor.party, id: null, name: conversation.customer.name };
    const at = clock.now();
    const entry = await transaction.append(requestId, { kind: 'message', id, at, from, text });
    if (actor.party === 'customer' && conversation.assignee) {
      const dueAt = unread.dueAt(requestId, at);
      await transaction.scheduleBy('notice', `message:${requestId}`, dueAt);
    }
    return { entry, added: true };
  };

  return {
    async post(actor, requestId, id, text) {
      const account = storage.forAccount(actor.accountId);
      const viewer = await viewerOf(account, actor);
      const store = (transaction: AccountTransaction) =>
        append(transaction, { actor, viewer, requestId, id, text });
      const { entry, added } = await account.transaction(store).catch(async (failure: unknown) => {
        if (!isTaken(failure)) throw failure;
        // Sent before, which is not looked for first: it is rare.
        const known = await account.transaction(async (transaction) => {
          await lockWritable(transaction, { actor, viewer, requestId });
          return transaction.entry(requestId, id);
        });
        if (!known) throw failure;
        return { entry: sameAuthor(known, actor), added: false };
      });
      if (added) publisher.entryAppended(actor.accountId, entry);
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

/** @throws CodedError where the actor cannot write */
async function lockWritable(
  transaction: AccountTransaction,
  { actor, viewer, requestId }: Pick<Post, 'actor' | 'viewer' | 'requestId'>,
): Promise<Conversation> {
  const conversation = await transaction.lockConversation(requestId);
  if (!conversation) throw new CodedError('not-found');
  assertSees(viewer, conversation);
  assertTakesPart(actor, conversation, 'write');
  return conversation;
}

/** The database has something of that id; what the desk refuses has a reason. */
function isTaken(failure: unknown): boolean {
  return (
    failure instanceof CodedError && failure.code === 'conflict' && failure.reason === undefined
  );
}

/** An id taken by somebody else's entry is a collision, or a try to learn of it. */
function sameAuthor(entry: Entry, actor: Actor): Entry {
  const mine =
    entry.kind === 'message' &&
    entry.from.party === actor.party &&
    (actor.party === 'customer' || entry.from.id === actor.user.id);
  if (!mine) throw new CodedError('conflict');
  return entry;
}
