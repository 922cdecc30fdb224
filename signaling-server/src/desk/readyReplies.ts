import { isShortcut, shortcutKey, unknownPlaceholders } from '@beside/shared/domain/readyReplies';
import { may } from '@beside/shared/domain/rightsTable';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { RequestOutput } from '@beside/shared/protocol/contract';
import type { ReadyReply } from '@beside/shared/protocol/contract/replies';
import { maxReplies } from '@beside/shared/protocol/limits';
import type { Storage, StoredReply } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import { auditOf } from '../identity/auditTable.ts';
import type { Technician } from './actor.ts';

/** Texts that are kept ready (rule T10): everybody's own, and those that some keep for all. */
export interface ReadyReplies {
  list(technician: Technician): Promise<RequestOutput<'replies:list'>>;
  /**
   * @throws CodedError 'bad-request' with the field (and 'unknown-placeholder'), 'not-found' for
   * somebody else's, 'forbidden' for the account's, 'conflict' with 'shortcut-taken' or 'too-many'
   */
  save(technician: Technician, reply: ReadyReply): Promise<ReadyReply>;
  /** One that is gone already is no failure. @throws CodedError 'not-found', 'forbidden' */
  delete(technician: Technician, id: string): Promise<void>;
}

const viewOf = ({ id, owner, shortcut, text }: StoredReply): ReadyReply => ({
  id,
  shared: owner === null,
  shortcut,
  text,
});

/** @throws CodedError('bad-request') */
function checked({ id, shared, shortcut, text }: ReadyReply, { user }: Technician): StoredReply {
  const key = shortcutKey(shortcut);
  if (!isShortcut(key)) throw CodedError.wrongField('shortcut');
  if (unknownPlaceholders(text).length > 0) {
    const error = new CodedError('bad-request', 'unknown-placeholder');
    error.field = 'text';
    throw error;
  }
  return { id, owner: shared ? null : user.id, shortcut: key, text };
}

/** Whose id somebody else's is, is nobody's business; the account's are seen, and kept by few. */
function assertMayWrite(
  known: StoredReply | undefined,
  technician: Technician,
  mayShare: boolean,
): void {
  if (!known) return;
  if (known.owner === null && !mayShare) throw new CodedError('forbidden');
  if (known.owner !== null && known.owner !== technician.user.id) {
    throw new CodedError('not-found');
  }
}

export function createReadyReplies({
  storage,
  publisher,
  clock,
}: {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
}): ReadyReplies {
  const mayShare = async ({ accountId, user }: Technician): Promise<boolean> => {
    const holder = await storage.forAccount(accountId).admin.rightsHolder(user.id);
    return holder !== undefined && may(holder, 'write-replies');
  };

  return {
    async list(technician) {
      const replies = await storage.forAccount(technician.accountId).replies(technician.user.id);
      return { replies: replies.map(viewOf), mayShare: await mayShare(technician) };
    },

    async save(technician, reply) {
      const { accountId } = technician;
      const shares = await mayShare(technician);
      if (reply.shared && !shares) throw new CodedError('forbidden');
      const next = checked(reply, technician);
      const before = await storage
        .forAccount(accountId)
        .transaction(async (transaction) => {
          const known = await transaction.lockReply(next.id);
          assertMayWrite(known, technician, shares);
          if (!known || known.owner !== next.owner) {
            const count = await transaction.countReplies(next.owner);
            if (count >= maxReplies) throw new CodedError('conflict', 'too-many');
          }
          await (known ? transaction.updateReply(next) : transaction.insertReply(next));
          // What somebody keeps for themselves is their own affair.
          if (next.owner === null || known?.owner === null) {
            const subject = { kind: 'reply', id: next.id } as const;
            const entry = auditOf(clock, technician.user, 'reply-changed', subject);
            await transaction.audit(entry);
          }
          return known;
        })
        .catch((failure: unknown) => {
          const isTaken =
            failure instanceof CodedError && failure.code === 'conflict' && !failure.reason;
          throw isTaken ? CodedError.about('shortcut', 'conflict', 'shortcut-taken') : failure;
        });
      // Whoever has it no more is told that it is gone.
      if (before && before.owner !== next.owner) {
        publisher.replyDeleted(accountId, before.owner, next.id);
      }
      publisher.replyChanged(accountId, next.owner, viewOf(next));
      return viewOf(next);
    },

    async delete(technician, id) {
      const { accountId } = technician;
      const shares = await mayShare(technician);
      const known = await storage.forAccount(accountId).transaction(async (transaction) => {
        const found = await transaction.lockReply(id);
        assertMayWrite(found, technician, shares);
        if (found) await transaction.deleteReply(id);
        if (found?.owner === null) {
          const subject = { kind: 'reply', id } as const;
          await transaction.audit(auditOf(clock, technician.user, 'reply-removed', subject));
        }
        return found;
      });
      if (known) publisher.replyDeleted(accountId, known.owner, id);
    },
  };
}
