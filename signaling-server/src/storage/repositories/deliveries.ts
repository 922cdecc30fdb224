import type { Kysely, Selectable } from 'kysely';
import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { Delivery } from '../../ports/notices.ts';
import type { Schema } from '../schema.ts';

type Db = Kysely<Schema>;

/** How long it can be seen what became of a delivery. */
const keptMs = 30 * 24 * 60 * 60_000;

export async function insertDelivery(
  db: Db,
  accountId: AccountId,
  delivery: Delivery,
): Promise<boolean> {
  // Nobody else clears them away.
  await db
    .deleteFrom('deliveries')
    .where('created_at', '<', delivery.createdAt - keptMs)
    .execute();
  const { id, userId, requestId, event, channel, target, mark, state, tries, reason } = delivery;
  const inserted = await db
    .insertInto('deliveries')
    .values({
      id,
      account_id: accountId,
      user_id: userId,
      request_id: requestId,
      event,
      channel,
      target,
      mark,
      state,
      tries,
      reason,
      created_at: delivery.createdAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  return inserted.length === 1;
}

export async function findDelivery(
  db: Db,
  accountId: AccountId,
  id: string,
): Promise<Delivery | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toDelivery(row);
}

export async function listDeliveries(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  userId: UserId,
): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('request_id', '=', requestId)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toDelivery);
}

export async function saveDelivery(
  db: Db,
  accountId: AccountId,
  { id, mark, state, tries, reason }: Delivery,
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ mark, state, tries, reason })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}

/** Ids and names of kinds come from {@link insertDelivery} alone, which is handed them typed. */
function toDelivery(row: Selectable<Schema['deliveries']>): Delivery {
  const { id, target, mark, tries, reason } = row;
  return {
    id,
    userId: row.user_id as UserId,
    requestId: row.request_id as RequestId,
    event: row.event as Delivery['event'],
    channel: row.channel as Delivery['channel'],
    target,
    mark,
    state: row.state as Delivery['state'],
    tries,
    reason,
    createdAt: row.created_at,
  };
}
