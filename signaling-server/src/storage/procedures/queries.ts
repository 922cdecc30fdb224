import type { AccountId, MessageId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { Standing } from '@beside/shared/domain/team';
import type { DueKind } from '../../ports/due.ts';
import type { NewEntry } from '../../ports.ts';
import { prepare } from '../repositories/prepare.ts';

interface Place {
  accountId: AccountId;
  requestId: RequestId;
}

interface Message {
  requestId: RequestId;
  seq: number;
  id: MessageId;
  at: number;
  kind: NewEntry['kind'];
  body: string;
}

interface Falling {
  id: string;
  accountId: AccountId;
  kind: DueKind;
  subject: string;
  dueAt: number;
}

/** What procedures ask. */
export const queries = {
  /** The lock is that of `lockRequest`: both hold the one row. */
  lockConversation: prepare((db, { accountId, requestId }: Place) =>
    db
      .selectFrom('requests')
      .select(['phase', 'customer_name', 'company_id', 'assignee_id', 'offered_to', 'wanted_id'])
      .select(['unseen', 'last_seq', 'figures'])
      .select((requests) =>
        requests
          .selectFrom('preferences')
          .select('chosen')
          .whereRef('preferences.user_id', '=', 'requests.assignee_id')
          .as('chosen'),
      )
      .where('account_id', '=', accountId)
      .where('id', '=', requestId)
      .forUpdate(),
  ),

  /** One who is not kept out. */
  findUser: prepare((db, { accountId, userId }: { accountId: AccountId; userId: UserId }) =>
    db
      .selectFrom('users')
      .select('id')
      .where('account_id', '=', accountId)
      .where('id', '=', userId)
      .where('disabled_at', 'is', null),
  ),

  listStandings: prepare((db, { accountId, requestId }: Place) =>
    db
      .selectFrom('participants')
      .select(['user_id as id', 'role', 'masked', 'state'])
      .$narrowType<Omit<Standing, 'masked'>>()
      .where('account_id', '=', accountId)
      .where('request_id', '=', requestId)
      .where('state', 'in', ['invited', 'joined']),
  ),

  insertMessage: prepare((db, { requestId, seq, id, at, kind, body }: Message) =>
    db
      .insertInto('entries')
      .values({ request_id: requestId, seq, id, at, kind, body })
      .onConflict((conflict) => conflict.columns(['request_id', 'id']).doNothing())
      .returning('seq'),
  ),

  takePlace: prepare((db, { accountId, requestId, seq }: Place & { seq: number }) =>
    db
      .updateTable('requests')
      .set({ last_seq: seq })
      .where('account_id', '=', accountId)
      .where('id', '=', requestId),
  ),

  fallDueBy: prepare((db, { id, accountId, kind, subject, dueAt }: Falling) =>
    db
      .insertInto('due')
      .values({ id, account_id: accountId, kind, subject, due_at: dueAt })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((column) => ({ due_at: column.ref('excluded.due_at') }))
          .whereRef('due.due_at', '>', 'excluded.due_at'),
      ),
  ),
};
