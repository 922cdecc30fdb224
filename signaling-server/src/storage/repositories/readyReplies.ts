import type { Kysely, Selectable } from 'kysely';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { StoredReply } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { storableText } from './json.ts';

type Db = Kysely<Schema>;

const ownerKey = (owner: UserId | null): string => owner ?? '';

/** The account's and the owner's own, by their shortcuts; the owner's comes first of two alike. */
export async function listReplies(
  db: Db,
  accountId: AccountId,
  owner: UserId,
): Promise<StoredReply[]> {
  const rows = await db
    .selectFrom('ready_replies')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('owner_key', 'in', ['', owner])
    .orderBy('shortcut')
    .orderBy('owner_key', 'desc')
    .execute();
  return rows.map(toReply);
}

/** Locked until the commit. */
export async function lockReply(
  db: Db,
  accountId: AccountId,
  id: string,
): Promise<StoredReply | undefined> {
  const row = await db
    .selectFrom('ready_replies')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && toReply(row);
}

export async function countReplies(
  db: Db,
  accountId: AccountId,
  owner: UserId | null,
): Promise<number> {
  const row = await db
    .selectFrom('ready_replies')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('account_id', '=', accountId)
    .where('owner_key', '=', ownerKey(owner))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

export async function insertReply(
  db: Db,
  accountId: AccountId,
  { id, ...reply }: StoredReply,
): Promise<void> {
  await db
    .insertInto('ready_replies')
    .values({ id, account_id: accountId, ...toColumns(reply) })
    .execute();
}

export async function updateReply(
  db: Db,
  accountId: AccountId,
  { id, ...reply }: StoredReply,
): Promise<void> {
  await db
    .updateTable('ready_replies')
    .set(toColumns(reply))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}

export async function deleteReply(db: Db, accountId: AccountId, id: string): Promise<void> {
  await db
    .deleteFrom('ready_replies')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}

function toColumns({ owner, shortcut, text }: Omit<StoredReply, 'id'>) {
  return {
    owner_id: owner,
    owner_key: ownerKey(owner),
    shortcut: storableText(shortcut),
    text: storableText(text),
  };
}

function toReply(row: Selectable<Schema['ready_replies']>): StoredReply {
  const { id, owner_id: owner, shortcut, text } = row;
  return { id, owner: owner as UserId | null, shortcut, text };
}
