import type { Kysely } from 'kysely';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import { codeSchema, type AccessCode } from '@beside/shared/protocol/contract/codes';
import type { StoredCode } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { readStored } from './json.ts';

type Db = Kysely<Schema>;

export async function insertCode(
  db: Db,
  accountId: AccountId,
  { code, makerId }: StoredCode,
): Promise<void> {
  await db
    .insertInto('codes')
    .values({
      id: code.id,
      account_id: accountId,
      maker_id: makerId,
      state: code.state,
      digits: code.digits,
      created_at: code.createdAt,
      expires_at: code.expiresAt,
      request_id: null,
      used_at: null,
    })
    .execute();
}

export async function lockCode(
  db: Db,
  accountId: AccountId,
  id: string,
): Promise<StoredCode | undefined> {
  const row = await db
    .selectFrom('codes')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const locked = await selectCodes(db, accountId).where('codes.id', '=', id).executeTakeFirst();
  return locked && { code: toCode(locked), makerId: locked.maker_id as UserId };
}

export async function saveCode(db: Db, accountId: AccountId, { code }: StoredCode): Promise<void> {
  await db
    .updateTable('codes')
    .set({
      state: code.state,
      digits: code.digits,
      request_id: code.joined?.requestId ?? null,
      used_at: code.joined?.at ?? null,
    })
    .where('account_id', '=', accountId)
    .where('id', '=', code.id)
    .execute();
}

export async function listCodes(
  db: Db,
  accountId: AccountId,
  makerId: UserId,
  limit: number,
): Promise<AccessCode[]> {
  const rows = await selectCodes(db, accountId)
    .where('codes.maker_id', '=', makerId)
    .orderBy('codes.created_at', 'desc')
    .orderBy('codes.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toCode);
}

function selectCodes(db: Db, accountId: AccountId) {
  return db
    .selectFrom('codes')
    .leftJoin('requests', 'requests.id', 'codes.request_id')
    .selectAll('codes')
    .select('requests.customer_name')
    .where('codes.account_id', '=', accountId);
}

type CodeRow = Awaited<ReturnType<ReturnType<typeof selectCodes>['executeTakeFirstOrThrow']>>;

function toCode(row: CodeRow): AccessCode {
  const { id, state, digits, request_id: requestId, used_at: at } = row;
  return readStored(codeSchema, {
    id,
    state,
    digits,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    joined: requestId === null ? null : { requestId, name: row.customer_name ?? '', at },
  });
}
