import { v4 as uuidV4 } from 'uuid';
import { pageOf } from '@beside/shared/domain/lists';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { rowsPerPage } from '@beside/shared/protocol/admin/parts';
import type { SharedReply, SharedReplyForm } from '@beside/shared/protocol/admin/replies';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Storage } from '../ports.ts';
import type { Technician } from './actor.ts';
import type { ReadyReplies } from './readyReplies.ts';

/** The ready replies that everybody of an account has (rule T10), as those keep them who may. */
export interface SharedReplies {
  list(by: Technician, query: ParsedAdmin<'replies/list'>): Promise<AdminOutput<'replies/list'>>;
  /** @throws CodedError 'not-found', 'conflict' with 'shortcut-taken' or 'too-many' */
  save(by: Technician, form: SharedReplyForm): Promise<SharedReply>;
  /** @throws CodedError('not-found') */
  remove(by: Technician, id: string): Promise<void>;
}

export function createSharedReplies(
  storage: Storage,
  replies: Pick<ReadyReplies, 'save' | 'delete'>,
): SharedReplies {
  const all = async ({ accountId, user }: Technician): Promise<SharedReply[]> =>
    (await storage.forAccount(accountId).replies(user.id))
      .filter(({ owner }) => owner === null)
      .map(({ id, shortcut, text }) => ({ id, shortcut, text }));
  /** Somebody's own ones are nobody else's to see, by whichever way. */
  const assertShared = async (by: Technician, id: string): Promise<void> => {
    if (!(await all(by)).some((one) => one.id === id)) throw new CodedError('not-found');
  };

  return {
    async list(by, query) {
      return pageOf(
        await all(by),
        query,
        {
          words: ({ shortcut, text }) => [shortcut, text],
          by: { shortcut: ({ shortcut }) => shortcut, text: ({ text }) => text },
        },
        rowsPerPage,
      );
    },

    async save(by, { id, ...form }) {
      if (id !== undefined) await assertShared(by, id);
      const { shared: _, ...reply } = await replies.save(by, {
        ...form,
        id: id ?? uuidV4(),
        shared: true,
      });
      return reply;
    },

    async remove(by, id) {
      await assertShared(by, id);
      await replies.delete(by, id);
    },
  };
}
